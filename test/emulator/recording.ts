import type { IncomingHttpHeaders } from "node:http";

/** What a client sent, and how its exchange went. Changes until `finished`. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body as it came; undefined when there was none or it was not JSON. */
  readonly json: unknown;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Undefined until the reply began. */
  readonly status: number | undefined;
  /** Bytes of the request's body that have been read. */
  readonly bytesReceived: number;
  /** Bytes of the reply's body handed to the socket so far. */
  readonly bytesSent: number;
  /** The reply is over, one way or another. */
  readonly finished: boolean;
  /** The client closed the socket before the reply's end. */
  readonly closedEarly: boolean;
}

export type MutableRecord = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

interface Waiter {
  readonly matches: (request: RecordedRequest) => boolean;
  readonly resolve: (request: RecordedRequest) => void;
  readonly reject: (error: Error) => void;
}

/** The requests so far, and those who wait for one. */
export class Recording {
  readonly requests: MutableRecord[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #most: number;

  /** Of more than `most` requests the oldest are forgotten: they hold whole pictures. */
  constructor(most: number) {
    this.#most = most;
  }

  add(record: MutableRecord): void {
    this.requests.push(record);
    if (this.requests.length > this.#most) {
      this.requests.shift();
    }
  }

  /** To be called when a record changed. */
  changed(record: RecordedRequest): void {
    for (const waiter of [...this.#waiters]) {
      if (waiter.matches(record)) {
        this.#waiters.delete(waiter);
        waiter.resolve(record);
      }
    }
  }

  /** The first request, past or to come, for which `matches` holds now or at any later stage of its exchange. */
  wait(matches: (request: RecordedRequest) => boolean): Promise<RecordedRequest> {
    const found = this.requests.find(matches);
    if (found !== undefined) {
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => this.#waiters.add({ matches, resolve, reject }));
  }

  clear(): void {
    this.requests.length = 0;
  }

  close(): void {
    for (const waiter of this.#waiters) {
      waiter.reject(new Error("The emulator was closed while somebody waited for a request."));
    }
    this.#waiters.clear();
  }
}
