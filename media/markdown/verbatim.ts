import type { Tokens } from "marked";

/**
 * UTF-16 units that are read as Markdown at once. A paragraph, an item or a quote has its end within; what has not is
 * shown as it was written, because reading it would keep the page from answering.
 */
export const MAX_BLOCK = 16_000;
/** Signs that may begin or end something: each is looked at with much of what follows it. */
const MAX_SIGNS = 3_000;
const SIGNS = new Set(Array.from("[]*_~`<!\\$", (sign) => sign.charCodeAt(0)));

/** How much of `source` may be read at once: less of what has more signs in it than anybody writes. */
export function readableLength(source: string): number {
  let signs = 0;
  const length = Math.min(source.length, MAX_BLOCK);
  for (let at = 0; at < length; at += 1) {
    signs += SIGNS.has(source.charCodeAt(at)) ? 1 : 0;
    if (signs > MAX_SIGNS) {
      return at;
    }
  }
  return MAX_BLOCK;
}

/** How much of `source`, which is too long, is shown as one block: whole lines, where there are any. */
export function verbatimLength(source: string): number {
  const end = blankLine.exec(source.slice(0, MAX_BLOCK))?.index;
  if (end !== undefined || source.length < MAX_BLOCK) {
    return end === undefined ? source.length : end + 1;
  }
  const lineEnd = source.lastIndexOf("\n", MAX_BLOCK - 1) + 1;
  const isHalf = /[\uD800-\uDBFF]/.test(source.charAt(MAX_BLOCK - 1));
  return lineEnd || (isHalf ? MAX_BLOCK - 1 : MAX_BLOCK);
}

/** True where text that was too long has come to its end. */
export function isVerbatimOver(source: string): boolean {
  return /^[ \t]*\n/.test(source);
}

const blankLine = /\n(?=[ \t]*\n)/;

export function verbatim(raw: string): Tokens.HTML {
  return { type: "html", block: true, pre: false, raw, text: raw };
}
