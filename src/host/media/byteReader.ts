import { open } from "node:fs/promises";
import * as vscode from "vscode";
import { readStretch } from "../readStretch.ts";

/** Bytes of a file that VS Code can give only as a whole. */
const MAX_WHOLE = 256 * 1024 * 1024;

/** Reads stretches of a file, wherever it is. */
export interface ByteReader {
  readonly size: number;
  /** The bytes from `start` to before `end`; fewer at the end of the file. */
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** Throws what the file system throws. */
export async function openReader(uri: vscode.Uri): Promise<ByteReader> {
  return uri.scheme === "file" ? readDisk(uri.fsPath) : readWhole(uri);
}

/** All of a file. */
export async function readFile(uri: vscode.Uri): Promise<Uint8Array> {
  const reader = await openReader(uri);
  try {
    return await reader.read(0, reader.size);
  } finally {
    await reader.close();
  }
}

async function readDisk(path: string): Promise<ByteReader> {
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  return {
    size,
    read: (start, end) =>
      readStretch(handle, new Uint8Array(Math.max(0, Math.min(end, size) - start)), start),
    close: () => handle.close(),
  };
}

async function readWhole(uri: vscode.Uri): Promise<ByteReader> {
  const { size } = await vscode.workspace.fs.stat(uri);
  let whole: Promise<Uint8Array> | undefined;
  return {
    size,
    read: async (start, end) => {
      if (size > MAX_WHOLE) {
        throw vscode.FileSystemError.Unavailable(uri);
      }
      whole ??= Promise.resolve(vscode.workspace.fs.readFile(uri));
      return new Uint8Array(await whole).subarray(start, end);
    },
    close: () => Promise.resolve(),
  };
}
