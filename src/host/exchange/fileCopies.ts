import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { ConversationFile } from "../../chat/files/conversationFile.ts";
import { mapFiles } from "../../chat/files/mapTurns.ts";
import type { AttachmentStore } from "../../chat/ports.ts";
import type { Redact } from "../../gemini/redact.ts";
import type { FileReference } from "../../shared/transcript.ts";

/** Bytes of a file that is taken along; a larger one stays where it is, and is only named. */
const MOST_BYTES = 100_000_000;

export interface WithCopies {
  /** Refers to the copies by their hash, as it does to what is kept. */
  readonly file: ConversationFile;
  /** Where the bytes are to be had: from what is kept, else from the files themselves. */
  readonly bytes: Pick<AttachmentStore, "get">;
  /** How many files cannot be taken along. */
  readonly missing: number;
}

/** Files that a conversation only knows the address of are taken along too, as they were when they were sent. */
export async function withCopies(
  file: ConversationFile,
  store: Pick<AttachmentStore, "get">,
  redact: Redact,
): Promise<WithCopies> {
  const named = new Map<string, FileReference>();
  mapFiles(file, (reference) => {
    if (reference.hash === undefined) {
      named.set(keyOf(reference), reference);
    }
    return reference;
  });
  const copies = new Map<string, FileReference>();
  const sources = new Map<string, vscode.Uri>();
  for (const [key, reference] of named) {
    const bytes = await unchanged(reference);
    if (bytes !== undefined) {
      const hash = createHash("sha256").update(bytes).digest("hex");
      copies.set(key, { ...reference, hash });
      sources.set(hash, vscode.Uri.parse(reference.uri, true));
    }
  }
  return {
    file: mapFiles(file, (reference) => copies.get(keyOf(reference)) ?? reference),
    bytes: {
      get: async (hash) => {
        const source = sources.get(hash);
        const bytes = (await store.get(hash)) ?? (source && (await vscode.workspace.fs.readFile(source)));
        return bytes && holdsKey(bytes, redact) ? undefined : bytes;
      },
    },
    missing: named.size - copies.size,
  };
}

/** An attached file with settings may have it in it. */
function holdsKey(bytes: Uint8Array, redact: Redact): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return redact(text) !== text;
}

/** The same for the references to one file in what is shown and in what was sent. */
function keyOf({ uri, size, modified, hash, view, label }: FileReference): string {
  return JSON.stringify([uri, size, modified, hash, view, label]);
}

/** Undefined for a file that is gone, is another one by now, or is large. */
async function unchanged({ uri, size, modified }: FileReference): Promise<Uint8Array | undefined> {
  try {
    const source = vscode.Uri.parse(uri, true);
    const now = await vscode.workspace.fs.stat(source);
    const isSame = now.size === size && (modified === undefined || now.mtime === modified);
    return isSame && size <= MOST_BYTES ? await vscode.workspace.fs.readFile(source) : undefined;
  } catch {
    return undefined;
  }
}
