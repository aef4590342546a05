import type { Content, Part } from "../gemini/wire.ts";
import type { KeptContent, KeptPart } from "./conversation.ts";
import type { AttachmentStore } from "./ports.ts";

/** What came, with the bytes of media in the store; those that it does not take stay where they are. */
export async function keptContent(content: Content, store: AttachmentStore): Promise<KeptContent> {
  return { ...content, parts: await Promise.all((content.parts ?? []).map((part) => keptPart(part, store))) };
}

async function keptPart(part: Part, store: AttachmentStore): Promise<KeptPart> {
  if (part.inlineData === undefined) {
    return part;
  }
  const { data, ...blob } = part.inlineData;
  try {
    const hash = await store.putBase64(data);
    // Only what the store gives back to the letter is the same for the server that has signed it.
    return (await store.getBase64(hash)) === data ? { ...part, inlineData: { ...blob, hash } } : part;
  } catch {
    return part;
  }
}

/** What is sent of an answer that was kept; bytes that are gone are named in words. */
export async function sentContent(content: KeptContent, store: AttachmentStore): Promise<Content> {
  return { ...content, parts: await Promise.all((content.parts ?? []).map((part) => sentPart(part, store))) };
}

async function sentPart(part: KeptPart, store: AttachmentStore): Promise<Part> {
  const { inlineData, ...rest } = part;
  if (inlineData === undefined) {
    return rest;
  }
  if (!("hash" in inlineData)) {
    return { ...rest, inlineData };
  }
  const { hash, ...blob } = inlineData;
  const data = await store.getBase64(hash);
  return data === undefined
    ? { text: `[What was made here (${blob.mimeType}) is no longer available.]` }
    : { ...rest, inlineData: { ...blob, data } };
}
