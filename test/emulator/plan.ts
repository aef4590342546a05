import type { OutgoingHttpHeaders } from "node:http";
import type { ApiFailure } from "./failure.ts";
import type { Chunk } from "./wire.ts";

/** Everything that will happen on the wire, as data; a scenario is a function from one plan to another. */
export interface Plan {
  /** Sent instead of an answer. */
  readonly refusal?: Refusal;
  /** Silence before the status line, in milliseconds. */
  readonly startDelayMs: number;
  /** Infinity: as fast as the client reads. */
  readonly tokensPerSecond: number;
  readonly chunks: readonly Chunk[];
  /** Silence before the chunk of this index, in milliseconds; Infinity: until the client gives up. */
  readonly pause?: { readonly beforeChunk: number; readonly ms: number };
  readonly framing: Framing;
  /** Bytes after the last event, outside of any framing. */
  readonly trailer: string;
  /** `reset` breaks the connection by TCP reset. */
  readonly ending: "end" | "reset";
}

export interface Refusal {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** How chunks become bytes. */
export interface Framing {
  readonly contentType: string;
  readonly open: string;
  readonly frame: (chunk: Chunk, index: number) => string;
  readonly close: string;
  readonly gzip?: boolean;
  /** Each network write carries no more than this. */
  readonly bytesPerWrite?: number;
}

/** JSON as the service prints it into an event: one line, a blank after each colon. */
export function oneLine(value: unknown): string {
  return JSON.stringify(value, undefined, 1).replaceAll(/\n */g, "");
}

export const sseFraming: Framing = {
  contentType: "text/event-stream",
  open: "",
  frame: (chunk) => `data: ${oneLine(chunk)}\r\n\r\n`,
  close: "",
};

/** What streamGenerateContent sends without `alt=sse`: one array, delivered in pieces. */
export const arrayFraming: Framing = {
  contentType: "application/json; charset=UTF-8",
  open: "[",
  frame: (chunk, index) => `${index === 0 ? "" : ",\r\n"}${JSON.stringify(chunk, undefined, 2)}\n`,
  close: "]",
};

export function refuse(failure: ApiFailure, headers: OutgoingHttpHeaders = {}): Refusal {
  return {
    status: failure.code,
    headers: { "content-type": "application/json; charset=UTF-8", ...headers },
    body: `${JSON.stringify(failure, undefined, 2)}\n`,
  };
}
