import { isWholeView, mediaKind, type MediaKind } from "../../src/shared/attachment.ts";
import type { FileReference, MediaResolution, MediaView } from "../../src/shared/transcript.ts";
import { formatNumber, t } from "../l10n.ts";
import { formatBytes, formatTime } from "./amounts.ts";
import { plainName } from "./names.ts";

const icons: Readonly<Record<MediaKind, string>> = {
  image: "file-media",
  audio: "unmute",
  video: "device-camera-video",
  pdf: "file-pdf",
  text: "file-code",
};

export function fileIcon(mimeType: string | undefined): string {
  return mimeType === undefined ? "file" : icons[mediaKind(mimeType)];
}

/** What is known of a file beside its name, each in a few words. */
export function fileFacts({ label, mimeType, size, facts = {} }: FileReference): readonly string[] {
  return [
    typeName(label, mimeType),
    formatBytes(size),
    ...(facts.seconds === undefined ? [] : [formatTime(Math.round(facts.seconds))]),
    ...(facts.pages === undefined
      ? []
      : [facts.pages === 1 ? t("1 page") : t("{0} pages", formatNumber(facts.pages))]),
  ];
}

/** PNG, MP4, TS: as short as an extension, which is what it is where the type says less. */
function typeName(label: string, mimeType: string): string {
  if (mimeType === "audio/mpeg") {
    return "MP3";
  }
  const subtype = (mimeType.split("/")[1] ?? "").replace(/^x-|\+.*$/g, "");
  const extension = /\.([A-Za-z0-9]{1,6})$/.exec(plainName(label))?.[1];
  const isTelling = mediaKind(mimeType) !== "text" && /^[a-z0-9]{1,5}$/.test(subtype);
  return (isTelling ? subtype : (extension ?? subtype)).toUpperCase();
}

export function resolutionName(resolution: MediaResolution): string {
  return { low: t("Low"), medium: t("Medium"), high: t("High") }[resolution];
}

/** What of the file is looked at and how closely; undefined where all of it is, as usual. */
export function viewWords(view: MediaView | undefined): string | undefined {
  if (!view || isWholeView(view)) {
    return undefined;
  }
  const { start, end, framesPerSecond, resolution } = view;
  const words = [
    ...(start === undefined && end === undefined ? [] : [range(start, end)]),
    ...(framesPerSecond === undefined ? [] : [t("{0} frames/s", formatNumber(framesPerSecond))]),
    ...(resolution === undefined ? [] : [t("Detail: {0}", resolutionName(resolution))]),
  ];
  return words.join(" · ");
}

function range(start: number | undefined, end: number | undefined): string {
  return end === undefined
    ? t("from {0}", formatTime(start ?? 0))
    : `${formatTime(start ?? 0)}–${formatTime(end)}`;
}
