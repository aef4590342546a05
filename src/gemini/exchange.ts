import { Watchdog } from "../base/watchdog.ts";
import { errorFromBody } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import { plainBytes } from "./gzip.ts";
import { networkError } from "./networkError.ts";
import type { Redact } from "./redact.ts";
import type { Transport, TransportInit, TransportResponse } from "./transport.ts";

export interface Timeouts {
  /** Until the response's headers are there; 0 is no limit. */
  readonly headersMs: number;
  /** Between two pieces of the body; 0 is no limit. */
  readonly silenceMs: number;
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
  #opened = false;

  constructor(setup: ExchangeInit) {
    this.#setup = setup;
    this.redact = setup.redact;
    this.#watchdog = new Watchdog(() => {
      const wait = this.#opened ? "part of the answer" : "answer";
      this.#abort.abort(new GeminiError("timeout", `No ${wait} came within the time allowed`));
    });
  }

  /** The next bytes of a successful answer, undefined at its end. Throws a `GeminiError`, or the caller's abort reason. */
  async read(): Promise<Uint8Array | undefined> {
    try {
      if (!this.#opened) {
        await this.#open();
      }
      return await this.#next();
    } catch (error) {
      throw this.#failure(error);
    } finally {
      this.#watchdog.disarm();
    }
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
    // What goes wrong while leaving concerns nobody: the outcome is settled.
    await left?.catch(() => undefined);
  }

  async #open(): Promise<void> {
    const { transport, url, init, timeouts, signal } = this.#setup;
    signal?.throwIfAborted();
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#watchdog.arm(timeouts.headersMs || Infinity);
    const response = await transport(url, { ...init, signal: this.#abort.signal, redirect: "manual" });
    this.#opened = true;
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
