import { createHash as hash } from "node:crypto";
import * as vscode from "vscode";
import type { ChatClient } from "../chat/ports.ts";
import { GeminiClient } from "../gemini/client.ts";
import { Emitter } from "../base/emitter.ts";
import { GeminiError, type GeminiErrorKind } from "../gemini/errors.ts";
import { metered, type Metered } from "../gemini/metered.ts";
import type { RetryPolicy } from "../gemini/retry.ts";
import type { Refusal } from "../gemini/options.ts";
import type { Transport } from "../gemini/transport.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "../gemini/wire.ts";
import type { Model } from "../gemini/wireModels.ts";
import type { ApiKeys } from "./apiKey.ts";
import type { SentRequest } from "./curl.ts";
import type { KeyCheck } from "./keyInput.ts";
import type { Log } from "./log.ts";
import type { Network } from "./network.ts";
import { endpointTrouble, type ProblemContext, problemOf, sentence } from "./problems.ts";
import type { Settings } from "./settings.ts";

export type FileClient = Pick<
  GeminiClient,
  "uploadFile" | "getFile" | "listFiles" | "deleteFile" | "waitUntilActive"
>;

/** The client for the endpoint that the settings name now, with every request in the log. */
export class GeminiService implements ChatClient {
  readonly #settings: Settings;
  readonly #keys: ApiKeys;
  readonly #network: Pick<Network, "send" | "warm">;
  readonly #log: Log;
  #client: { readonly identity: string; readonly client: GeminiClient } | undefined;
  #lastRequest: SentRequest | undefined;
  readonly #limits = new WeakMap<GeminiClient, ReadonlyMap<string, number>>();
  readonly #used = new Emitter<Metered>();
  /** What each answer has taken, whatever it was asked for. */
  readonly onUsed = this.#used.event;

  constructor(settings: Settings, keys: ApiKeys, network: Pick<Network, "send" | "warm">, log: Log) {
    this.#settings = settings;
    this.#keys = keys;
    this.#network = network;
    this.#log = log;
  }

  /** The last request that asked the model something. */
  get lastRequest(): SentRequest | undefined {
    return this.#lastRequest;
  }

  get problemContext(): ProblemContext {
    const { endpoint, model } = this.#settings;
    return { model, host: endpoint.type === "valid" ? endpoint.host : "?" };
  }

  readonly streamGenerateContent: ChatClient["streamGenerateContent"] = (model, request, options) => {
    const onOptionRefused = ({ option, value }: Refusal) => this.#tellRefusal(model, option, value);
    const chunks = this.#current().streamGenerateContent(model, request, { ...options, onOptionRefused });
    const counted = metered(model, chunks, (used) => this.#used.fire(used));
    return this.#settings.logContent ? this.#recorded(counted) : counted;
  };

  #tellRefusal(model: string, option: string, value: unknown): void {
    const name = option.split(".").at(-1) ?? option;
    const words = vscode.l10n.t(
      "{0} does not take {1} = {2}; Castor asks it without.",
      model,
      name,
      String(value),
    );
    this.#log.warn(words);
    vscode.window.setStatusBarMessage(`$(info) ${words}`, 8000);
  }

  /** A short answer that nobody watches; it is no question of the person's, and not what is told of as the last one. */
  readonly generateQuietly: GeminiClient["generateContent"] = async (model, request, options) => {
    const response = await this.#current().generateContent(model, request, options);
    const { usageMetadata: usage, modelVersion = model } = response;
    if (usage !== undefined) {
      this.#used.fire({ model: modelVersion, usage });
    }
    return response;
  };

  /** Files at the endpoint of the moment. */
  get files(): FileClient {
    return this.#current();
  }

  /** What the model counts for the whole request. */
  async countTokens(request: GenerateContentRequest, signal: AbortSignal): Promise<number> {
    const { model } = this.#settings;
    const onOptionRefused = ({ option, value }: Refusal) => this.#tellRefusal(model, option, value);
    const counted = await this.#current().countTokens(model, request, { signal, onOptionRefused });
    if (counted.totalTokens === undefined) {
      throw new GeminiError("protocol", "The count has no number.");
    }
    return counted.totalTokens;
  }

  /** Tokens that the chosen model takes; undefined where the endpoint does not say. Asked for once. */
  async inputLimit(signal: AbortSignal): Promise<number | undefined> {
    const { model } = this.#settings;
    const client = this.#current();
    const known = this.#limits.get(client)?.get(model);
    if (known !== undefined) {
      return known;
    }
    const { inputTokenLimit } = await client.getModel(model, { signal });
    if (inputTokenLimit !== undefined) {
      this.#limits.set(client, new Map(this.#limits.get(client)).set(model, inputTokenLimit));
    }
    return inputTokenLimit;
  }

