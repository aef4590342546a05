/** Lines of a document, the last one included. */
export interface LineBlock {
  readonly first: number;
  readonly last: number;
}

/** The end of a text, begun at a line's start where one is in reach. */
export function lastLines(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) {
    return text;
  }
  const start = text.length - maxCharacters;
  const lineStart = text.indexOf("\n", start - 1) + 1;
  return text.slice(lineStart > 0 && lineStart < text.length ? lineStart : start);
}

/** The beginning of a text, ended at a line's end where one is in reach. */
export function firstLines(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) {
    return text;
  }
  const lineEnd = text.lastIndexOf("\n", maxCharacters);
  return text.slice(0, lineEnd > 0 ? lineEnd : maxCharacters);
}

/** The lines around `line` up to the next blank ones; from a blank line the next such block, else the one before. */
export function blockAt(
  line: number,
  lineCount: number,
  isBlank: (line: number) => boolean,
): LineBlock | undefined {
  let anchor = line;
  while (anchor < lineCount && isBlank(anchor)) anchor++;
  if (anchor === lineCount) {
    anchor = line;
    while (anchor >= 0 && isBlank(anchor)) anchor--;
  }
  if (anchor < 0) {
    return undefined;
  }
  let first = anchor;
  while (first > 0 && !isBlank(first - 1)) first--;
  let last = anchor;
  while (last < lineCount - 1 && !isBlank(last + 1)) last++;
  return { first, last };
}
