import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

const MIB = 2 ** 20;

/**
 * Writes a film of exactly this size that is as short as the one it is made from: behind it comes a box of free space
 * (ISO 14496-12), whose every MiB says which one it is. On disk it takes only what is written.
 */
export async function writeHugeVideo(target: string, from: string, size: number): Promise<void> {
  const film = await readFile(from);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size - film.length);
  head.write("free", 4, "latin1");
  const file = await open(target, "w");
  try {
    await file.truncate(size);
    await file.write(Buffer.concat([film, head]), 0, film.length + head.length, 0);
    for (let at = MIB; at < size; at += MIB) await file.write(`MiB ${at / MIB}`, at);
  } finally {
    await file.close();
  }
}

/** The SHA-256 of a file, in lower-case hex, read piece by piece. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: MIB }), hash);
  return hash.digest("hex");
}