  listModels(options: { readonly signal: AbortSignal }): AsyncIterable<Model> {
    return this.#current().listModels(options);
  }

  /** To be called when somebody begins to write a question: the connection is there when it is sent. */
  async warm(): Promise<void> {
    const { endpoint, needsKey } = this.#settings;
    // Without a key nothing will be sent, and nobody needs to know that somebody is writing.
    if (endpoint.type === "valid" && (!needsKey || (await this.#keys.current()) !== "")) {
      await this.#network.warm(endpoint.origin);
    }
  }

  /**
   * Asks for the chosen model with this key: the cheapest call that needs a valid one. Somebody waits for it, so it is
   * tried again only once.
   */
  async checkKey(key: string, signal: AbortSignal): Promise<KeyCheck> {
    try {
      await this.#create(key, { attempts: 2 }).getModel(this.#settings.model, { signal });
      return { type: "accepted" };
    } catch (error) {
      const reason = sentence(problemOf(error, this.problemContext));
      if (!(error instanceof GeminiError)) {
        return { type: "unchecked", reason };
      }
      if (error.kind === "notFound") {
        return { type: "accepted", modelTrouble: reason };
      }
      return { type: isAboutTheKey(error) ? "rejected" : "unchecked", reason };
    }
  }

  /** A client remembers which options a model refused, so it is kept while it is for the same endpoint. */
  #current(): GeminiClient {
    const { endpoint, apiVersion, timeouts } = this.#settings;
    const identity = JSON.stringify([endpoint, apiVersion, timeouts]);
    if (this.#client?.identity !== identity) {
      this.#client = { identity, client: this.#create(() => this.#keys.current()) };
    }
    return this.#client.client;
  }

  #create(apiKey: string | (() => Promise<string>), retry: RetryPolicy = {}): GeminiClient {
    const { endpoint, apiVersion, timeouts } = this.#settings;
    if (endpoint.type === "invalid") {
      throw new GeminiError("endpoint", endpointTrouble(endpoint.reason));
    }
    const { baseUrl } = endpoint;
    const createHash = () => hash("sha256");
    return new GeminiClient({
      apiKey,
      baseUrl,
      apiVersion,
      timeouts,
      retry,
      createHash,
      fetch: this.#logged,
    });
  }

  readonly #logged: Transport = async (url, init) => {
    // An upload's address is a secret, and its bytes are no question.
    const upload = init.headers["X-Goog-Upload-Command"];
    const operation = upload === undefined ? `${init.method} ${new URL(url).pathname}` : `upload: ${upload}`;
    // Nor is a count, which may hold what was never sent, or what Castor asks by itself.
    if (init.method === "POST" && upload === undefined && !/:(countTokens|generateContent)$/.test(url)) {
      this.#remember(url, init);
    }
    const started = performance.now();
    try {
      const response = await this.#network.send(url, init);
      this.#log.request({ operation, status: response.status, headMs: performance.now() - started });
      return response;
    } catch (error) {
      const cause = init.signal.aborted ? "stopped" : errorCode(error);
      this.#log.request({ operation, error: `${cause} after ${Math.round(performance.now() - started)} ms` });
      throw error;
    }
  };

  async *#recorded(
    chunks: AsyncIterable<GenerateContentResponse>,
  ): AsyncGenerator<GenerateContentResponse, void, undefined> {
    for await (const chunk of chunks) {
      this.#log.content("received", JSON.stringify(chunk));
      yield chunk;
    }
  }

  #remember(url: string, init: Parameters<Transport>[1]): void {
    const body = typeof init.body === "string" ? init.body : undefined;
    this.#lastRequest = {
      method: init.method,
      url,
      withKey: Object.keys(init.headers).some((name) => name.toLowerCase() === "x-goog-api-key"),
      ...(body !== undefined && { body }),
    };
    this.#log.content("sent", body ?? "");
  }
}

function isAboutTheKey({ kind }: GeminiError): boolean {
  return keyKinds.has(kind);
}

const keyKinds: ReadonlySet<GeminiErrorKind> = new Set([
  "missingKey",
  "invalidKey",
  "leakedKey",
  "restrictedKey",
  "permission",
]);

/** The short name of a network error, such as ECONNREFUSED; messages may hold more than a log should. */
function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : error instanceof Error ? error.name : "error";
}
