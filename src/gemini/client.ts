import { streamAnswer } from "./answerStream.ts";
import { Attempts } from "./attempts.ts";
import { endpointUrl, modelName, modelPath } from "./endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { parseAnswer } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import { Exchange } from "./exchange.ts";
import type { Timeouts } from "./exchange.ts";
import { fetchTransport } from "./fetchTransport.ts";
import { RefusedOptions } from "./options.ts";
import type { Refusal } from "./options.ts";
import { redactor } from "./redact.ts";
import { Retries, untilDone } from "./retry.ts";
import type { RetryOptions, RetryPolicy } from "./retry.ts";
import type { Transport } from "./transport.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "./wire.ts";
import type { CountTokensRequest, CountTokensResponse, ListModelsResponse, Model } from "./wireModels.ts";

export interface GeminiClientOptions extends Endpoint {
  /** Asked for before every request, and what it throws is thrown on; an empty key is not sent. */
  readonly apiKey: string | (() => string | Promise<string>);
  /** Default `fetchTransport`. */
  readonly fetch?: Transport;
  /** False sends every request once. */
  readonly retry?: RetryPolicy | false;
  /** Default 20 minutes each: as long as a server may think in silence. */
  readonly timeouts?: Partial<Timeouts>;
}

/** An aborted call throws the signal's reason; everything else it throws is a `GeminiError`. */
export interface CallOptions extends RetryOptions {
  /** Told when the model does not take an option. The request is sent without it, and so is every later one. */
  readonly onOptionRefused?: ((refusal: Refusal) => void) | undefined;
}

const TWENTY_MINUTES_MS = 20 * 60_000;

/** Characters of an answer that comes in one piece. */
const MAX_ANSWER = 256 * 1024 * 1024;

/** The Gemini API over HTTP: https://ai.google.dev/api */
export class GeminiClient {
  readonly #options: GeminiClientOptions;
  readonly #timeouts: Timeouts;
  readonly #refused = new RefusedOptions();

  constructor(options: GeminiClientOptions) {
    this.#options = options;
    this.#timeouts = { headersMs: TWENTY_MINUTES_MS, silenceMs: TWENTY_MINUTES_MS, ...options.timeouts };
  }

  /**
   * The answer as it comes: the server's chunks in order, with `RESUMED` between them where a long answer was taken up
   * again. The request is sent when the first chunk is asked for; leaving the loop ends it. An answer that breaks off
   * without an error just ends: `aggregate` says whether it is complete.
   */
  streamGenerateContent(
    model: string,
    request: GenerateContentRequest,
    options: CallOptions = {},
  ): AsyncGenerator<GenerateContentResponse, void, undefined> {
    const path = `${modelPath(model)}:streamGenerateContent?alt=sse`;
    const attempts = this.#attempts(model, request, options);
    return streamAnswer({
      open: (continuationToken) => {
        const body = attempts.next();
        return this.#open(path, options, continuationToken ? { ...body, continuationToken } : body);
      },
      recover: (error, resumed) => attempts.recover(error, resumed),
      progressed: () => attempts.progressed(),
      signal: options.signal,
    });
  }

  async generateContent(
    model: string,
    request: GenerateContentRequest,
    options: CallOptions = {},
  ): Promise<GenerateContentResponse> {
    const attempts = this.#attempts(model, request, options);
    const path = `${modelPath(model)}:generateContent`;
    return untilDone(attempts, () => this.#answer(path, options, attempts.next()));
  }

  /** Counts all of the request: history, system instruction and tools. */
  async countTokens(
    model: string,
    request: GenerateContentRequest,
    options: CallOptions = {},
  ): Promise<CountTokensResponse> {
    const attempts = this.#attempts(model, request, options);
    const path = `${modelPath(model)}:countTokens`;
    return untilDone(attempts, () => {
      const body: CountTokensRequest = {
        generateContentRequest: { ...attempts.next(), model: modelName(model) },
      };
      return this.#answer(path, options, body);
    });
  }

  async *listModels(options: RetryOptions = {}): AsyncGenerator<Model, void, undefined> {
    let pageToken = "";
    do {
      const query = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
      const page: ListModelsResponse = await this.#get(`models?pageSize=1000${query}`, options);
      yield* page.models ?? [];
      // A server that repeats a token would keep us for ever.
      pageToken = page.nextPageToken === pageToken ? "" : (page.nextPageToken ?? "");
    } while (pageToken !== "");
  }

  /** Costs no tokens, so it is the way to check a key. */
  async getModel(name: string, options: RetryOptions = {}): Promise<Model> {
    return this.#get(modelPath(name), options);
  }

  #attempts(model: string, request: GenerateContentRequest, options: CallOptions): Attempts {
    const retries = new Retries(this.#options.retry ?? {}, options);
    const { onOptionRefused } = options;
    return new Attempts({ model, request, refused: this.#refused, retries, onOptionRefused });
  }

  async #get<Response extends object>(path: string, options: RetryOptions): Promise<Response> {
    return untilDone(new Retries(this.#options.retry ?? {}, options), () => this.#answer(path, options));
  }

  async #answer<Response extends object>(
    path: string,
    options: RetryOptions,
    body?: object,
  ): Promise<Response> {
    const exchange = await this.#open(path, options, body);
    try {
      return parseAnswer(await exchange.readText(MAX_ANSWER), exchange.redact) as Response;
    } finally {
      await exchange.close();
    }
  }

  async #open(path: string, { signal }: RetryOptions, body?: object): Promise<Exchange> {
    const { apiKey, fetch } = this.#options;
    signal?.throwIfAborted();
    const key = (typeof apiKey === "string" ? apiKey : await apiKey()).trim();
    return new Exchange({
      transport: fetch ?? fetchTransport,
      url: endpointUrl(this.#options, path),
      init: {
        method: body === undefined ? "GET" : "POST",
        headers: requestHeaders(key, body !== undefined),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      timeouts: this.#timeouts,
      redact: redactor(key),
      signal,
    });
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
