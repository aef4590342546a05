import { streamAnswer } from "./answerStream.ts";
import { Attempts } from "./attempts.ts";
import { Caller } from "./caller.ts";
import type { CallerOptions } from "./caller.ts";
import { modelName, modelPath } from "./endpoint.ts";
import { Files } from "./files.ts";
import type { WaitUntilActiveOptions } from "./files.ts";
import { RefusedOptions } from "./options.ts";
import type { Refusal } from "./options.ts";
import { allPages } from "./pages.ts";
import type { CreateHash } from "./positionedHash.ts";
import { untilDone } from "./retry.ts";
import type { RetryOptions } from "./retry.ts";
import type { UploadedFile, UploadOptions } from "./upload.ts";
import type { UploadSource } from "./uploadBody.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "./wire.ts";
import type { File } from "./wireFiles.ts";
import type { CountTokensRequest, CountTokensResponse, ListModelsResponse, Model } from "./wireModels.ts";

export interface GeminiClientOptions extends CallerOptions {
  /** SHA-256 of an upload while it leaves; without it nobody checks what arrived. */
  readonly createHash?: CreateHash;
}

/** An aborted call throws the signal's reason; everything else it throws is a `GeminiError`. */
export interface CallOptions extends RetryOptions {
  /** Told when the model does not take an option. The request is sent without it, and so is every later one. */
  readonly onOptionRefused?: ((refusal: Refusal) => void) | undefined;
}

/** The Gemini API over HTTP: https://ai.google.dev/api */
export class GeminiClient {
  readonly #caller: Caller;
  readonly #files: Files;
  readonly #refused = new RefusedOptions();

  constructor(options: GeminiClientOptions) {
    this.#caller = new Caller(options);
    this.#files = new Files(this.#caller, options);
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
        return this.#caller.openPath(
          "POST",
          path,
          options,
          continuationToken ? { ...body, continuationToken } : body,
        );
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
    return untilDone(attempts, () => this.#caller.answer("POST", path, options, attempts.next()));
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
      return this.#caller.answer("POST", path, options, body);
    });
  }

  async *listModels(options: RetryOptions = {}): AsyncGenerator<Model, void, undefined> {
    for await (const { models } of allPages<ListModelsResponse>(
      this.#caller,
      "models?pageSize=1000",
      options,
    )) {
      yield* models ?? [];
    }
  }

  /** Costs no tokens, so it is the way to check a key. */
  async getModel(name: string, options: RetryOptions = {}): Promise<Model> {
    return this.#caller.retried("GET", modelPath(name), options);
  }

  /**
   * Sends a file, from where an earlier session broke off if there is one. It is hashed while it leaves, and what arrived
   * is compared. The file may still be PROCESSING: `waitUntilActive`. An abort also tells the server, unless its
   * reason is `UploadPaused`.
   */
  uploadFile(source: UploadSource, options: UploadOptions): Promise<UploadedFile> {
    return this.#files.upload(source, options);
  }

  /** `name` is `files/ID`. Files that are gone, expired or of another project are a `fileState`. */
  getFile(name: string, options: RetryOptions = {}): Promise<File> {
    return this.#files.get(name, options);
  }

  /** The files of the key's project, whoever uploaded them. */
  listFiles(options: RetryOptions = {}): AsyncGenerator<File, void, undefined> {
    return this.#files.list(options);
  }

  deleteFile(name: string, options: RetryOptions = {}): Promise<void> {
    return this.#files.delete(name, options);
  }

  /** Asks until the file can be used; one that the server could not process is a `fileFailed` in the server's words. */
  waitUntilActive(name: string, options: WaitUntilActiveOptions = {}): Promise<File> {
    return this.#files.waitUntilActive(name, options);
  }

  #attempts(model: string, request: GenerateContentRequest, options: CallOptions): Attempts {
    const retries = this.#caller.retries(options);
    const { onOptionRefused } = options;
    return new Attempts({ model, request, refused: this.#refused, retries, onOptionRefused });
  }
}
