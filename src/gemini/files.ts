import { sleep } from "../base/abort.ts";
import type { Caller, CallerOptions } from "./caller.ts";
import { GeminiError } from "./errors.ts";
import type { ErrorDetail } from "./errors.ts";
import { allPages } from "./pages.ts";
import type { CreateHash } from "./positionedHash.ts";
import { redactJson } from "./redact.ts";
import type { Redact } from "./redact.ts";
import { untilDone } from "./retry.ts";
import type { RetryOptions } from "./retry.ts";
import { Upload } from "./upload.ts";
import type { UploadedFile, UploadOptions } from "./upload.ts";
import type { UploadSource } from "./uploadBody.ts";
import type { File, ListFilesResponse } from "./wireFiles.ts";

export interface WaitUntilActiveOptions extends RetryOptions {
  /** Told of the file each time it was asked for. */
  readonly onState?: ((file: File) => void) | undefined;
}

const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 5_000;
const POLL_GROWTH = 1.5;
/** Of all waits for one file. Hours of video take minutes; what takes longer has been seen to stay so for ever. */
const LONGEST_PROCESSING_MS = 15 * 60_000;
/** Characters of an answer that says nothing. */
const MAX_ANSWER = 64 * 1024;
/** How many refusals in a row are taken for a file that the server has not noticed yet. */
const MAX_UNNOTICED = 5;

/** The files of the key's project: https://ai.google.dev/api/files */
export class Files {
  readonly #caller: Caller;
  readonly #createHash: CreateHash | undefined;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;

  constructor(caller: Caller, options: Pick<CallerOptions, "retry"> & { readonly createHash?: CreateHash }) {
    this.#caller = caller;
    this.#createHash = options.createHash;
    this.#sleep = (options.retry === false ? undefined : options.retry?.sleep) ?? sleep;
  }

  async upload(source: UploadSource, options: UploadOptions): Promise<UploadedFile> {
    return new Upload(
      { caller: this.#caller, files: this, createHash: this.#createHash },
      source,
      options,
    ).run();
  }

  async get(name: string, options: RetryOptions): Promise<File> {
    try {
      return await this.#caller.retried("GET", filePath(name), options);
    } catch (error) {
      throw asFileState(error);
    }
  }

  async *list(options: RetryOptions): AsyncGenerator<File, void, undefined> {
    for await (const { files } of allPages<ListFilesResponse>(this.#caller, "files?pageSize=100", options)) {
      yield* files ?? [];
    }
  }

  async delete(name: string, options: RetryOptions): Promise<void> {
    let attempts = 0;
    await untilDone(this.#caller.retries(options), async () => {
      attempts++;
      const exchange = await this.#caller.openPath("DELETE", filePath(name), options);
      try {
        await exchange.readText(MAX_ANSWER);
      } catch (caught) {
        const error = asFileState(caught);
        // The answer to an earlier attempt may have been lost: then the file is gone, as was wanted.
        if (attempts === 1 || !(error instanceof GeminiError && error.kind === "fileState")) {
          throw error;
        }
      } finally {
        await exchange.close();
      }
    });
  }

  async waitUntilActive(name: string, { onState, ...options }: WaitUntilActiveOptions): Promise<File> {
    const signal = options.signal ?? new AbortController().signal;
    let unnoticed = 0;
    let waitedMs = 0;
    for (let delayMs = FIRST_POLL_MS; ; delayMs = Math.min(delayMs * POLL_GROWTH, LONGEST_POLL_MS)) {
      try {
        const file = await this.get(name, options);
        unnoticed = 0;
        onState?.(file);
        if (file.state === "ACTIVE") {
          return file;
        }
        if (file.state === "FAILED") {
          throw failure(file, await this.#caller.redactor());
        }
      } catch (error) {
        // Right after an upload not every part of the server knows the file.
        if (!isUnnoticed(error) || ++unnoticed > MAX_UNNOTICED) {
          throw error;
        }
      }
      if (waitedMs + delayMs > LONGEST_PROCESSING_MS) {
        throw new GeminiError(
          "fileProcessing",
          `${name} is not ACTIVE after ${Math.round(waitedMs / 1000)} s`,
        );
      }
      await this.#sleep(delayMs, signal);
      waitedMs += delayMs;
    }
  }
}

function filePath(name: string): string {
  const id = name.trim().replace(/^\/*(files\/)?/, "");
  if (id === "") {
    throw new GeminiError("fileState", "A file without a name");
  }
  return `files/${encodeURIComponent(id)}`;
}

/** A file that is not there is no unknown model, whatever words the server has for it. */
function asFileState(error: unknown): unknown {
  if (!(error instanceof GeminiError) || error.kind !== "notFound") {
    return error;
  }
  const { message, status, reason, details } = error;
  return new GeminiError("fileState", message, { status, reason, details });
}

function isUnnoticed(error: unknown): boolean {
  return (
    error instanceof GeminiError &&
    error.status === 403 &&
    (error.kind === "permission" || error.kind === "fileState")
  );
}

function failure({ name = "the file", error }: File, redact: Redact): GeminiError {
  const message = error?.message ?? "";
  return new GeminiError(
    "fileFailed",
    redact(message === "" ? `The server failed to process ${name}` : message),
    {
      status: error?.code,
      details: redactJson(error?.details, redact) as readonly ErrorDetail[] | undefined,
    },
  );
}
