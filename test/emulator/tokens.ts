import { mediaTokens } from "./media/tokens.ts";
import { mediaOf } from "./media/partFacts.ts";
import type { EmulatedModel } from "./models.ts";
import { textTokens } from "./textTokens.ts";
import type { Content, GenerateContentRequest, ModalityCount, Part } from "./wire.ts";

/** Tokens of a whole request by modality: history, system instruction and tools. Its media must have been checked. */
export function countPrompt(request: GenerateContentRequest, model: EmulatedModel): readonly ModalityCount[] {
  const counts = new Map<string, number>();
  const add = (modality: string, tokens: number) =>
    counts.set(modality, (counts.get(modality) ?? 0) + tokens);
  const addContent = (content: Content) => content.parts?.forEach((part) => addPart(part));
  const addPart = (part: Part) => {
    const media = mediaOf(part);
    if (media === undefined) {
      add("TEXT", textTokens(part.text ?? JSON.stringify(part)));
      return;
    }
    const level = part.mediaResolution?.level ?? request.generationConfig?.mediaResolution;
    for (const { modality, tokenCount } of mediaTokens(media, model, {
      resolution: level?.replace("MEDIA_RESOLUTION_", "") ?? "UNSPECIFIED",
      framesPerSecond: part.videoMetadata?.fps ?? 1,
    })) {
      add(modality, tokenCount);
    }
  };
  request.contents?.forEach(addContent);
  if (request.systemInstruction !== undefined) {
    addContent(request.systemInstruction);
  }
  if (request.tools !== undefined) {
    add("TEXT", textTokens(JSON.stringify(request.tools)));
  }
  return [...counts].map(([modality, tokenCount]) => ({ modality, tokenCount }));
}

export function total(counts: readonly ModalityCount[]): number {
  return counts.reduce((sum, count) => sum + count.tokenCount, 0);
}
