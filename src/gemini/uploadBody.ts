import { GeminiError } from "./errors.ts";

/** A file's bytes, which can be read again from anywhere. */
export interface UploadSource {
  /** Bytes. */
  readonly size: number;
  /** Changes when the bytes do: a session that was kept for others is not taken up. */
  readonly version?: string;
  /** The bytes from `offset` to the end. A piece is valid until the next is asked for. */
  read(offset: number): AsyncIterable<Uint8Array>;
}

/** Bytes that leave at once: a slow line needs a sign of life more often than every few megabytes. */
const SLICE = 512 * 1024;

export interface UploadRange {
  readonly offset: number;
  readonly end: number;
  /** Told of bytes before they leave. */
  readonly onSlice: (offset: number, bytes: Uint8Array) => void;
  /** Told when everything before `position` has left. */
  readonly onLeft: (position: number) => void;
}

/** A part of the source as it is sent. The last bytes of all leave only when it is known that no others follow them. */
export async function* uploadPieces(
  source: UploadSource,
  { offset, end, onSlice, onLeft }: UploadRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces = source.read(offset)[Symbol.asyncIterator]();
  let position = offset;
  try {
    while (position < end) {
      const next = await pieces.next();
      if (next.done === true) {
        throw fileChanged(position, source.size);
      }
      const piece = next.value;
      for (let start = 0; start < piece.length && position < end;) {
        const slice = piece.subarray(start, start + Math.min(SLICE, end - position));
        start += slice.length;
        onSlice(position, slice);
        position += slice.length;
        if (position < source.size) {
          yield slice;
        } else {
          // A copy, which `slice` of a Buffer is not.
          const last = new Uint8Array(slice);
          await expectEnd(pieces, piece.length - start, source.size);
          yield last;
        }
        onLeft(position);
      }
    }
  } finally {
    await pieces.return?.();
  }
}

async function expectEnd(pieces: AsyncIterator<Uint8Array>, left: number, size: number): Promise<void> {
  let more = left;
  while (more === 0) {
    const next = await pieces.next();
    if (next.done === true) {
      return;
    }
    more = next.value.length;
  }
  throw fileChanged(size + more, size);
}

/** For a source that does not have the bytes it spoke of. */
export function fileChanged(found: number, size: number): GeminiError {
  const what = found < size ? `ended after ${found} bytes` : "went on";
  return new GeminiError("fileChanged", `The file had ${size} bytes at first, and ${what} while it was read`);
}
