import * as v from "valibot";
import type { SecretStorage } from "vscode";
import type { UploadSession } from "../../gemini/uploadSession.ts";
import type { UploadSessions } from "./uploads.ts";

const KEY = "castor.uploads";
/** Uploads that are remembered at most: the server forgets them after a week. */
const MOST = 20;

const schema = v.record(
  v.string(),
  v.object({
    url: v.string(),
    granularity: v.number(),
    size: v.number(),
    mimeType: v.string(),
    version: v.exactOptional(v.string()),
  }),
);

/** Sessions of uploads in VS Code's secret storage: their addresses let anybody write the file. */
export class SecretUploadSessions implements UploadSessions {
  readonly #secrets: SecretStorage;
  readonly #onProblem: (error: unknown) => void;
  #loaded: Promise<Map<string, UploadSession>> | undefined;

  constructor(secrets: SecretStorage, onProblem: (error: unknown) => void) {
    this.#secrets = secrets;
    this.#onProblem = onProblem;
  }

  async get(key: string): Promise<UploadSession | undefined> {
    return (await this.#all()).get(key);
  }

  set(key: string, session: UploadSession | undefined): void {
    this.#store(key, session).catch(this.#onProblem);
  }

  async #store(key: string, session: UploadSession | undefined): Promise<void> {
    const all = await this.#all();
    all.delete(key);
    if (session !== undefined) {
      all.set(key, session);
    }
    await this.#secrets.store(KEY, JSON.stringify(Object.fromEntries([...all].slice(-MOST))));
  }

  #all(): Promise<Map<string, UploadSession>> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<Map<string, UploadSession>> {
    try {
      return new Map(Object.entries(v.parse(schema, JSON.parse((await this.#secrets.get(KEY)) ?? "{}"))));
    } catch {
      return new Map();
    }
  }
}
