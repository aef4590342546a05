import type { Caller } from "./caller.ts";
import { GeminiError } from "./errors.ts";
import type { Files } from "./files.ts";
import { findUpload } from "./findUpload.ts";
import { isSameHash, PositionedHash } from "./positionedHash.ts";
import type { CreateHash } from "./positionedHash.ts";
import type { Retries, RetryOptions } from "./retry.ts";
import { uploadPieces } from "./uploadBody.ts";
import type { UploadSource } from "./uploadBody.ts";
import { endOfChunk, isSessionOf, receivedOf, refuseWhatIsNotTaken } from "./uploadLimits.ts";
import { displayable, UploadRequests } from "./uploadRequests.ts";
import type { UploadAnswer } from "./uploadRequests.ts";
import { UploadPaused } from "./uploadSession.ts";
import type { UploadSession } from "./uploadSession.ts";
import type { File } from "./wireFiles.ts";

export interface UploadOptions extends RetryOptions {
  readonly mimeType: string;
  /** Shown in lists of files; anything a file can be called. */
  readonly displayName?: string | undefined;
  /** Bytes of one request, fitted to the server's granularity. By default all are sent in one. */
  readonly chunkSize?: number | undefined;
  /** Told how many bytes have left. Goes back where some have to be sent again. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
  /** Of an earlier upload of the same source, to go on where that ended. */
  readonly session?: UploadSession | undefined;
  /** Told of the session that can be taken up later, and by undefined that there is none any more. */
  readonly onSession?: ((session: UploadSession | undefined) => void) | undefined;
}

export interface UploadedFile extends File {
  /** Lower-case hex of the digest of what was sent; undefined if nothing hashed it. */
  readonly sha256: string | undefined;
}

/** How often an upload that the server has lost is begun again. */
const MAX_LOSSES = 2;
/** How often in a row a refused offset is asked for again. */
const MAX_MISMATCHES = 2;

/** One file on its way to the server, through every interruption that can be survived. */
export class Upload {
  readonly #caller: Caller;
  readonly #files: Pick<Files, "list" | "delete">;
  readonly #source: UploadSource;
  readonly #options: UploadOptions;
  readonly #requests: UploadRequests;
  readonly #createHash: CreateHash | undefined;
  #hash: PositionedHash | undefined;
  #session: UploadSession | undefined;
  /** Where to go on; undefined where the server has to be asked. */
  #offset: number | undefined;
  /** The most that the server has said to have. Beyond it, an attempt counts as the first. */
  #furthest = 0;
  #retries: Retries;
  #losses = 0;
  #mismatches = 0;
  #sourceFailure: { readonly error: unknown } | undefined;

  constructor(
    setup: {
      readonly caller: Caller;
      readonly files: Pick<Files, "list" | "delete">;
      readonly createHash: CreateHash | undefined;
    },
    source: UploadSource,
    options: UploadOptions,
  ) {
    this.#caller = setup.caller;
    this.#files = setup.files;
    this.#createHash = setup.createHash;
    this.#source = source;
    this.#options = options;
    this.#requests = new UploadRequests(setup.caller, options.signal);
    this.#retries = setup.caller.retries(options);
  }

  async run(): Promise<UploadedFile> {
    const { mimeType, session, signal } = this.#options;
    refuseWhatIsNotTaken(this.#source, mimeType);
    if (session !== undefined && isSessionOf(session, this.#source, mimeType, this.#caller.endpoint)) {
      this.#session = session;
    }
    try {
      return await this.#verified();
    } catch (error) {
      const isChanged = error instanceof GeminiError && error.kind === "fileChanged";
      const isGivenUp = signal?.aborted === true && !(signal.reason instanceof UploadPaused);
      if (this.#session !== undefined && (isChanged || isGivenUp)) {
        this.#requests.cancel(this.#session).catch(() => undefined);
        this.#setSession(undefined);
      }
      throw error;
    }
  }

  /** The file whose hash is that of the source; one that is damaged is sent once more. */
  async #verified(): Promise<UploadedFile> {
    for (let isSecond = false; ; isSecond = true) {
      this.#hash = this.#createHash && new PositionedHash(this.#createHash);
      const file = await this.#transfer();
      const sha256 = await this.#digest();
      if (sha256 === undefined || isSameHash(file.sha256Hash, sha256) !== false) {
        return { ...file, sha256 };
      }
      await this.#files.delete(file.name ?? "", this.#options).catch(() => undefined);
      this.#options.signal?.throwIfAborted();
      if (isSecond) {
        throw new GeminiError("fileDamaged", "The server's hash of the file is not that of what was sent");
      }
    }
  }

  async #transfer(): Promise<File> {
    this.#furthest = 0;
    this.#offset = undefined;
    for (;;) {
      try {
        const file = await this.#step();
        if (file !== undefined) {
          this.#setSession(undefined);
          return file;
        }
      } catch (error) {
        await this.#recover(error);
      }
    }
  }

