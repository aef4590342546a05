import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { MutableRecord, Recording } from "./recording.ts";

/** A body beyond this is refused before it is parsed; twice what the API takes inline. */
const maxBodyBytes = 200 * 1024 * 1024;

/** One request and its reply: keeps the record, and knows when the client has gone. */
export class Exchange {
  readonly url: URL;
  readonly record: MutableRecord;
  readonly request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #recording: Recording;
  readonly #gone = new AbortController();
  #resetByUs = false;
  #isAdmitted = false;

  constructor(request: IncomingMessage, response: ServerResponse, recording: Recording) {
    this.request = request;
    this.#response = response;
    this.#recording = recording;
    this.url = new URL(request.url ?? "/", "http://emulator.invalid");
    this.record = {
      method: request.method ?? "GET",
      path: this.url.pathname,
      query: this.url.searchParams,
      headers: request.headers,
      json: undefined,
      at: Date.now(),
      status: undefined,
      bytesReceived: 0,
      bytesSent: 0,
      finished: false,
      closedEarly: false,
    };
    // A client that goes away in the middle is an ordinary event here.
    request.on("error", () => this.#gone.abort());
    response.on("error", () => this.#gone.abort());
    response.once("close", () => {
      this.record.finished = true;
      this.record.closedEarly = !response.writableFinished && !this.#resetByUs;
      this.#gone.abort();
      recording.changed(this.record);
    });
  }

  /** Aborted when the connection is over; every wait of the reply hangs on it. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Reads the body to its end and puts the request on record. Undefined when it is too large. */
  async receive(): Promise<string | undefined> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of this.pieces()) {
      size += piece.length;
      if (size <= maxBodyBytes) {
        pieces.push(piece);
      }
    }
    const text = Buffer.concat(pieces).toString("utf8");
    this.record.json = tryParse(text);
    this.admit();
    return size > maxBodyBytes ? undefined : text;
  }

  /** Puts the request on record, once, whatever of its body is still to come. */
  admit(): void {
    if (!this.#isAdmitted) {
      this.#isAdmitted = true;
      this.#recording.add(this.record);
    }
    this.#recording.changed(this.record);
  }

  /** The body as it comes. Who leaves the loop early may go on later. */
  async *pieces(): AsyncGenerator<Buffer, void, undefined> {
    for await (const piece of this.request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      this.record.bytesReceived += piece.length;
      if (this.#isAdmitted) {
        this.#recording.changed(this.record);
      }
      yield piece;
    }
  }

  head(status: number, headers: OutgoingHttpHeaders): void {
    this.record.status = status;
    this.#response.writeHead(status, headers);
    this.#response.flushHeaders();
    this.#recording.changed(this.record);
  }

  /** Resolves when the bytes have left for the socket; rejects when the client has gone. */
  async write(data: Uint8Array | string): Promise<void> {
    this.signal.throwIfAborted();
    const flushed = this.#response.write(data);
    this.record.bytesSent += Buffer.byteLength(data);
    this.#recording.changed(this.record);
    if (!flushed) {
      await once(this.#response, "drain", { signal: this.signal });
    }
  }

  end(): void {
    this.#response.end();
  }

  /** A whole reply at once. */
  reply(status: number, headers: OutgoingHttpHeaders, body: string | Uint8Array): void {
    this.record.status = status;
    this.record.bytesSent = Buffer.byteLength(body);
    this.#response.writeHead(status, { "content-length": this.record.bytesSent, ...headers });
    this.#response.end(body);
    this.#recording.changed(this.record);
  }

  /** Closes the connection of a client that has given up; one that is half closed cannot be reset any more. */
  drop(): void {
    this.#resetByUs = true;
    this.request.socket.destroy();
  }

  /** Breaks the connection with a TCP reset. */
  reset(): void {
    this.#resetByUs = true;
    this.request.socket.resetAndDestroy();
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
