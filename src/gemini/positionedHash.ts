import { fileChanged } from "./uploadBody.ts";
import type { UploadSource } from "./uploadBody.ts";

/** SHA-256 in steps, as `createHash` of `node:crypto` does it. `update` is done with the bytes when it returns. */
export interface IncrementalHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array | Promise<Uint8Array>;
}

export type CreateHash = () => IncrementalHash;

/** The hash of a file that is read in order but for steps back: what is read again counts once. */
export class PositionedHash {
  readonly #hash: IncrementalHash;
  #position = 0;
  #hex: Promise<string> | undefined;

  constructor(createHash: CreateHash) {
    this.#hash = createHash();
  }

  /** Takes the bytes at `offset`, which is not beyond what has been taken. */
  feed(offset: number, bytes: Uint8Array): void {
    const known = this.#position - offset;
    if (known < bytes.length) {
      this.#hash.update(known === 0 ? bytes : bytes.subarray(known));
      this.#position = offset + bytes.length;
    }
  }

  /** Reads what is missing up to `end`: a resumed session skips what the server has. */
  async catchUp(source: UploadSource, end: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#position >= end) {
      return;
    }
    let offset = this.#position;
    for await (const piece of source.read(offset)) {
      signal?.throwIfAborted();
      this.feed(offset, piece);
      offset += piece.length;
      if (offset >= end) {
        return;
      }
    }
    throw fileChanged(offset, source.size);
  }

  /** Lower-case hex, once every byte has been taken. */
  hex(): Promise<string> {
    this.#hex ??= digest(this.#hash);
    return this.#hex;
  }
}

async function digest(hash: IncrementalHash): Promise<string> {
  return toHex(await hash.digest());
}

/**
 * Whether the server's hash is this one; undefined if it says nothing that can be compared. The field is base64 of the
 * digest's hex text, where the API's description lets one expect the digest itself: both are taken.
 */
export function isSameHash(sha256Hash: string | undefined, hex: string): boolean | undefined {
  let text: string;
  try {
    text = atob((sha256Hash ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
  if (text.length === 64) {
    return text.toLowerCase() === hex;
  }
  return text.length === 32 ? toHex(Uint8Array.from(text, (byte) => byte.charCodeAt(0))) === hex : undefined;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
