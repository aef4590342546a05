import * as vscode from "vscode";
import type { AttachmentStore } from "../../chat/ports.ts";
import { MAX_FILE_SIZE } from "../../gemini/uploadLimits.ts";
import { mediaKind } from "../../shared/attachment.ts";
import type { FileReference } from "../../shared/transcript.ts";
import { type ByteReader, openReader } from "./byteReader.ts";
import { FileProblem } from "./fileProblem.ts";
import { HEAD_BYTES, identify } from "./identify.ts";
import { refusal } from "./refusals.ts";

/** Images up to this size are kept, so that they are there when the file is gone. */
const MAX_KEPT = 15 * 1024 * 1024;

/** What is known of a file before it is read. */
export interface Candidate {
  readonly uri: vscode.Uri;
  readonly label: string;
  /** Under which the store has it already. */
  readonly hash?: string;
}

/** Reads what a file is, by its bytes. Throws a `FileProblem`: why it cannot be sent and what helps. */
export async function takeIn(candidate: Candidate, store: AttachmentStore): Promise<FileReference> {
  const { uri, label } = candidate;
  const { size, modified } = await stateOf(uri, label);
  let reader: ByteReader | undefined;
  try {
    reader = await openReader(uri);
    const mimeType = await mimeTypeOf(reader, label);
    const { readFacts } = await import("../facts.lazy.ts");
    const facts = await readFacts(size, reader.read, mimeType);
    const hash = candidate.hash ?? (await keep(reader, mimeType, store));
    return {
      uri: uri.toString(),
      label,
      mimeType,
      size,
      modified,
      ...(hash !== undefined && { hash }),
      ...(Object.keys(facts).length > 0 && { facts }),
    };
  } catch (error) {
    throw unreadable(label, error);
  } finally {
    await reader?.close();
  }
}

async function stateOf(uri: vscode.Uri, label: string): Promise<{ size: number; modified: number }> {
  let state: vscode.FileStat;
  try {
    state = await vscode.workspace.fs.stat(uri);
  } catch (error) {
    throw unreadable(label, error);
  }
  if ((state.type & vscode.FileType.Directory) !== 0) {
    throw new FileProblem(
      vscode.l10n.t("{0} is a folder. Attach the files inside it.", label),
      vscode.l10n.t("This is a folder. Attach the files inside it."),
    );
  }
  if (state.size === 0) {
    throw new FileProblem(
      vscode.l10n.t("{0} is empty: there is nothing in it to send.", label),
      vscode.l10n.t("It is empty: there is nothing in it to send."),
    );
  }
  if (state.size > MAX_FILE_SIZE) {
    throw new FileProblem(
      vscode.l10n.t("{0} is larger than 2 GB, which is the most Gemini takes. Cut it into parts.", label),
      vscode.l10n.t("It is larger than 2 GB, which is the most Gemini takes. Cut it into parts."),
    );
  }
  return { size: state.size, modified: state.mtime };
}

async function mimeTypeOf(reader: ByteReader, label: string): Promise<string> {
  const identity = await identify(await reader.read(0, HEAD_BYTES));
  if (identity.type === "accepted") {
    return identity.mimeType;
  }
  throw refusal(label, identity);
}

async function keep(
  reader: ByteReader,
  mimeType: string,
  store: AttachmentStore,
): Promise<string | undefined> {
  return mediaKind(mimeType) === "image" && reader.size <= MAX_KEPT
    ? store.put(await reader.read(0, reader.size))
    : undefined;
}

function unreadable(label: string, error: unknown): FileProblem {
  if (error instanceof FileProblem) {
    return error;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const [sentence, reason] =
    code === "FileNotFound" || code === "ENOENT"
      ? [
          vscode.l10n.t("{0} is no longer there. It may have been moved or deleted.", label),
          vscode.l10n.t("It is no longer there. It may have been moved or deleted."),
        ]
      : [
          vscode.l10n.t("{0} could not be read. Check that you may open it, then try again.", label),
          vscode.l10n.t("It could not be read. Check that you may open it, then try again."),
        ];
  return new FileProblem(sentence, reason, { retryable: true, cause: error });
}
