import { Continuation, RESUMED } from "./continuation.ts";
import { endpointUrl, modelName, modelPath } from "./endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { errorFromStatus, errorIn, summary } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import { Exchange } from "./exchange.ts";
import type { Timeouts } from "./exchange.ts";
import { redactor } from "./redact.ts";
import type { Redact } from "./redact.ts";
import { Retries } from "./retry.ts";
import type { RetryOptions, RetryPolicy } from "./retry.ts";
import { StreamParser } from "./sse.ts";
import type { Transport } from "./transport.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "./wire.ts";
import type { CountTokensRequest, CountTokensResponse, ListModelsResponse, Model } from "./wireModels.ts";

export interface GeminiClientOptions extends Endpoint {
  /** Asked for before every request; an empty key is not sent. */
  readonly apiKey: string | (() => string | Promise<string>);
  /** Default `globalThis.fetch`. */
  readonly fetch?: Transport;
  /** False sends every request once. */
  readonly retry?: RetryPolicy | false;
  /** Default 20 minutes each, the longest a server may think: https://ai.google.dev/gemini-api/docs/thinking */
  readonly timeouts?: Partial<Timeouts>;
}

/** The signal's reason is what an aborted call throws; everything else it throws is a `GeminiError`. */
export type CallOptions = RetryOptions;

const TWENTY_MINUTES_MS = 20 * 60_000;

/** Characters of an answer that comes in one piece. */
const MAX_ANSWER = 256 * 1024 * 1024;

/** The Gemini API over HTTP: https://ai.google.dev/api */
export class GeminiClient {
  readonly #options: GeminiClientOptions;
  readonly #timeouts: Timeouts;

  constructor(options: GeminiClientOptions) {
    this.#options = options;
    this.#timeouts = { headersMs: TWENTY_MINUTES_MS, silenceMs: TWENTY_MINUTES_MS, ...options.timeouts };
  }

  /**
   * The answer as it comes: the server's chunks in order, and `RESUMED` between them where a long answer was taken up again.
   * The request is sent when the first chunk is asked for; leaving the loop ends it. An answer that breaks off without
   * an error just ends: `aggregate` says whether it is complete.
   */
  async *streamGenerateContent(
    model: string,
    request: GenerateContentRequest,
    options: CallOptions = {},
  ): AsyncGenerator<GenerateContentResponse, void, undefined> {
    const path = `${modelPath(model)}:streamGenerateContent?alt=sse`;
    const retries = new Retries(this.#options.retry ?? {}, options);
    const continuation = new Continuation();
    let body: GenerateContentRequest | undefined = request;
    while (body !== undefined) {
      const { exchange, redact } = await this.#exchange(path, body, options);
      const parser = new StreamParser(redact);
      let started = false;
      let failure: unknown;
      try {
        for (let open = true; open && failure === undefined;) {
          const bytes = await exchange.read();
          const batch = bytes === undefined ? parser.end() : parser.push(bytes);
          for (const chunk of batch.chunks) {
            options.signal?.throwIfAborted();
            started = true;
            continuation.note(chunk);
            yield chunk;
          }
          failure = batch.failure;
          open = bytes !== undefined;
        }
      } catch (error) {
        failure = error;
      } finally {
        await exchange.close();
      }
      if (failure !== undefined && !(failure instanceof GeminiError)) {
        throw failure as Error;
      }
      if (failure !== undefined && !started) {
        await retries.pause(failure);
        continue;
      }
      body = continuation.next(request, failure);
      if (body === undefined && failure !== undefined) {
        throw failure;
      }
      if (body !== undefined) {
        yield RESUMED;
      }
    }
  }

  async generateContent(
    model: string,
    request: GenerateContentRequest,
    options: CallOptions = {},
  ): Promise<GenerateContentResponse> {
    return this.#call(`${modelPath(model)}:generateContent`, request, options);
  }

  /** Counts all of the request: history, system instruction and tools. */
  async countTokens(
    model: string,
    request: GenerateContentRequest,
    options: CallOptions = {},
  ): Promise<CountTokensResponse> {
    const body: CountTokensRequest = { generateContentRequest: { ...request, model: modelName(model) } };
    return this.#call(`${modelPath(model)}:countTokens`, body, options);
  }

  async *listModels(options: CallOptions = {}): AsyncGenerator<Model, void, undefined> {
    let pageToken = "";
    do {
      const query = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
      const page: ListModelsResponse = await this.#call(`models?pageSize=1000${query}`, undefined, options);
      yield* page.models ?? [];
      // A server that repeats a token would keep us for ever.
      pageToken = page.nextPageToken === pageToken ? "" : (page.nextPageToken ?? "");
    } while (pageToken !== "");
  }

  /** The cheapest way to check a key. */
  async getModel(name: string, options: CallOptions = {}): Promise<Model> {
    return this.#call(modelPath(name), undefined, options);
  }

  async #call<Response extends object>(
    path: string,
    body: object | undefined,
    options: CallOptions,
  ): Promise<Response> {
    const retries = new Retries(this.#options.retry ?? {}, options);
    for (;;) {
      try {
        return (await this.#attempt(path, body, options)) as Response;
      } catch (error) {
        if (!(error instanceof GeminiError)) {
          throw error;
        }
        await retries.pause(error);
      }
    }
  }

  async #attempt(path: string, body: object | undefined, options: CallOptions): Promise<object> {
    const { exchange, redact } = await this.#exchange(path, body, options);
    try {
      return parseAnswer(await exchange.readText(MAX_ANSWER), redact);
    } finally {
      await exchange.close();
    }
  }

  async #exchange(
    path: string,
    body: object | undefined,
    { signal }: CallOptions,
  ): Promise<{ exchange: Exchange; redact: Redact }> {
    const { apiKey, fetch } = this.#options;
    signal?.throwIfAborted();
    const key = (typeof apiKey === "string" ? apiKey : await apiKey()).trim();
    const redact = redactor(key);
    const exchange = new Exchange({
      transport: fetch ?? ((url, init) => globalThis.fetch(url, init)),
      url: endpointUrl(this.#options, path),
      init: {
        method: body === undefined ? "GET" : "POST",
        headers: requestHeaders(key, body !== undefined),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      timeouts: this.#timeouts,
      redact,
      signal,
    });
    return { exchange, redact };
  }
}

function requestHeaders(key: string, hasBody: boolean): Record<string, string> {
  if (/[^\x21-\x7e]/.test(key)) {
    throw new GeminiError("invalidKey", "The key has characters that cannot be sent in a header");
  }
  return {
    ...(hasBody ? { "Content-Type": "application/json" } : {}),
    ...(key === "" ? {} : { "x-goog-api-key": key }),
  };
}

function parseAnswer(text: string, redact: Redact): object {
  if (text.trim() === "") {
    throw new GeminiError("empty", "The answer has no content", { status: 200 });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new GeminiError("protocol", `Not an answer of the Gemini API: ${redact(summary(text, 200))}`);
  }
  const error = errorIn(value);
  if (error !== undefined) {
    throw errorFromStatus(error, redact);
  }
  if (typeof value !== "object" || value === null) {
    throw new GeminiError("protocol", "The answer is not a JSON object");
  }
  return value;
}
