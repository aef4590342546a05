import { lastUserText, textOf } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";

/** True when the request asks for the title of a conversation and for nothing around it. */
export function wantsTitle(request: GenerateContentRequest): boolean {
  return /\bwrite a title\b/i.test(textOf(request.systemInstruction));
}

/** The longest words of the question, in their order: short, and never the words that it begins with. */
export function titleOf(request: GenerateContentRequest): string {
  const [, question = ""] = /^Question:\n([^]*?)(?:\n\nAnswer:|$)/.exec(lastUserText(request)) ?? [];
  const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
  const longest = new Set(words.toSorted((one, other) => other.length - one.length).slice(0, 3));
  return `About ${words.filter((word) => longest.delete(word)).join(", ")}`;
}
