import { MAX_CHUNK } from "../../src/shared/protocol.ts";
import type { Host } from "../host.ts";

interface Sending {
  readonly file: Blob;
  /** Bytes that have been sent. */
  offset: number;
  isReading: boolean;
}

/** Files whose bytes only the page can read, on their way to the host: one piece each time it asks. */
export class Incoming {
  readonly #host: Host;
  readonly #files = new Map<string, Sending>();

  constructor(host: Host) {
    this.#host = host;
  }

  begin(id: string, name: string, file: Blob): void {
    this.#files.set(id, { file, offset: 0, isReading: false });
    this.#host.post({ type: "fileBegin", id, name, mimeType: file.type, size: file.size });
  }

  /** The host is ready for the next piece. */
  async want(id: string): Promise<void> {
    const sending = this.#files.get(id);
    if (!sending || sending.isReading) {
      return;
    }
    sending.isReading = true;
    const bytes = await read(sending.file, sending.offset);
    sending.isReading = false;
    if (this.#files.get(id) !== sending) {
      return;
    }
    const { size } = sending.file;
    const end = sending.offset + (bytes?.byteLength ?? 0);
    // A file that ends before its size was cut short after it was chosen.
    const failed = !bytes || (bytes.byteLength === 0 && end < size);
    if (bytes && bytes.byteLength > 0) {
      sending.offset = end;
      this.#host.post({ type: "fileChunk", id, bytes });
    }
    if (failed || end >= size) {
      this.#files.delete(id);
      this.#host.post({ type: "fileEnd", id, failed });
    }
  }

  /** Nothing more is sent of it, whatever the host has asked for. */
  cancel(id: string): void {
    this.#files.delete(id);
  }
}

/** Undefined when the file has gone, changed, or may not be read any more. */
async function read(file: Blob, offset: number): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.slice(offset, offset + MAX_CHUNK).arrayBuffer());
  } catch {
    return undefined;
  }
}
