import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { UploadSource } from "../gemini/uploadBody.ts";
import { bytesSource, fileSource } from "./fileSource.ts";

/** Megabytes of a file that VS Code can give only as a whole, in memory. */
const MAX_IN_MEMORY_MB = 256;

/** A file to upload, wherever VS Code finds it. Throws a `HumanError`. */
export async function workspaceFileSource(
  uri: vscode.Uri,
  limitMb = MAX_IN_MEMORY_MB,
): Promise<UploadSource> {
  const name = vscode.workspace.asRelativePath(uri);
  try {
    if (uri.scheme === "file") {
      return await fileSource(uri.fsPath);
    }
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= limitMb * 1024 * 1024) {
      return bytesSource(await vscode.workspace.fs.readFile(uri));
    }
  } catch (error) {
    throw new HumanError(vscode.l10n.t("{0} cannot be read. Is it still there? ({1})", name, codeOf(error)));
  }
  throw new HumanError(
    vscode.l10n.t(
      "{0} does not lie on this machine's disk and is larger than {1} MB. Save a copy of it on disk first.",
      name,
      limitMb,
    ),
  );
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : String(error);
}
