import { extractText, getDocumentProxy } from "unpdf";
import { readImage } from "../images/readImage.ts";
import { readAudioVideo } from "./audioVideo.ts";
import type { MediaFacts, TimeRange } from "./facts.ts";
import { bytesOf, type MediaSource } from "./source.ts";

/** What the bytes say when they are taken for this type; undefined when they are something else. */
export async function readMedia(
  source: MediaSource,
  mimeType: string,
  range: TimeRange,
): Promise<MediaFacts | undefined> {
  const type = mimeType.toLowerCase().replace(/;.*/, "").trim();
  if (type.startsWith("image/")) {
    const facts = await readImage(await bytesOf(source));
    return facts && { kind: "image", ...facts };
  }
  if (/^(?:audio|video)\//.test(type)) {
    return readAudioVideo(source, range);
  }
  return type === "application/pdf" ? readPdf(await bytesOf(source)) : readText(await bytesOf(source));
}

async function readPdf(bytes: Buffer): Promise<MediaFacts | undefined> {
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { text } = await extractText(document);
    return { kind: "pdf", pages: text };
  } catch {
    return undefined;
  }
}

export function readText(bytes: Buffer): MediaFacts | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { kind: "text", lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0), text };
  } catch {
    return undefined;
  }
}
