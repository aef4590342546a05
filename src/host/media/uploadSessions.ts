import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import type { UploadSession } from "../../gemini/uploadSession.ts";
import { seal, unseal } from "./sealed.ts";
import type { UploadSessions } from "./uploads.ts";

/** As long as the server remembers an upload. */
const LIFETIME_MS = 7 * 24 * 60 * 60_000;

const schema = v.object({
  url: v.string(),
  granularity: v.number(),
  size: v.number(),
  mimeType: v.string(),
  version: v.exactOptional(v.string()),
});

/**
 * Sessions of uploads, a file each, for their owner alone and sealed with the API key: an upload's address lets anybody
 * write the file. Not in VS Code's secret storage, which in a browser is empty after a reload.
 */
export class UploadSessionFiles implements UploadSessions {
  readonly #folder: string;
  readonly #apiKey: () => Promise<string>;
  readonly #onProblem: (error: unknown) => void;
  readonly #now: () => number;
  /** One change after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    folder: string,
    options: {
      readonly apiKey: () => Promise<string>;
      readonly onProblem: (error: unknown) => void;
      readonly now?: () => number;
    },
  ) {
    this.#folder = folder;
    this.#apiKey = options.apiKey;
    this.#onProblem = options.onProblem;
    this.#now = options.now ?? Date.now;
  }

  async get(key: string): Promise<UploadSession | undefined> {
    await this.#queue;
    try {
      return v.parse(schema, JSON.parse(unseal(await readFile(this.#path(key)), await this.#apiKey())));
    } catch {
      // There is none, or it belongs to another key: the upload begins anew.
      return undefined;
    }
  }

  set(key: string, session: UploadSession | undefined): void {
    this.#queue = this.#queue
      .then(() => (session === undefined ? rm(this.#path(key), { force: true }) : this.#keep(key, session)))
      .catch(this.#onProblem);
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    await this.#queue;
  }

  async #keep(key: string, session: UploadSession): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // Another window may be at it too, and nothing depends on it.
    await this.#sweep().catch(() => undefined);
    const target = this.#path(key);
    const temporary = `${target}.${crypto.randomUUID()}.tmp`;
    await writeFile(temporary, seal(JSON.stringify(session), await this.#apiKey()), { mode: 0o600 });
    await rename(temporary, target);
  }

  /** Removes what the server has forgotten. */
  async #sweep(): Promise<void> {
    const oldest = this.#now() - LIFETIME_MS;
    for (const name of await readdir(this.#folder)) {
      const file = path.join(this.#folder, name);
      if ((await stat(file)).mtimeMs < oldest) {
        await rm(file, { force: true });
      }
    }
  }

  #path(key: string): string {
    return path.join(this.#folder, createHash("sha256").update(key).digest("hex"));
  }
}
