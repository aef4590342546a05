import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { AttachmentStore } from "../../chat/ports.ts";
import type { UserMessage } from "../../chat/ports.ts";
import { type MediaKind, mediaKind } from "../../shared/attachment.ts";
import type { FileReference } from "../../shared/transcript.ts";
import type { Settings } from "../settings.ts";
import { chosenUris, toCandidates } from "./attachActions.ts";
import { messageWith } from "./fileMessage.ts";
import { takeIn } from "./intake.ts";

/** Commands that ask something of the files they are called on. */
export type FileAction = "describeImage" | "describeVideo" | "summarizeAudio" | "summarizePdf";

const kinds: Readonly<Record<FileAction, MediaKind>> = {
  describeImage: "image",
  describeVideo: "video",
  summarizeAudio: "audio",
  summarizePdf: "pdf",
};

/** The messages that ask; none if the person thought better of it. Throws a `HumanError` for what is another kind of file. */
export async function askAboutFiles(
  action: FileAction,
  [clicked, selected]: readonly unknown[],
  { settings, store }: { readonly settings: Settings; readonly store: AttachmentStore },
): Promise<readonly UserMessage[]> {
  const candidates = toCandidates(chosenUris(clicked, selected));
  const files = await Promise.all(candidates.map((candidate) => takeIn(candidate, store)));
  const other = files.find(({ mimeType }) => mediaKind(mimeType) !== kinds[action]);
  if (other !== undefined) {
    throw new HumanError(wrongKind(action, other));
  }
  const apart = files.length > 1 ? await askWhetherApart(files.length) : false;
  if (apart === undefined) {
    return [];
  }
  const turns = apart ? files.map((file) => [file]) : [files];
  return turns.map((turn) =>
    messageWith(turn, settings.prompt(action) || defaultPrompt(action, turn.length)),
  );
}

async function askWhetherApart(count: number): Promise<boolean | undefined> {
  const together = vscode.l10n.t("One turn with all {0} files", count);
  const apart = vscode.l10n.t("One turn for each");
  const chosen = await vscode.window.showQuickPick([together, apart], {
    title: vscode.l10n.t("Castor: {0} Files", count),
  });
  return chosen === undefined ? undefined : chosen === apart;
}

function defaultPrompt(action: FileAction, count: number): string {
  switch (action) {
    case "describeImage":
      return count === 1
        ? vscode.l10n.t("Describe this image.")
        : vscode.l10n.t("Describe these {0} images, one after the other.", count);
    case "describeVideo":
      return vscode.l10n.t("Describe what happens in this video, step by step, with timestamps as [mm:ss].");
    case "summarizeAudio":
      return vscode.l10n.t(
        "Summarize this recording: who speaks about what, and what was decided, with timestamps as [mm:ss].",
      );
    case "summarizePdf":
      return vscode.l10n.t("Summarize this document: what it is about, its main points, and its conclusion.");
  }
}

function wrongKind(action: FileAction, { label, mimeType }: FileReference): string {
  switch (action) {
    case "describeImage":
      return mediaKind(mimeType) === "text"
        ? vscode.l10n.t(
            "{0} is not an image, whatever its name says. Gemini sees PNG, JPEG, WebP, GIF, HEIC, HEIF and AVIF.",
            label,
          )
        : vscode.l10n.t(
            "{0} is in truth of the type {1}. Gemini sees PNG, JPEG, WebP, GIF, HEIC, HEIF and AVIF images.",
            label,
            mimeType,
          );
    case "describeVideo":
      return vscode.l10n.t("{0} is no video that Gemini can watch, whatever its name says.", label);
    case "summarizeAudio":
      return vscode.l10n.t("{0} is no recording that Gemini can hear, whatever its name says.", label);
    case "summarizePdf":
      return vscode.l10n.t("{0} is no PDF, whatever its name says.", label);
  }
}
