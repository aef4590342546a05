import * as vscode from "vscode";
import { FileProblem, NeedsConversion } from "./fileProblem.ts";
import type { Identity } from "./identify.ts";
import type { Advice } from "./mediaTypes.ts";
import { typeName } from "./typeNames.ts";

const { t } = vscode.l10n;

/** Names what a file is and what would work in its place. */
export function refusal(label: string, identity: Exclude<Identity, { type: "accepted" }>): FileProblem {
  if (identity.type === "convertible") {
    return new NeedsConversion(label, typeName(identity.mimeType), identity.mimeType);
  }
  const helps = adviceWords()[identity.advice];
  return new FileProblem(
    label,
    identity.found === ""
      ? t("Neither text nor a medium that is known here. {0}", helps)
      : t("{0}, which Gemini cannot read. {1}", typeName(identity.found), helps),
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
    none: t("Images, audio, video, PDF and text work."),
  };
}
