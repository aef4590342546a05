import * as vscode from "vscode";
import type { FileReference } from "../../shared/transcript.ts";
import type { RunningUpload } from "./runningUpload.ts";

/** Shows an upload in VS Code's own status bar, where it can be seen while the panel is hidden. */
export function showUpload({ label, size }: FileReference, upload: RunningUpload): void {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t("Castor: uploading {0}", label),
  };
  void vscode.window.withProgress(options, async (progress) => {
    const subscription = upload.onChange((state) => {
      const message =
        state.type === "uploading"
          ? (state.sent / size).toLocaleString(vscode.env.language, { style: "percent" })
          : vscode.l10n.t("Gemini looks through it");
      progress.report({ message });
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
