import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import { GeminiError } from "../gemini/errors.ts";
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
      const source = await fileSource(uri.fsPath);
      return { ...source, read: (offset) => piecesOf(source, offset, name) };
    }
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= limitMb * 1024 * 1024) {
      return bytesSource(await vscode.workspace.fs.readFile(uri));
    }
  } catch (error) {
    throw unreadable(name, error);
  }
  throw new HumanError(
    vscode.l10n.t(
      "{0} does not lie on this machine's disk and is larger than {1} MB. Save a copy of it on disk first.",
      name,
      limitMb,
    ),
  );
}

/** A file may vanish, or its disk fail, long after it was opened for the first time. */
async function* piecesOf(
  source: UploadSource,
  offset: number,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* source.read(offset);
  } catch (error) {
    throw error instanceof GeminiError ? error : unreadable(name, error);
  }
}

function unreadable(name: string, error: unknown): HumanError {
  const words = vscode.l10n.t("{0} cannot be read. Is it still there? ({1})", name, codeOf(error));
  return new HumanError(words, { cause: error });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : String(error);
}
