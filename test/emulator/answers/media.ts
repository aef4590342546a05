import { mediaOf, type OpenedMedia } from "../media/partFacts.ts";
import { lastUserContent, lastUserText } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";
import { disclaimer, quote } from "./demo.ts";
import { describeFacts, outline } from "./mediaWords.ts";

/** Says of each medium in the last message what its bytes tell, in the form that was asked for; undefined without any. */
export function describeMedia(request: GenerateContentRequest): string | undefined {
  const media = (lastUserContent(request)?.parts ?? []).map(mediaOf).filter((each) => each !== undefined);
  if (media.length === 0) {
    return undefined;
  }
  const text = lastUserText(request);
  if (/\balt(?:ernative)?[- ]?text\b/i.test(text)) {
    return media.map((each) => `${describeFacts(each)}.`).join("\n");
  }
  return [
    `## ${heading(media, text)}`,
    "",
    ...media.map((each, index) => `- ${label(each, index, media.length)}${sentence(each)}`),
    "",
    ...media.flatMap((each) => {
      const lines = outline(each.facts);
      return lines.length === 0
        ? []
        : [...(media.length > 1 ? [`### ${nameOf(each)}`, ""] : []), ...lines, ""];
    }),
    ...(text === "" ? [] : ["You asked:", "", quote(text), ""]),
    disclaimer,
    "",
  ].join("\n");
}

function sentence(media: OpenedMedia): string {
  const sent = `sent as \`${media.mimeType}\`${media.isFile ? " in a file" : ""}`;
  return `${describeFacts(media)} (${media.bytes === undefined ? "" : `${media.bytes} bytes, `}${sent}).`;
}

function label(media: OpenedMedia, index: number, count: number): string {
  if (media.displayName !== undefined) {
    return `**${nameOf(media)}:** `;
  }
  return count === 1 ? "" : `**${media.facts?.kind === "image" ? "Image" : "File"} ${index + 1}:** `;
}

function nameOf({ displayName, mimeType }: OpenedMedia): string {
  return (displayName ?? mimeType).replaceAll(/\s+/g, " ");
}

const nouns: Readonly<Record<string, string>> = {
  image: "picture shows",
  audio: "recording holds",
  video: "video shows",
  pdf: "document says",
  text: "text says",
};

function heading(media: readonly OpenedMedia[], text: string): string {
  if (/\btranscri(?:be|pt|ption)\b/i.test(text)) {
    return "Transcript";
  }
  if (/\bsumm(?:ary|ari[sz]e)\b/i.test(text)) {
    return "Summary";
  }
  const kinds = new Set(media.map(({ facts }) => facts?.kind ?? ""));
  if (media.length > 1) {
    return kinds.size === 1 && kinds.has("image")
      ? `What the ${media.length} pictures show`
      : `What the ${media.length} files hold`;
  }
  return `What the ${nouns[[...kinds][0] ?? ""] ?? "file holds"}`;
}
