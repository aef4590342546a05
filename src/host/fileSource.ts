import { type FileHandle, open } from "node:fs/promises";
import { GeminiError } from "../gemini/errors.ts";
import type { UploadSource } from "../gemini/uploadBody.ts";
import { readStretch } from "./readStretch.ts";

/** Bytes of one read: large enough that reading costs little beside sending. */
const PIECE = 4 * 1024 * 1024;

/** A file on disk, read piece by piece. Throws the system's error if it cannot be read. */
export async function fileSource(path: string): Promise<UploadSource> {
  const handle = await open(path, "r");
  try {
    const { size, version } = await stateOf(handle);
    return { size, version, read: (offset) => piecesOf(path, version, offset) };
  } finally {
    await handle.close();
  }
}

export function bytesSource(bytes: Uint8Array): UploadSource {
  return {
    size: bytes.length,
    async *read(offset) {
      for (let start = offset; start < bytes.length; start += PIECE) {
        yield await Promise.resolve(bytes.subarray(start, start + PIECE));
      }
    },
  };
}

/** Two buffers in turn: one is filled while the other is on its way. */
async function* piecesOf(
  path: string,
  version: string,
  offset: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await open(path, "r");
  let ahead: Promise<Uint8Array> | undefined;
  try {
    await expectVersion(handle, version);
    let [next, other] = [Buffer.allocUnsafeSlow(PIECE), Buffer.allocUnsafeSlow(PIECE)];
    let position = offset;
    ahead = readStretch(handle, next, position);
    for (;;) {
      const piece = await ahead;
      [next, other] = [other, next];
      position += piece.length;
      const isLast = piece.length < PIECE;
      if (!isLast) {
        ahead = readStretch(handle, next, position);
        // Who leaves before it is wanted does not want its error either.
        ahead.catch(() => undefined);
      }
      if (piece.length > 0) {
        yield piece;
      }
      if (isLast) {
        break;
      }
    }
    await expectVersion(handle, version);
  } finally {
    await ahead?.catch(() => undefined);
    await handle.close();
  }
}

async function stateOf(handle: FileHandle): Promise<{ readonly size: number; readonly version: string }> {
  const { size, mtimeNs } = await handle.stat({ bigint: true });
  return { size: Number(size), version: `${size}-${mtimeNs}` };
}

async function expectVersion(handle: FileHandle, version: string): Promise<void> {
  if ((await stateOf(handle)).version !== version) {
    throw new GeminiError("fileChanged", "The file was written to while it was read");
  }
}
