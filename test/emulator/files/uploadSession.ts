import { createHash, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { type FileHandle, mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FileDescription, StoredFile } from "./fileStore.ts";

export type UploadStatus = "active" | "final" | "cancelled";

/** One upload between its start and its end: bytes come in order, onto the disk and into the hash. */
export class UploadSession {
  readonly id = randomBytes(48).toString("base64url");
  readonly description: FileDescription;
  readonly owner: string;
  /** What the client said it would send; undefined when it did not. */
  readonly declaredSize: number | undefined;
  readonly path: string;
  status: UploadStatus = "active";
  /** The file it became. */
  file: StoredFile | undefined;
  received = 0;
  readonly #hash = createHash("sha256");
  readonly #handle: FileHandle;
  /** Breaks off the request that brings bytes now, and resolves when it is over. */
  #current: { readonly breakOff: () => void; readonly over: Promise<unknown> } | undefined;

  constructor(
    handle: FileHandle,
    file: string,
    start: { readonly description: FileDescription; readonly owner: string; readonly declaredSize?: number },
  ) {
    this.#handle = handle;
    this.path = file;
    this.description = start.description;
    this.owner = start.owner;
    this.declaredSize = start.declaredSize;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#handle.write(bytes, 0, bytes.length, this.received);
    this.received += bytes.length;
  }

  /** Runs one request of this upload alone: whatever still brings bytes has been given up by its client. */
  async alone<T>(breakOff: () => void, request: () => Promise<T>): Promise<T> {
    while (this.#current !== undefined) {
      this.#current.breakOff();
      await this.#current.over;
    }
    const { promise: over, resolve: finish } = Promise.withResolvers<undefined>();
    this.#current = { breakOff, over };
    try {
      return await request();
    } finally {
      this.#current = undefined;
      finish(undefined);
    }
  }

  /** Closes the file. The SHA-256 of all bytes in lower-case hex. */
  async complete(): Promise<string> {
    this.status = "final";
    await this.#handle.close();
    return this.#hash.digest("hex");
  }

  async discard(): Promise<void> {
    if (this.status === "active") {
      this.status = "cancelled";
      await this.#handle.close();
    }
    await rm(this.path, { force: true });
  }
}

/** The uploads under way, and the folder that holds their bytes and those of the files they became. */
export class UploadSessions {
  readonly #sessions = new Map<string, UploadSession>();
  #folder: Promise<string> | undefined;
  #removeAtExit: () => void = () => undefined;

  async start(options: ConstructorParameters<typeof UploadSession>[2]): Promise<UploadSession> {
    this.#folder ??= this.#makeFolder();
    const file = path.join(await this.#folder, randomBytes(12).toString("hex"));
    const session = new UploadSession(await open(file, "wx", 0o600), file, options);
    this.#sessions.set(session.id, session);
    return session;
  }

  get(id: string): UploadSession | undefined {
    return this.#sessions.get(id);
  }

  async forget(session: UploadSession): Promise<void> {
    this.#sessions.delete(session.id);
    await session.discard();
  }

  async filesOnDisk(): Promise<number> {
    const folder = await this.#folder;
    return folder === undefined ? 0 : (await readdir(folder)).length;
  }

  /** Removes every byte from the disk. */
  async close(): Promise<void> {
    const folder = await this.#folder;
    const active = [...this.#sessions.values()].filter(({ status }) => status === "active");
    await Promise.all(active.map((session) => session.discard()));
    this.#sessions.clear();
    if (folder !== undefined) {
      await rm(folder, { recursive: true, force: true });
      process.off("exit", this.#removeAtExit);
    }
  }

  async #makeFolder(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), "castor-emulator-"));
    this.#removeAtExit = () => rmSync(folder, { recursive: true, force: true });
    // A demo is ended without closing its emulator.
    process.once("exit", this.#removeAtExit);
    return folder;
  }
}
