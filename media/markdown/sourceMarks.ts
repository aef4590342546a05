import type { SourceMark } from "../../src/shared/sources.ts";

/**
 * Marks stand in the Markdown itself, as numbers within brackets that nobody writes: so each comes out where it belongs,
 * whatever the words around it turn into. The brackets are punctuation, which is what may stand behind closing asterisks.
 */
const mark = /⸨(\d+(?:,\d+)*)⸩/;

/** The text with its marks; `from` is where it begins in the visible text of the answer. */
export function withMarks(text: string, from: number, marks: readonly SourceMark[]): string {
  let marked = "";
  let done = 0;
  for (const { at, pages } of marks) {
    const place = endOfWords(text, at - from);
    if (at - from > 0 && at - from <= text.length && place >= done) {
      marked += `${text.slice(done, place)}⸨${pages.map((page) => page + 1).join(",")}⸩`;
      done = place;
    }
  }
  return marked + text.slice(done);
}

/** Behind the last word: at the beginning of a line a mark would change what the line is. */
function endOfWords(text: string, at: number): number {
  let end = at;
  while (end > 0 && /\s/.test(text.charAt(end - 1))) {
    end -= 1;
  }
  return end;
}

/** Numbers of the pages, counted from one, if `source` begins with a mark. */
export function markAt(
  source: string,
): { readonly raw: string; readonly numbers: readonly number[] } | undefined {
  const match = source.startsWith("⸨") ? mark.exec(source) : null;
  return match?.index === 0 ? { raw: match[0], numbers: (match[1] ?? "").split(",").map(Number) } : undefined;
}

/** What is shown as it was written has no marks in it. */
export function withoutMarks(text: string): string {
  return text.includes("⸨") ? text.replace(new RegExp(mark, "g"), "") : text;
}
