import { lexer } from "marked";

/** A line that stands by itself only where nothing before it is still open. */
const PROBE = "castor-probe";

/**
 * A text of Markdown that swallows nothing behind it: an answer that was stopped may end within a code block or a comment,
 * and would take all that follows along.
 */
export function closedMarkdown(text: string): string {
  const trimmed = text.trimEnd();
  const ending = ["", ...endings(trimmed)].find((each) => isClosed(trimmed + each));
  return ending === undefined ? fenced(trimmed, "") : trimmed + ending;
}

function isClosed(text: string): boolean {
  const last = lexer(`${text}\n\n${PROBE}`).at(-1);
  return last?.type === "paragraph" && last.raw.trim() === PROBE;
}

/** What may be missing: the fences that were opened, the last one first, and the ends of HTML. */
function endings(text: string): readonly string[] {
  const fences = [...text.matchAll(/^[ \t>*+\d.-]*(`{3,}|~{3,})/gm)].map(([, fence = ""]) => `\n${fence}`);
  const tags = ["script", "pre", "style", "textarea"].map((tag) => `\n</${tag}>`);
  return [...new Set([...fences.reverse(), " -->", "\n?>", "\n]]>", "\n>", ...tags])];
}

/** The text as code, in a fence that nothing in it can close. */
export function fenced(text: string, language: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language.replace(/[^\w+#.-]/g, "")}\n${text.replace(/\n$/, "")}\n${fence}`;
}
