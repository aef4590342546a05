import type { Content, GenerateContentRequest, Part } from "./wire.ts";

/** The text of the contents' parts; thoughts left out. */
export function textOf(content: Content | undefined): string {
  return (content?.parts ?? [])
    .filter((part) => part.thought !== true)
    .map((part) => part.text ?? "")
    .filter((text) => text !== "")
    .join("\n");
}

/** What the person said last. */
export function lastUserContent(request: GenerateContentRequest): Content | undefined {
  return request.contents?.findLast((content) => content.role !== "model");
}

export function lastUserText(request: GenerateContentRequest): string {
  return textOf(lastUserContent(request));
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** Words in the whole conversation, the system instruction not counted. */
export function wordsInHistory(request: GenerateContentRequest): number {
  return (request.contents ?? []).reduce((sum, content) => sum + countWords(textOf(content)), 0);
}

export type InlineData = NonNullable<Part["inlineData"]>;

export function inlineImages(content: Content | undefined): readonly InlineData[] {
  return (content?.parts ?? [])
    .map((part) => part.inlineData)
    .filter((data): data is InlineData => data?.mimeType?.startsWith("image/") === true);
}