  /** One request, and where that leads; undefined unless the file is there. */
  async #step(): Promise<File | undefined> {
    const { size, version } = this.#source;
    const { mimeType, displayName } = this.#options;
    if (this.#session === undefined) {
      const file = { size, mimeType, displayName, ...(version !== undefined && { version }) };
      this.#setSession(await this.#requests.start(file));
      this.#moveTo(0);
      return undefined;
    }
    if (this.#offset === undefined) {
      const answer = await this.#requests.query(this.#session);
      return this.#settle(answer, () => this.#moveTo(receivedOf(answer, size)));
    }
    if (this.#offset === size) {
      const answer = await this.#requests.finalize(this.#session);
      return this.#settle(answer, () => {
        throw new GeminiError("server", "The server has every byte and does not finish the upload");
      });
    }
    return this.#send(this.#session, this.#offset);
  }

  async #send(session: UploadSession, offset: number): Promise<File | undefined> {
    const { size } = this.#source;
    const end = endOfChunk(session, offset, this.#options.chunkSize);
    const isLast = end === size;
    await this.#hash?.catchUp(this.#source, offset, this.#options.signal);
    const range = { offset, length: end - offset, isLast };
    const answer = await this.#requests.send(session, range, this.#pieces(offset, end));
    return this.#settle(answer, () => {
      const reached = answer.received ?? end;
      if (isLast || reached <= offset) {
        throw new GeminiError("server", "The server did not take all that was sent");
      }
      this.#moveTo(receivedOf({ ...answer, received: reached }, size));
    });
  }

  async *#pieces(offset: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* uploadPieces(this.#source, {
        offset,
        end,
        onSlice: (position, bytes) => this.#hash?.feed(position, bytes),
        onLeft: (position) => this.#options.onProgress?.(position),
      });
    } catch (error) {
      // Each transport wraps it in its own way.
      this.#sourceFailure = { error };
      throw error;
    }
  }

  async #settle(answer: UploadAnswer, onActive: () => void): Promise<File | undefined> {
    const { status, file, refusal } = answer;
    if (refusal !== undefined) {
      this.#setSession(undefined);
      throw refusal;
    }
    if (file !== undefined || status === "final") {
      return file ?? this.#find();
    }
    if (status === "cancelled") {
      this.#lose("The server cancelled it");
      return undefined;
    }
    if (status !== "active") {
      throw new GeminiError("empty", "The server does not say how far the upload is");
    }
    onActive();
    return undefined;
  }

  /** Decides what follows a failure: returns when the next step may be taken. */
  async #recover(error: unknown): Promise<void> {
    this.#options.signal?.throwIfAborted();
    if (this.#sourceFailure !== undefined) {
      throw this.#sourceFailure.error;
    }
    if (!(error instanceof GeminiError)) {
      throw error;
    }
    this.#offset = undefined;
    if (this.#session !== undefined && (error.status === 404 || error.status === 410)) {
      this.#lose(error.message);
      return;
    }
    const isMismatch = error.kind === "badRequest" && [400, 412, 416].includes(error.status ?? 0);
    if (this.#session !== undefined && isMismatch && ++this.#mismatches <= MAX_MISMATCHES) {
      return;
    }
    // A connection that fell silent is as dead as one that was reset, and here nothing is lost by another.
    const counted = error.kind === "timeout" ? new GeminiError("network", error.message) : error;
    try {
      await this.#retries.recover(counted);
    } catch (thrown) {
      throw thrown === counted ? error : thrown;
    }
  }

  /** The server knows the upload no more: it begins anew, unless that has been of no use. */
  #lose(reason: string): void {
    this.#setSession(undefined);
    this.#furthest = 0;
    if (++this.#losses > MAX_LOSSES) {
      throw new GeminiError("fileState", `The server lost the upload ${this.#losses} times: ${reason}`);
    }
  }

  async #find(): Promise<File> {
    const { mimeType, displayName } = this.#options;
    const sha256 = await this.#digest();
    const traits = { size: this.#source.size, mimeType, displayName: displayable(displayName), sha256 };
    return findUpload(this.#files.list(this.#options), traits);
  }

  async #digest(): Promise<string | undefined> {
    await this.#hash?.catchUp(this.#source, this.#source.size, this.#options.signal);
    return this.#hash?.hex();
  }

  #setSession(session: UploadSession | undefined): void {
    if (session !== this.#session) {
      this.#session = session;
      this.#offset = undefined;
      this.#options.onSession?.(session);
    }
  }

  #moveTo(offset: number): void {
    if (offset > this.#furthest) {
      this.#furthest = offset;
      this.#retries = this.#caller.retries(this.#options);
      this.#mismatches = 0;
    }
    this.#offset = offset;
    this.#options.onProgress?.(offset);
  }
}
