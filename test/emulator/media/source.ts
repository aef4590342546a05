import { readFile } from "node:fs/promises";

/** Bytes in memory, or where they lie on the disk. */
export type MediaSource = { readonly bytes: Buffer } | { readonly path: string };

export async function bytesOf(source: MediaSource): Promise<Buffer> {
  return "bytes" in source ? source.bytes : readFile(source.path);
}
