import type { AnswerToken } from "./extraTokens.ts";

/** How many tokens stand before a block that has certainly begun: nothing written later can reach them. */
export function countComplete(tokens: readonly AnswerToken[], source: string): number {
  let offset = 0;
  let complete = 0;
  tokens.forEach((token, index) => {
    if (index > 0 && hasBegun(token, tokens[index - 1], source, offset)) {
      complete = index;
    }
    offset += token.raw.length;
  });
  return complete;
}

/**
 * A block is certain once its first line is complete. Where it follows a paragraph without a blank line, or
 * is told by its second line as tables are, that one has to be complete too.
 */
function hasBegun(
  token: AnswerToken,
  before: AnswerToken | undefined,
  source: string,
  offset: number,
): boolean {
  if (token.type === "space" || (token.type === "paragraph" && before?.type === "paragraph")) {
    return false;
  }
  // Whatever follows the closing sign on its line makes words of it, and an underline may become an item.
  const isToldByItsEnd = token.type === "math" || (token.type === "heading" && before?.type === "paragraph");
  if ((token.type === "math" && token.open) || (isToldByItsEnd && !token.raw.endsWith("\n"))) {
    return false;
  }
  const firstLineEnd = source.indexOf("\n", offset);
  const needsTwoLines = token.type === "table" || before?.type === "paragraph";
  return firstLineEnd >= 0 && (!needsTwoLines || source.includes("\n", firstLineEnd + 1));
}

export function sourceLength(tokens: readonly AnswerToken[]): number {
  return tokens.reduce((length, token) => length + token.raw.length, 0);
}
