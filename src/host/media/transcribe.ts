import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { AttachmentStore, MediaPort } from "../../chat/ports.ts";
import type { Part } from "../../gemini/wire.ts";
import { mediaKind } from "../../shared/attachment.ts";
import { chosenUris, toCandidates } from "./attachActions.ts";
import { takeIn } from "./intake.ts";

export interface Transcription {
  /** Of the document that it is written into. */
  readonly languageId: string;
  readonly parts: readonly Part[];
}

export interface TranscribePorts {
  readonly store: AttachmentStore;
  readonly delivery: MediaPort;
}

/** What to ask for a transcript of the file; undefined if the person thought better of it. Throws a `HumanError`. */
export async function prepareTranscription(
  clicked: unknown,
  { store, delivery }: TranscribePorts,
): Promise<Transcription | undefined> {
  const [candidate] = toCandidates(chosenUris(clicked, undefined));
  const file = candidate && (await takeIn(candidate, store));
  if (file === undefined || !["audio", "video"].includes(mediaKind(file.mimeType))) {
    throw new HumanError(
      vscode.l10n.t("{0} has no sound to transcribe. Choose a recording or a video.", candidate?.label ?? ""),
    );
  }
  const format = await chooseFormat(file.label);
  const parts = format && (await bring(delivery, file));
  return parts && { languageId: format.languageId, parts: [...parts, { text: format.prompt }] };
}

/** The bytes of one file for a question outside of the chat; undefined if they are gone or it was cancelled. */
export async function bring(
  delivery: MediaPort,
  file: Awaited<ReturnType<typeof takeIn>>,
): Promise<readonly Part[] | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Castor brings {0} to Gemini", file.label),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      const [part] = await delivery.partsFor([file], {
        signal: controller.signal,
        onProgress: ({ sent, size }) =>
          progress.report({
            message: (sent / size).toLocaleString(vscode.env.language, { style: "percent" }),
          }),
      });
      return part && [part];
    } catch (error) {
      if (controller.signal.aborted) {
        return undefined;
      }
      throw error;
    }
  });
}

export interface Format extends vscode.QuickPickItem {
  readonly languageId: string;
  readonly prompt: string;
}

async function chooseFormat(label: string): Promise<Format | undefined> {
  const title = vscode.l10n.t("Castor: Transcribe {0}", label);
  return vscode.window.showQuickPick(transcriptionFormats(), { title });
}

/** What a transcript can be written as. */
export function transcriptionFormats(): readonly Format[] {
  const { t } = vscode.l10n;
  return [
    {
      label: t("Markdown"),
      description: t("paragraphs with timestamps and speakers"),
      languageId: "markdown",
      prompt:
        "Transcribe this recording as Markdown. Begin each paragraph with its time as [mm:ss] and name the speakers where you can tell them apart. Write nothing but the transcript.",
    },
    {
      label: t("SRT subtitles"),
      description: t("numbered lines with exact times"),
      languageId: "plaintext",
      prompt:
        "Transcribe this recording as SRT subtitles: a number, a line of times as 00:00:01,000 --> 00:00:04,000, the text, and a blank line. Write nothing but the subtitles.",
    },
  ];
}
