import { codeFence, codeSpan } from "../codeFence.ts";
import { firstLines } from "../surroundings.ts";
import type { Placeholder } from "./promptFile.ts";

/** UTF-16 units of a file that go into a prompt. */
const MOST_OF_FILE = 200_000;

/** What a prompt speaks of; texts are empty where there is nothing. */
export interface PromptMaterial {
  readonly code: string;
  /** The whole file. */
  readonly text: string;
  readonly fileName: string;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
  readonly diagnostics: readonly string[];
  readonly input: string;
}

export const emptyMaterial: PromptMaterial = {
  code: "",
  text: "",
  fileName: "",
  languageId: "",
  before: "",
  after: "",
  diagnostics: [],
  input: "",
};

/** What stands in the place of each placeholder. Code is fenced, so that nothing in it passes for a part of the prompt. */
export function promptValues(material: PromptMaterial): Readonly<Record<Placeholder, string>> {
  const { code, text, fileName, languageId, before, after, diagnostics, input } = material;
  const fenced = (source: string) => (source.trim() === "" ? "" : `\n${codeFence(source, languageId)}\n`);
  const problems = diagnostics.map((diagnostic) => diagnostic.replace(/\s+/g, " "));
  return {
    selection: fenced(code),
    file: fenced(firstLines(text, MOST_OF_FILE)),
    fileName: fileName === "" ? "" : codeSpan(fileName),
    language: languageId,
    diagnostics:
      problems.length > 1 ? problems.map((problem) => `\n- ${problem}`).join("") : problems.join(""),
    before: fenced(before),
    after: fenced(after),
    input,
  };
}
