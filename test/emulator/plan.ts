import type { OutgoingHttpHeaders } from "node:http";
import type { ApiFailure } from "./failure.ts";
import type { UploadFaults } from "./files/fileFate.ts";
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
  /** Silence before the chunk of this index. */
  readonly pause?: { readonly beforeChunk: number } & Silence;
  readonly framing: Framing;
  /** An error behind the last chunk, when the status has been sent long ago. */
  readonly failure?: { readonly error: ApiFailure; readonly form: FailureForm };
  /** `reset` breaks the connection by TCP reset. */
  readonly ending: "end" | "reset";
  /** What befalls a request of an upload, or the file it ends in. */
  readonly upload?: UploadFaults;
}

/** In milliseconds, where Infinity lasts until the client gives up; or until something settles. */
export type Silence = { readonly ms: number } | { readonly until: Promise<unknown> };

/** `bare`: pretty-printed behind the events, in none of them; `event`: an event itself. An array has one form only. */
export type FailureForm = "bare" | "event";

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
  readonly fail: (error: ApiFailure, form: FailureForm, index: number) => string;
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
  fail: (error, form) =>
    form === "event" ? `data: ${oneLine(error)}\r\n\r\n` : JSON.stringify(error, undefined, 2),
  close: "",
};

/** What streamGenerateContent sends without `alt=sse`: one array, delivered in pieces. */
export const arrayFraming: Framing = {
  contentType: "application/json; charset=UTF-8",
  open: "[",
  frame: element,
  fail: (error, _form, index) => `${element(error, index)}]`,
  close: "]",
};

function element(value: unknown, index: number): string {
  return `${index === 0 ? "" : ",\r\n"}${JSON.stringify(value, undefined, 2)}\n`;
}

export function refuse(failure: ApiFailure, headers: OutgoingHttpHeaders = {}): Refusal {
  return {
    status: failure.code,
    headers: { "content-type": "application/json; charset=UTF-8", ...headers },
    body: `${JSON.stringify(failure, undefined, 2)}\n`,
  };
}

/** The refusal as a stream without `alt=sse` sends it: an array of one error. What is no JSON object stays as it is. */
export function inArray(refusal: Refusal): Refusal {
  return refusal.body.startsWith("{") ? { ...refusal, body: `[${refusal.body}]` } : refusal;
}
