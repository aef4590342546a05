import { createHash, type Hash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { MAX_FILE_SIZE } from "../../gemini/uploadLimits.ts";

/** Nothing comes for so long: what is older was left by a window that ended in the middle. */
const LEFTOVER_MS = 24 * 60 * 60_000;

/** A file that has come through the panel's page. */
export interface ReceivedFile {
  readonly path: string;
  /** Lower-case hex SHA-256. */
  readonly hash: string;
}

interface Incoming {
  readonly path: string;
  readonly size: number;
  readonly handle: FileHandle;
  readonly hash: Hash;
  received: number;
  /** Writes go one after the other. */
  queue: Promise<void>;
}

/** Writes files to disk that come in pieces from the page, which alone can read what was dropped or pasted there. */
export class IncomingFiles {
  readonly #folder: string;
  readonly #incoming = new Map<string, Promise<Incoming>>();
  #swept: Promise<void> | undefined;

  /** @param folder where a finished file lies under its hash */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves when the first piece may come. */
  async begin(id: string, size: number): Promise<void> {
    if (this.#incoming.has(id) || size > MAX_FILE_SIZE) {
      throw new Error("Not a file that can be taken.");
    }
    const incoming = this.#open(size);
    this.#incoming.set(id, incoming);
    await incoming;
  }

  /** Resolves when the next piece may come. A file that nobody announced, or that brings more than it said, is refused. */
  async add(id: string, bytes: Uint8Array): Promise<void> {
    const incoming = await this.#incoming.get(id);
    if (incoming === undefined || incoming.received + bytes.byteLength > incoming.size) {
      await this.discard(id);
      throw new Error("More came than was announced.");
    }
    incoming.received += bytes.byteLength;
    incoming.queue = incoming.queue.then(async () => {
      incoming.hash.update(bytes);
      await incoming.handle.writeFile(bytes);
    });
    await incoming.queue;
  }

  /** The whole file; undefined if some of it is missing. */
  async finish(id: string): Promise<ReceivedFile | undefined> {
    const incoming = await this.#incoming.get(id);
    if (incoming === undefined) {
      return undefined;
    }
    await incoming.queue;
    if (incoming.received !== incoming.size) {
      await this.discard(id);
      return undefined;
    }
    this.#incoming.delete(id);
    await incoming.handle.close();
    const hash = incoming.hash.digest("hex");
    const target = path.join(this.#folder, hash);
    await rename(incoming.path, target);
    return { path: target, hash };
  }

  async discard(id: string): Promise<void> {
    const incoming = await this.#incoming.get(id);
    this.#incoming.delete(id);
    await incoming?.queue.catch(() => undefined);
    await incoming?.handle.close();
    await (incoming && rm(incoming.path, { force: true }));
  }

  async #open(size: number): Promise<Incoming> {
    await mkdir(this.#folder, { recursive: true });
    this.#swept ??= removeLeftovers(this.#folder);
    await this.#swept;
    const file = path.join(this.#folder, `${crypto.randomUUID()}.part`);
    const handle = await open(file, "w");
    return { path: file, size, handle, hash: createHash("sha256"), received: 0, queue: Promise.resolve() };
  }
}

/** Clears the folder of files that will not be finished; one that cannot be removed is left. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  const parts = names.filter((name) => name.endsWith(".part")).map((name) => path.join(folder, name));
  await Promise.allSettled(
    parts.map(async (file) => {
      if ((await stat(file)).mtimeMs < Date.now() - LEFTOVER_MS) {
        await rm(file);
      }
    }),
  );
}
