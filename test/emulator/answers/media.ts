import type { OpenedMedia } from "../media/partFacts.ts";
import { lastUserContent } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";
import { disclaimer, quote } from "./demo.ts";
import { describeFacts, outline } from "./mediaWords.ts";
import { label, nameOf, requestMedia } from "./requestMedia.ts";

/** Says of each medium in the last message what its bytes tell, in the form that was asked for; undefined without any. */
export function describeMedia(request: GenerateContentRequest): string | undefined {
  const { media, words } = requestMedia(lastUserContent(request));
  if (media.length === 0) {
    return undefined;
  }
  if (/\balt(?:ernative)?[- ]?text\b/i.test(words)) {
    return media.map((each) => `${describeFacts(each)}.`).join("\n");
  }
  return [
    `## ${heading(media, words)}`,
    "",
    ...media.map((each, index) => `- ${label(each, index, media.length)}${sentence(each)}`),
    "",
    ...media.flatMap((each) => {
      const lines = outline(each.facts);
      return lines.length === 0
        ? []
        : [...(media.length > 1 ? [`### ${nameOf(each)}`, ""] : []), ...lines, ""];
    }),
    ...(words === "" ? [] : ["You asked:", "", quote(words), ""]),
    disclaimer,
    "",
  ].join("\n");
}

function sentence(media: OpenedMedia): string {
  const sent = `sent as \`${media.mimeType}\`${media.isFile ? " in a file" : ""}`;
  return `${describeFacts(media)} (${media.bytes === undefined ? "" : `${media.bytes} bytes, `}${sent}).`;
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
