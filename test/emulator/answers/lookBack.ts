import type { GenerateContentRequest } from "../wire.ts";
import { describeFacts } from "./mediaWords.ts";
import { label, requestMedia } from "./requestMedia.ts";

/** What the bytes of earlier messages tell, which every request brings again; undefined where there were none. */
export function lookBack({ contents = [] }: GenerateContentRequest): string | undefined {
  const media = contents
    .filter(({ role }) => role !== "model")
    .slice(0, -1)
    .flatMap((content) => requestMedia(content).media);
  if (media.length === 0) {
    return undefined;
  }
  const lines = media.map((each, index) => `- ${label(each, index, media.length)}${describeFacts(each)}.`);
  return ["### What you sent before", "", ...lines].join("\n");
}
