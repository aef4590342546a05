import { type Advice, acceptedTypes, adviceFor, convertibleTypes, textTypes } from "./mediaTypes.ts";

/** What a file is to Gemini. */
export type Identity =
  | { readonly type: "accepted"; readonly mimeType: string }
  /** An image that has to be made into another first. */
  | { readonly type: "convertible"; readonly mimeType: string }
  | { readonly type: "refused"; readonly found: string; readonly advice: Advice };

/** As many bytes from the beginning of a file as it takes to tell what it is. */
export const HEAD_BYTES = 256 * 1024;

/**
 * Tells by the bytes, never by the name alone: `clip.ts` may be a video or a program. What no format claims and reads as
 * text is text.
 * @param head the first `HEAD_BYTES` of the file, or all of it
 */
export async function identify(head: Uint8Array): Promise<Identity> {
  const { sniffMimeType } = await import("../sniff.lazy.ts");
  const found = (await sniffMimeType(head))?.replace(/;.*$/s, "");
  if (found === undefined || textTypes.has(found)) {
    return readsAsText(head)
      ? { type: "accepted", mimeType: "text/plain" }
      : { type: "refused", found: found ?? "", advice: "none" };
  }
  const mimeType = acceptedTypes[found];
  if (mimeType !== undefined) {
    return { type: "accepted", mimeType };
  }
  return convertibleTypes.has(found)
    ? { type: "convertible", mimeType: found }
    : { type: "refused", found, advice: adviceFor(found) };
}

/** The text of a file that `identify` takes for one. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function readsAsText(head: Uint8Array): boolean {
  const encoding = encodingOf(head);
  if (encoding === "utf-8" && head.includes(0)) {
    return false;
  }
  try {
    // The head may end inside a character, so the decoder is told that more may come.
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** By the mark at the beginning, which Windows writes; UTF-8 otherwise. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return "utf-16le";
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
