import * as vscode from "vscode";
import type { StudioWords } from "../../chat/files/studioFile.ts";
import type { FileWords } from "../../chat/files/turnMarkdown.ts";

const { t } = vscode.l10n;

/** What an exported conversation says beside what was said in it. */
export function fileWords(): FileWords {
  return {
    you: t("You"),
    gemini: "Gemini",
    untitled: t("Conversation"),
    thoughts: t("Thoughts"),
    sources: t("Sources"),
    result: t("Result"),
    call: (name) => t("Function call: {0}", name),
    made: (mimeType) => {
      const [family] = mimeType.split("/");
      return family === "image" ? t("Image") : family === "audio" ? t("Audio") : t("File");
    },
    stopped: t("Stopped."),
    unknownPart: (kind) => t("A part that Castor does not know: {0}", kind),
    leftOut: t("What stands above is no longer sent."),
    summarized: t("Of what stands above a summary is sent."),
  };
}

export function studioWords(): StudioWords {
  return { driveFile: t("File in Google Drive"), inlineFile: t("File") };
}
