import type { Attachment, AttachmentState } from "../../src/shared/attachment.ts";
import { formatNumber, t } from "../l10n.ts";
import { formatBytes, formatPart, formatRemaining, percent } from "../words/amounts.ts";
import { fileFacts, viewWords } from "../words/fileWords.ts";

type Uploading = Extract<AttachmentState, { readonly type: "uploading" }>;

/** The second line of a chip: what the file is, or how far it has come. */
export function stateWords(attachment: Attachment): string {
  const { state, file } = attachment;
  switch (state.type) {
    case "reading":
      return t("Reading…");
    case "converting":
      return t("Converting to PNG…");
    case "processing":
      return t("Processing…");
    case "failed":
      return state.reason;
    case "uploading":
      return uploadSteps(state, file?.size).join(" · ");
    case "ready":
      return readyWords(attachment).join(" · ");
  }
}

function readyWords({ file, tokens }: Attachment): readonly string[] {
  return [
    // First what was chosen here: the end gives way where there is little room.
    ...(file ? [viewWords(file.view) ?? "", ...fileFacts(file)] : []),
    // Stays together where the words take two lines.
    ...(tokens === undefined ? [] : [t("≈ {0} tokens", formatNumber(tokens)).replaceAll(" ", "\u00a0")]),
  ].filter((words) => words !== "");
}

/**
 * `43 %`, `12 of 28 MB`, `2.1 MB/s`, `8 s left`, as far as each can be told. What has left may still be on its way: with
 * the last byte gone it is finishing, until the server has answered.
 */
export function uploadSteps(
  { sent, bytesPerSecond }: Uploading,
  size: number | undefined,
): readonly string[] {
  if (size !== undefined && sent >= size) {
    return [t("Finishing…"), formatBytes(size)];
  }
  const speed = bytesPerSecond !== undefined && bytesPerSecond > 0 ? bytesPerSecond : undefined;
  return [
    ...(size === undefined
      ? [t("Uploading"), formatBytes(sent)]
      : [t("{0} %", percent(sent, size)), formatPart(sent, size)]),
    ...(speed === undefined ? [] : [t("{0}/s", formatBytes(Math.round(speed)))]),
    ...(speed === undefined || size === undefined ? [] : [formatRemaining(Math.max(0, size - sent) / speed)]),
  ];
}
