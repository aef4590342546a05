import * as vscode from "vscode";
import type { FileReference } from "../../shared/transcript.ts";
import type { RunningUpload, UploadState } from "./runningUpload.ts";

/** Shows an upload in VS Code's own status bar, where it can be seen while the panel is hidden. */
export function showUpload({ label, size }: FileReference, upload: RunningUpload): void {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t("Castor: uploading {0}", label),
  };
  void vscode.window.withProgress(options, async (progress) => {
    const subscription = upload.onChange((state) => {
      progress.report({ message: progressWords(state, size) });
    });
    try {
      await upload.done;
    } catch {
      // Whoever waits for the file is told.
    } finally {
      subscription.dispose();
    }
  });
}

/** What has left may still be on its way; the server's answer alone says that it has arrived. */
function progressWords(state: UploadState, size: number): string {
  if (state.type === "processing") {
    return vscode.l10n.t("Gemini looks through it");
  }
  return state.sent >= size
    ? vscode.l10n.t("finishing…")
    : (state.sent / size).toLocaleString(vscode.env.language, { style: "percent" });
}
