import type { Caller } from "./caller.ts";
import { uploadStartUrl } from "./endpoint.ts";
import { parseAnswer } from "./errorBody.ts";
import { GeminiError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { TransportInit } from "./transport.ts";
import { checkUploadUrl, uploadRedactor } from "./uploadSession.ts";
import type { UploadSession } from "./uploadSession.ts";
import type { CreateFileRequest, CreateFileResponse, File } from "./wireFiles.ts";

/** Where an upload stands after a request. */
export interface UploadAnswer {
  /** `active`, `final` or `cancelled`; undefined if the server does not say. */
  readonly status: string | undefined;
  /** Bytes that the server has. */
  readonly received: number | undefined;
  readonly file: File | undefined;
  /** Why the server ended the upload without a file. */
  readonly refusal?: GeminiError;
}

export interface NewUpload extends Pick<UploadSession, "size" | "mimeType" | "version"> {
  readonly displayName: string | undefined;
}

/** Characters of an answer, which is a file's description. */
const MAX_ANSWER = 1024 * 1024;
const MAX_DISPLAY_NAME = 512;
/** How long a cancellation, which nobody waits for, may take. */
const CANCEL_MS = 5_000;

/** The requests of the resumable protocol: https://ai.google.dev/gemini-api/docs/files */
export class UploadRequests {
  readonly #caller: Caller;
  readonly #signal: AbortSignal | undefined;

  constructor(caller: Caller, signal: AbortSignal | undefined) {
    this.#caller = caller;
    this.#signal = signal;
  }

  async start({ displayName, ...file }: NewUpload): Promise<UploadSession> {
    const exchange = await this.#caller.open({
      method: "POST",
      url: uploadStartUrl(this.#caller.endpoint),
      // Never X-Goog-Upload-File-Name: a header holds no name beyond Latin-1.
      headers: {
        "Content-Type": "application/json",
        "X-Goog-Upload-Protocol": "resumable",
        "X-Goog-Upload-Command": "start",
        "X-Goog-Upload-Header-Content-Length": String(file.size),
        "X-Goog-Upload-Header-Content-Type": file.mimeType,
      },
      body: JSON.stringify(creation(displayName)),
      signal: this.#signal,
      limit: "fileMs",
    });
    try {
      await exchange.readText(MAX_ANSWER);
      const url = exchange.header("x-goog-upload-url") ?? "";
      const granularity = count(exchange, "x-goog-upload-chunk-granularity") ?? 1;
      checkUploadUrl(url, this.#caller.endpoint);
      return { ...file, url, granularity: Math.max(1, granularity) };
    } catch (error) {
      throw error instanceof GeminiError && error.status === 404 ? noUploads(error) : error;
    } finally {
      await exchange.close();
    }
  }

  query(session: UploadSession): Promise<UploadAnswer> {
    return this.#command(session, "query");
  }

  send(
    session: UploadSession,
    range: { readonly offset: number; readonly length: number; readonly isLast: boolean },
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<UploadAnswer> {
    const { offset, length, isLast } = range;
    return this.#command(session, isLast ? "upload, finalize" : "upload", {
      offset,
      body: { length, pieces },
    });
  }

  /** Ends an upload whose bytes are all there. */
  finalize(session: UploadSession): Promise<UploadAnswer> {
    return this.#command(session, "finalize", { offset: session.size });
  }

  /** Lets the server forget the upload. Nobody has to wait for that. */
  async cancel(session: UploadSession): Promise<void> {
    await this.#command(session, "cancel", { signal: AbortSignal.timeout(CANCEL_MS) });
  }

  async #command(
    { url }: UploadSession,
    command: string,
    options: {
      readonly offset?: number;
      readonly body?: TransportInit["body"];
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<UploadAnswer> {
    const { offset, body, signal = this.#signal } = options;
    const exchange = await this.#caller.open({
      method: "POST",
      url,
      headers: {
        "X-Goog-Upload-Command": command,
        ...(offset !== undefined && { "X-Goog-Upload-Offset": String(offset) }),
      },
      ...(body !== undefined && { body }),
      signal,
      redact: uploadRedactor(url),
      limit: "fileMs",
    });
    try {
      return answerOf(exchange, await exchange.readText(MAX_ANSWER));
    } catch (error) {
      if (error instanceof GeminiError && error.status !== undefined && statusOf(exchange) === "final") {
        return { status: "final", received: undefined, file: undefined, refusal: error };
      }
      throw error;
    } finally {
      await exchange.close();
    }
  }
}

function answerOf(exchange: Exchange, text: string): UploadAnswer {
  const status = statusOf(exchange);
  const isFile = status !== "active" && status !== "cancelled" && text.trim() !== "";
  const file = isFile ? (parseAnswer(text, exchange.redact) as CreateFileResponse).file : undefined;
  return { status, received: count(exchange, "x-goog-upload-size-received"), file };
}

function statusOf(exchange: Exchange): string | undefined {
  return exchange.header("x-goog-upload-status")?.trim().toLowerCase();
}

/** A header that counts; undefined if it does not. */
function count(exchange: Exchange, name: string): number | undefined {
  const text = exchange.header(name)?.trim() ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function creation(displayName: string | undefined): CreateFileRequest {
  const shown = displayable(displayName);
  return { file: shown === undefined ? {} : { displayName: shown } };
}

/** A file may be called anything; the name is only shown. */
export function displayable(name = ""): string | undefined {
  const line = name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return line === "" ? undefined : line.slice(0, MAX_DISPLAY_NAME).toWellFormed();
}

/** The model is not what this server does not know. */
function noUploads({ message, status }: GeminiError): GeminiError {
  return new GeminiError("protocol", `The endpoint takes no uploads: ${message}`, { status });
}
