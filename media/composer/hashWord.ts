/** A word of the input that begins with `#`, and what stands behind it up to the cursor. */
export interface HashWord {
  readonly start: number;
  /** Where the word ends, which may be behind the cursor. */
  readonly end: number;
  readonly query: string;
}

/** `#` counts at the beginning of a word: not in `C#`, not in an address, and `##` is a heading. */
const beforeCursor = /(?:^|[\s([{"'“‘«])#([^\s#]*)$/;

/** Longest path anyone types. */
const MAX_QUERY = 200;

export function hashWordAt(text: string, cursor: number): HashWord | undefined {
  const query = beforeCursor.exec(text.slice(0, cursor))?.[1];
  if (query === undefined || query.length > MAX_QUERY || text[cursor] === "#") {
    return undefined;
  }
  // What closes a bracket or a sentence behind the cursor is no part of the path.
  const rest = /^[^\s#)\]}"'”’»,;]*/.exec(text.slice(cursor))?.[0].length ?? 0;
  return { start: cursor - query.length - 1, end: cursor + rest, query };
}

/** The text without the word, and where the cursor stands then. */
export function withoutWord(text: string, { start, end }: HashWord): { text: string; cursor: number } {
  const before = text.slice(0, start);
  const after = text.slice(end);
  // The space that stood on either side stands once.
  const isDoubled = /(^|\s)$/.test(before) && after.startsWith(" ");
  return { text: before + (isDoubled ? after.slice(1) : after), cursor: start };
}
