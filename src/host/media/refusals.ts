import * as vscode from "vscode";
import { FileProblem, NeedsConversion } from "./fileProblem.ts";
import type { Identity } from "./identify.ts";
import type { Advice } from "./mediaTypes.ts";
import { typeName } from "./typeNames.ts";

const { t } = vscode.l10n;

/** Names what a file is and what would work in its place. */
export function refusal(label: string, identity: Exclude<Identity, { type: "accepted" }>): FileProblem {
  if (identity.type === "convertible") {
    const { mimeType } = identity;
    return new NeedsConversion(
      t("{0} is an image of the type {1}. Attach it to the chat: it becomes a PNG there.", label, mimeType),
      t("{0}, which Gemini does not take.", typeName(mimeType)),
      mimeType,
    );
  }
  const { found, advice } = identity;
  const helps = adviceWords()[advice];
  return found === ""
    ? new FileProblem(
        t("{0} is of no type that Gemini reads: neither text nor a known medium. {1}", label, helps),
        t("Neither text nor a known medium. {0}", helps),
      )
    : new FileProblem(
        t("{0} is of the type {1}, which Gemini cannot read. {2}", label, found, helps),
        t("{0}, which Gemini cannot read. {1}", typeName(found), helps),
      );
}

function adviceWords(): Readonly<Record<Advice, string>> {
  return {
    pdf: t("Save it as a PDF and attach that."),
    csv: t("Save it as CSV, or as a PDF, and attach that."),
    unpack: t("Unpack it and attach the files in it."),
    mp4: t("Convert it to MP4 or WebM and attach that."),
    png: t("Save it as PNG or JPEG and attach that."),
    mp3: t("Convert it to MP3, WAV or FLAC and attach that."),
    none: t("Gemini reads images, audio, video, PDF and text."),
  };
}
