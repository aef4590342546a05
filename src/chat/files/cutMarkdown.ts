import type { CutMarks } from "../../shared/contextCut.ts";
import type { FileWords } from "./turnMarkdown.ts";

/** The block before a question, up to the first line that is not quoted. */
const CUT = /^<!-- castor:cut -->\n+((?:>[^\n]*(?:\n|$))+)\n*/;

/** What stands for the turns above a question, as a quotation before it; empty where all of them are sent. */
export function cutMarkdown(
  { contextCut, contextSummary }: CutMarks,
  { leftOut, summarized }: FileWords,
): string {
  if (contextCut !== true) {
    return "";
  }
  const text =
    contextSummary === undefined
      ? `*${leftOut}*`
      : `*${summarized}*\n\n${contextSummary.replace(/\r\n?/g, "\n").trim()}`;
  return `<!-- castor:cut -->\n\n${text.replace(/^/gm, "> ").replace(/^> $/gm, ">")}`;
}

/** The words of a turn without that block, and what it says. */
export function readCut(words: string): { readonly marks: CutMarks; readonly rest: string } {
  const [block, quoted = ""] = CUT.exec(words) ?? [];
  if (block === undefined) {
    return { marks: {}, rest: words };
  }
  const [, ...said] = quoted.replace(/^> ?/gm, "").split("\n");
  const summary = said.join("\n").trim();
  const marks: CutMarks = { contextCut: true, ...(summary !== "" && { contextSummary: summary }) };
  return { marks, rest: words.slice(block.length) };
}
