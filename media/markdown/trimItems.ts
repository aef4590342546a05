import type { Token } from "marked";
import type { AnswerToken } from "./extraTokens.ts";

const blanks = /[ \t\n]+$/;

/**
 * Takes the blanks from the ends of all items. They show nowhere, and marked keeps them only where another item follows: an item
 * would be another one then.
 */
export function trimItems(tokens: readonly AnswerToken[]): void {
  for (const token of tokens) {
    if (token.type === "list") {
      for (const item of token.items) {
        trimText(item.tokens.at(-1) as AnswerToken | undefined);
        trimItems(item.tokens as readonly AnswerToken[]);
      }
    } else if (token.type === "blockquote") {
      trimItems(token.tokens as readonly AnswerToken[]);
    }
  }
}

function trimText(token: AnswerToken | undefined): void {
  const isText = token?.type === "text" || token?.type === "paragraph";
  const inline: Token[] = (isText ? token.tokens : undefined) ?? [];
  const last = inline.at(-1) as AnswerToken | undefined;
  if (last?.type !== "text") {
    return;
  }
  last.text = last.text.replace(blanks, "");
  if (last.text === "") {
    inline.pop();
  }
}
