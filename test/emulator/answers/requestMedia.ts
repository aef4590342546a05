import { mediaOf, type OpenedMedia } from "../media/partFacts.ts";
import { readText } from "../media/readMedia.ts";
import type { Content, Part } from "../wire.ts";

/** What a message holds: its media, and the words that go with them. */
export interface RequestMedia {
  readonly media: readonly OpenedMedia[];
  /** Its text without the texts that were attached to it. */
  readonly words: string;
}

/** A text file that was sent as a part of its own, as Castor sends it: the name, a colon, an empty line, the text. */
const attachedText = /^(\S[\s\S]{0,254}?):\n\n([\s\S]+)$/;

export function requestMedia(content: Content | undefined): RequestMedia {
  const parts = (content?.parts ?? []).filter(({ thought }) => thought !== true);
  const read = parts.map((part, index) => mediaOf(part) ?? textIn(part, index === parts.length - 1));
  return {
    media: read.filter((each) => each !== undefined),
    words: parts
      .filter((_, index) => read[index] === undefined)
      .map(({ text = "" }) => text)
      .filter((text) => text !== "")
      .join("\n"),
  };
}

/** The last part is what the person says. */
function textIn({ text = "" }: Part, isLast: boolean): OpenedMedia | undefined {
  const [, displayName, body] = attachedText.exec(text) ?? [];
  if (isLast || displayName === undefined || body === undefined) {
    return undefined;
  }
  const bytes = Buffer.from(body);
  const range = { start: 0, end: Infinity };
  const media = { mimeType: "text/plain", bytes: bytes.length, displayName, isFile: false, range };
  return { ...media, facts: readText(bytes) };
}

/** What a medium is called in an answer, with a colon behind it; nothing for one that stands alone without a name. */
export function label(media: OpenedMedia, index: number, count: number): string {
  if (media.displayName !== undefined) {
    return `**${nameOf(media)}:** `;
  }
  return count === 1 ? "" : `**${media.facts?.kind === "image" ? "Image" : "File"} ${index + 1}:** `;
}

export function nameOf({ displayName, mimeType }: OpenedMedia): string {
  return (displayName ?? mimeType).replaceAll(/\s+/g, " ");
}
