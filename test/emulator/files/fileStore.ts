import { randomInt } from "node:crypto";
import { rm } from "node:fs/promises";
import { ApiFailure, badRequest, detail } from "../failure.ts";
import type { Clock } from "./clock.ts";
import type { FileFate, GoneAs } from "./fileFate.ts";

/** What a client may say of a file before it sends its bytes. */
export interface FileDescription {
  /** Without `files/`; undefined lets the service choose. */
  readonly id: string | undefined;
  readonly displayName: string | undefined;
  readonly mimeType: string;
}

export interface StoredFile {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly mimeType: string;
  /** The key whose project it belongs to. */
  readonly owner: string;
  /** Where its bytes lie. */
  readonly path: string;
  readonly size: number;
  /** Of its bytes, in lower-case hex. */
  readonly sha256: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Undefined unless it is a video whose length can be read. */
  readonly durationSeconds: number | undefined;
  readonly fate: FileFate;
  /** How often somebody asked for it. */
  polls: number;
  /** How many answers have told of it. */
  told: number;
}

const lifetimeMs = 48 * 60 * 60 * 1000;

/** Of one project. */
const defaultStorageBytes = 20 * 2 ** 30;

/** The files of every key, for 48 hours by the emulator's clock. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  /** Those that were deleted: to their owner not found, to others as unknown as ever. */
  readonly #deleted = new Map<string, string>();
  readonly #clock: Clock;
  readonly #storageBytes: number;

  constructor(clock: Clock, storageBytes = defaultStorageBytes) {
    this.#clock = clock;
    this.#storageBytes = storageBytes;
  }

  /** Throws for a name or a size that a file of this owner cannot have. */
  checkNew({ id, displayName = "" }: FileDescription, size: number, owner: string): void {
    if (displayName.length > 512) {
      throw invalid("display_name", "The display name must be no more than 512 characters in length.");
    }
    if (id !== undefined && !/^(?!-)[a-z0-9-]{1,40}(?<!-)$/.test(id)) {
      throw invalid(
        "name",
        "Invalid file name. It can contain up to 40 characters that are lowercase alphanumeric or dashes (-), " +
          "and cannot start or end with a dash.",
      );
    }
    if (id !== undefined && this.#live(id) !== undefined) {
      throw new ApiFailure(409, `File ${id} already exists.`, [], "ALREADY_EXISTS");
    }
    if (this.#stored(owner) + size > this.#storageBytes) {
      throw outOfStorage(this.#storageBytes);
    }
  }

  add(
    { id = randomId(), displayName, mimeType }: FileDescription,
    facts: Pick<StoredFile, "owner" | "path" | "size" | "sha256" | "durationSeconds" | "fate">,
  ): StoredFile {
    const createdAt = this.#clock.now();
    const file = { id, displayName, mimeType, createdAt, expiresAt: createdAt + lifetimeMs, ...facts };
    const stored: StoredFile = { ...file, polls: 0, told: 0 };
    this.#deleted.delete(id);
    this.#files.set(id, stored);
    return stored;
  }

  /** Throws when there is none, it is somebody else's, or it has expired. */
  get(id: string, owner: string): StoredFile {
    const file = this.#live(id);
    if (file === undefined && this.#deleted.get(id) === owner) {
      throw goneFailure(id, 404);
    }
    if (file?.owner !== owner) {
      throw goneFailure(id, 403);
    }
    if (file.fate.goneAs !== undefined) {
      throw goneFailure(id, file.fate.goneAs);
    }
    return file;
  }

  /** The newest first. */
  list(owner: string): readonly StoredFile[] {
    return [...this.#files.keys()]
      .map((id) => this.#live(id))
      .filter((file) => file?.owner === owner && file.fate.goneAs === undefined)
      .filter((file) => file !== undefined)
      .reverse();
  }

  async delete(id: string, owner: string): Promise<void> {
    const { path } = this.get(id, owner);
    this.#files.delete(id);
    this.#deleted.set(id, owner);
    await rm(path, { force: true });
  }

  #stored(owner: string): number {
    return this.list(owner).reduce((sum, file) => sum + file.size, 0);
  }

  #live(id: string): StoredFile | undefined {
    const file = this.#files.get(id);
    if (file === undefined || file.expiresAt > this.#clock.now()) {
      return file;
    }
    this.#files.delete(id);
    void rm(file.path, { force: true });
    return undefined;
  }
}

export function goneFailure(id: string, as: GoneAs): ApiFailure {
  if (as === 400) {
    return notActive(id);
  }
  return as === 404
    ? new ApiFailure(404, "Requested entity was not found.")
    : new ApiFailure(403, `You do not have permission to access the File ${id} or it may not exist.`);
}

export function notActive(id: string): ApiFailure {
  const message = `The File ${id} is not in an ACTIVE state and usage is not allowed.`;
  return new ApiFailure(400, message, [], "FAILED_PRECONDITION");
}

function invalid(field: string, sentence: string): ApiFailure {
  const path = `CreateFileRequest.file.${field}`;
  return badRequest([{ field: path, description: `* ${path}: ${sentence}` }]);
}

function outOfStorage(limit: number): ApiFailure {
  const quotaMetric = "generativelanguage.googleapis.com/file_storage_bytes";
  const violation = { quotaMetric, quotaId: "FileStorageBytesPerProject", quotaValue: String(limit) };
  return new ApiFailure(
    429,
    `You exceeded your current quota. Quota exceeded for metric: ${quotaMetric}, limit: ${limit}`,
    [detail("QuotaFailure", { violations: [violation] })],
  );
}

function randomId(): string {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length: 12 }, () => letters.charAt(randomInt(letters.length))).join("");
}
