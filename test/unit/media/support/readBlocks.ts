import type { AnswerToken } from "../../../../media/markdown/extraTokens.ts";
import { isVisible, lex } from "../../../../media/markdown/lex.ts";

/** The blocks of a whole text, read at once: what every other way of reading it has to come to. */
export function readBlocks(text: string): readonly AnswerToken[] {
  return lex(text.replace(/\r\n?/g, "\n")).filter(isVisible);
}
