import { makeWav } from "../../fixtures/media/wav.ts";

/** A WAV of so many MiB. More than about ten are more than the sockets on an upload's way hold. */
export function longRecording(size: number): Uint8Array {
  const bytes = Buffer.alloc(size * 2 ** 20, 16);
  makeWav([], 8000).copy(bytes);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  return bytes;
}
