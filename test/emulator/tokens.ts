import type { EmulatedModel } from "./models.ts";
import type { Content, GenerateContentRequest, ModalityCount, Part } from "./wire.ts";

/** About four characters to the token, as Google says of Latin text. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

const mediaTokens: Readonly<Record<string, number>> = { AUDIO: 320, VIDEO: 700, DOCUMENT: 560 };

function modalityOf(mimeType: string): string {
  const kind = mimeType.split("/")[0]?.toUpperCase() ?? "";
  return ["IMAGE", "AUDIO", "VIDEO"].includes(kind) ? kind : "DOCUMENT";
}

/** Tokens of a whole request by modality: history, system instruction and tools. */
export function countPrompt(request: GenerateContentRequest, model: EmulatedModel): readonly ModalityCount[] {
  const counts = new Map<string, number>();
  const add = (modality: string, tokens: number) =>
    counts.set(modality, (counts.get(modality) ?? 0) + tokens);
  const addContent = (content: Content) => content.parts?.forEach((part) => addPart(part));
  const addPart = (part: Part) => {
    const media = part.inlineData ?? part.fileData;
    if (media === undefined) {
      add("TEXT", textTokens(part.text ?? JSON.stringify(part)));
      return;
    }
    const modality = modalityOf(media.mimeType ?? "");
    const image = model.generation < 3 ? 258 : 1120;
    add(modality, modality === "IMAGE" ? image : (mediaTokens[modality] ?? 0));
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
