import { endpointUrl } from "./endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { parseAnswer } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import { Exchange } from "./exchange.ts";
import type { Timeouts } from "./exchange.ts";
import { fetchTransport } from "./fetchTransport.ts";
import { redactor } from "./redact.ts";
import type { Redact } from "./redact.ts";
import { Retries, untilDone } from "./retry.ts";
import type { RetryOptions, RetryPolicy } from "./retry.ts";
import type { Transport, TransportInit } from "./transport.ts";

export interface CallerOptions extends Endpoint {
  /** Asked for before every request, and what it throws is thrown on; an empty key is not sent. */
  readonly apiKey: string | (() => string | Promise<string>);
  /** Default `fetchTransport`. */
  readonly fetch?: Transport;
  /** False sends every request once. */
  readonly retry?: RetryPolicy | false;
  /** Default 20 minutes each, as long as a server may think in silence; 2 minutes for what takes no thought. */
  readonly timeouts?: Partial<Timeouts>;
}

export interface Call {
  readonly method: TransportInit["method"];
  readonly url: string;
  /** Beyond the key. */
  readonly headers?: Record<string, string>;
  readonly body?: TransportInit["body"];
  readonly signal: AbortSignal | undefined;
  /** Rids texts of what is secret about this call besides the key. */
  readonly redact?: Redact;
  /** Which of the timeouts limits the wait for headers; default `headersMs`. */
  readonly limit?: "headersMs" | "fileMs";
}

const TWENTY_MINUTES_MS = 20 * 60_000;
const TWO_MINUTES_MS = 2 * 60_000;

/** Characters of an answer that comes in one piece. */
const MAX_ANSWER = 256 * 1024 * 1024;

/** Makes requests to one endpoint, with the key of the moment. */
export class Caller {
  readonly endpoint: Endpoint;
  readonly #options: CallerOptions;
  readonly #timeouts: Timeouts;

  constructor(options: CallerOptions) {
    this.endpoint = options;
    this.#options = options;
    this.#timeouts = {
      headersMs: TWENTY_MINUTES_MS,
      silenceMs: TWENTY_MINUTES_MS,
      sendMs: TWO_MINUTES_MS,
      fileMs: TWO_MINUTES_MS,
      ...options.timeouts,
    };
  }

  /** What follows the failures of one request under this client's policy. */
  retries(options: RetryOptions): Retries {
    return new Retries(this.#options.retry ?? {}, options);
  }

  /** The parsed answer to a request for a path below the API's version, sent again where that may help. */
  async retried<Response extends object>(
    method: TransportInit["method"],
    path: string,
    options: RetryOptions,
  ): Promise<Response> {
    return untilDone(this.retries(options), () => this.answer(method, path, options));
  }

  async answer<Response extends object>(
    method: TransportInit["method"],
    path: string,
    options: RetryOptions,
    body?: object,
  ): Promise<Response> {
    const exchange = await this.openPath(method, path, options, body);
    try {
      return parseAnswer(await exchange.readText(MAX_ANSWER), exchange.redact) as Response;
    } finally {
      await exchange.close();
    }
  }

  async openPath(
    method: TransportInit["method"],
    path: string,
    { signal }: RetryOptions,
    body?: object,
  ): Promise<Exchange> {
    const url = endpointUrl(this.endpoint, path);
    const json = body !== undefined && {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    return this.open({ method, url, signal, ...json });
  }

  async open(call: Call): Promise<Exchange> {
    const { method, url, headers, body, signal, redact = (text: string) => text } = call;
    signal?.throwIfAborted();
    const key = await this.#key();
    const withoutKey = redactor(key);
    return new Exchange({
      transport: this.#options.fetch ?? fetchTransport,
      url,
      init: {
        method,
        headers: { ...headers, ...keyHeader(key) },
        ...(body === undefined ? {} : { body }),
      },
      timeouts: { ...this.#timeouts, headersMs: this.#timeouts[call.limit ?? "headersMs"] },
      redact: (text) => withoutKey(redact(text)),
      signal,
    });
  }

  /** Rids texts of the key, for words that come in an answer that is no error. */
  async redactor(): Promise<Redact> {
    return redactor(await this.#key());
  }

  async #key(): Promise<string> {
    const { apiKey } = this.#options;
    return (typeof apiKey === "string" ? apiKey : await apiKey()).trim();
  }
}

function keyHeader(key: string): Record<string, string> {
  if (/[^\x21-\x7e]/.test(key)) {
    throw new GeminiError("invalidKey", "The key has characters that cannot be sent in a header");
  }
  return key === "" ? {} : { "x-goog-api-key": key };
}
