import { Watchdog } from "../base/watchdog.ts";
import { errorFromBody } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import { plainBytes } from "./gzip.ts";
import { networkError } from "./networkError.ts";
import type { Redact } from "./redact.ts";
import type { StreamedBody, Transport, TransportInit, TransportResponse } from "./transport.ts";

export interface Timeouts {
  /** Until the response's headers are there; 0 is no limit. */
  readonly headersMs: number;
  /** Between two pieces of the body; 0 is no limit. */
  readonly silenceMs: number;
  /** Until one piece of a streamed request has left; 0 is no limit. */
  readonly sendMs: number;
  /** Until the headers of an answer to an upload's request are there, all of which has left; 0 is no limit. */
  readonly fileMs: number;
}

export interface ExchangeInit {
  readonly transport: Transport;
  readonly url: string;
  readonly init: Pick<TransportInit, "method" | "headers" | "body">;
  readonly timeouts: Timeouts;
  readonly redact: Redact;
  readonly signal: AbortSignal | undefined;
}

/** Of an answer that is not a success; the rest of such a body is of no use. */
const MAX_ERROR_BODY = 256 * 1024;

/** One request and its response, read piece by piece. `close` belongs in a `finally`: it ends whatever still runs. */
export class Exchange {
  readonly redact: Redact;
  readonly #setup: ExchangeInit;
  readonly #abort = new AbortController();
  readonly #watchdog: Watchdog;
  // Whoever aborts may never ask for another byte, so nothing may stay behind.
  readonly #onAbort = () => {
    this.#watchdog.dispose();
    this.#abort.abort(this.#setup.signal?.reason);
  };
  #bytes: AsyncIterator<Uint8Array> | undefined;
  #sent: AsyncIterator<Uint8Array> | undefined;
  #response: TransportResponse | undefined;

  constructor(setup: ExchangeInit) {
    this.#setup = setup;
    this.redact = setup.redact;
    this.#watchdog = new Watchdog(() => {
      const wait = this.#response ? "part of the answer" : "answer";
      this.#abort.abort(new GeminiError("timeout", `No ${wait} came within the time allowed`));
    });
  }

  /** The next bytes of a successful answer, undefined at its end. Throws a `GeminiError`, or the caller's abort reason. */
  async read(): Promise<Uint8Array | undefined> {
    try {
      if (this.#response === undefined) {
        await this.#open();
      }
      return await this.#next();
    } catch (error) {
      throw this.#failure(error);
    } finally {
      this.#watchdog.disarm();
    }
  }

  /** A header of the answer, of one that is not a success too; undefined until it is there. */
  header(name: string): string | undefined {
    return this.#response?.headers.get(name) ?? undefined;
  }

  /** The whole of a successful answer. */
  async readText(maxLength: number): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    for (let bytes = await this.read(); bytes !== undefined; bytes = await this.read()) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > maxLength) {
        throw new GeminiError("protocol", `The answer is longer than ${maxLength} characters`);
      }
    }
    return text + decoder.decode();
  }

  async close(): Promise<void> {
    this.#setup.signal?.removeEventListener("abort", this.#onAbort);
    this.#watchdog.dispose();
    const left = this.#bytes?.return?.();
    this.#abort.abort();
    // A transport that was broken off may never come back for its next piece; a source that is stuck keeps nobody.
    this.#sent?.return?.().catch(() => undefined);
    // What goes wrong while leaving concerns nobody: the outcome is settled.
    await left?.catch(() => undefined);
  }

  async #open(): Promise<void> {
    const { transport, url, init, timeouts, signal } = this.#setup;
    signal?.throwIfAborted();
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#watchdog.arm(timeouts.headersMs || Infinity);
    const { body } = init;
    const response = await transport(url, {
      ...init,
      ...(typeof body === "object" && { body: { ...body, pieces: this.#watched(body) } }),
      signal: this.#abort.signal,
      redirect: "manual",
    });
    this.#response = response;
    this.#bytes = plainBytes(response);
    // A browser hides a redirect that it was told not to follow behind status 0.
    if (response.status === 0 || (response.status >= 300 && response.status < 400)) {
      throw new GeminiError("redirect", "The server redirects, and the key must not follow", {
        status: response.status,
      });
    }
    if (response.status < 200 || response.status >= 400) {
      throw await this.#statusError(response);
    }
  }

  /** The pieces as they are sent: each has its own time to leave, and only the answer to all of them has the headers'. */
  async *#watched(body: StreamedBody): AsyncGenerator<Uint8Array, void, undefined> {
    const { headersMs, sendMs } = this.#setup.timeouts;
    const pieces = body.pieces[Symbol.asyncIterator]();
    this.#sent = pieces;
    try {
      while (!this.#abort.signal.aborted) {
        this.#waitFor(Infinity);
        const next = await pieces.next();
        if (next.done === true) {
          return;
        }
        this.#waitFor(sendMs);
        yield next.value;
      }
    } finally {
      this.#waitFor(headersMs);
      await pieces.return?.();
    }
  }

  /** Limits a wait before the answer. One that came early may be read while pieces are still being asked for. */
  #waitFor(ms: number): void {
    if (this.#response === undefined && !this.#abort.signal.aborted) {
      this.#watchdog.arm(ms || Infinity);
    }
  }

  async #next(): Promise<Uint8Array | undefined> {
    this.#watchdog.arm(this.#setup.timeouts.silenceMs || Infinity);
    const next = await this.#bytes?.next();
    return next === undefined || next.done === true ? undefined : next.value;
  }

  async #statusError(response: TransportResponse): Promise<GeminiError> {
    const decoder = new TextDecoder();
    let body = "";
    try {
      for (let bytes = await this.#next(); bytes !== undefined; bytes = await this.#next()) {
        body += decoder.decode(bytes, { stream: true });
        if (body.length > MAX_ERROR_BODY) {
          break;
        }
      }
    } catch (error) {
      // A body that breaks off or falls silent takes nothing from what the status says; the caller's abort does.
      if (this.#setup.signal?.aborted) {
        throw error;
      }
    }
    const { status, headers } = response;
    return errorFromBody(body, this.redact, {
      status,
      retryAfterMs: retryAfterMs(headers.get("retry-after")),
    });
  }

  #failure(error: unknown): unknown {
    const { signal } = this.#setup;
    if (signal?.aborted) {
      return signal.reason;
    }
    if (error instanceof GeminiError) {
      return error;
    }
    const reason: unknown = this.#abort.signal.reason;
    return reason instanceof GeminiError ? reason : networkError(error, this.redact);
  }
}

/** Milliseconds of a `Retry-After` header: seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null || header.trim() === "") {
    return undefined;
  }
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}
