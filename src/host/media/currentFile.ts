import * as vscode from "vscode";
import type { AttachmentStore } from "../../chat/ports.ts";
import type { FileReference } from "../../shared/transcript.ts";
import { takeIn } from "./intake.ts";

/**
 * The file as it is there now: the same if nothing has happened to it. Undefined where nothing is left, or nothing that
 * can be sent. `source` is where its bytes are.
 */
export async function currentFile(
  file: FileReference,
  source: vscode.Uri | undefined,
  store: AttachmentStore,
): Promise<FileReference | undefined> {
  if (source?.toString() !== vscode.Uri.parse(file.uri, true).toString()) {
    // A copy under its hash is what it always was.
    return source && file;
  }
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(source);
    // Other file systems than the disk's may give any time.
    const isSameTime = source.scheme !== "file" || file.modified === undefined || mtime === file.modified;
    if (size === file.size && isSameTime) {
      return file;
    }
    const now = await takeIn({ uri: source, label: file.label }, store);
    return file.view === undefined ? now : { ...now, view: file.view };
  } catch {
    return undefined;
  }
}
