import { createHash } from "node:crypto";
import type { UploadSource } from "../../../src/gemini/uploadBody.ts";

/** Bytes that are the same nowhere, so that a piece in the wrong place shows. */
export function patterned(size: number, seed = 1): Buffer {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = seed;
  for (let index = 0; index < words.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[index] = state;
  }
  return Buffer.from(words.buffer, 0, size);
}

/** A source of one buffer that is overwritten for every piece. */
export function reusing(
  bytes: Uint8Array,
  pieceSize: number,
): UploadSource & { readonly open: () => number; readonly untilStuck: () => Promise<void> } {
  let open = 0;
  let made = 0;
  return {
    size: bytes.length,
    open: () => open,
    /** Resolves when nobody has asked for a piece for many turns of the event loop. */
    async untilStuck() {
      for (let turns = 0; turns < 1000; turns++) {
        const before = made;
        await new Promise((resolve) => setImmediate(resolve));
        if (made !== before) turns = 0;
      }
    },
    async *read(offset) {
      const buffer = Buffer.alloc(pieceSize);
      open++;
      try {
        for (let start = offset; start < bytes.length; start += pieceSize) {
          buffer.fill(0xee);
          await new Promise((resolve) => setImmediate(resolve));
          made++;
          const piece = bytes.subarray(start, start + pieceSize);
          buffer.set(piece);
          yield buffer.subarray(0, piece.length);
        }
        buffer.fill(0xee);
      } finally {
        open--;
      }
    },
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
