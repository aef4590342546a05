import type { FileHandle } from "node:fs/promises";

/** Fills a buffer from a place in a file on; gives back the part that was filled, less than all only at the file's end. */
export async function readStretch(
  handle: FileHandle,
  buffer: Uint8Array,
  position: number,
): Promise<Uint8Array> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) {
      break;
    }
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
