import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { Identity } from "./identify.ts";
import type { Advice } from "./mediaTypes.ts";

const { t } = vscode.l10n;

/** Names what a file is and what would work in its place. */
export function refusal(label: string, identity: Exclude<Identity, { type: "accepted" }>): HumanError {
  if (identity.type === "convertible") {
    return new HumanError(
      t(
        "{0} is an image of the type {1}. Drop or paste it into the chat: it becomes a PNG there.",
        label,
        identity.mimeType,
      ),
    );
  }
  const helps = adviceWords()[identity.advice];
  return identity.found === ""
    ? new HumanError(
        t("{0} is of no type that Gemini reads: neither text nor a known medium. {1}", label, helps),
      )
    : new HumanError(
        t("{0} is of the type {1}, which Gemini cannot read. {2}", label, identity.found, helps),
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
