import * as v from "valibot";
import type { FileReference } from "../../shared/transcript.ts";
import type { TextFile } from "../textFile.ts";

const recordSchema = v.object({
  /** `files/ID`. */
  name: v.string(),
  /** What a request refers to. */
  fileUri: v.string(),
  mimeType: v.string(),
  size: v.number(),
  /** Milliseconds since the epoch. */
  expires: v.number(),
  /** Whose files they are: another key has others. */
  project: v.string(),
  /** Where it was read. */
  uri: v.string(),
  modified: v.optional(v.number()),
  sha256: v.optional(v.string()),
  /** Its bytes are there, and it may not be referred to yet. */
  processing: v.exactOptional(v.boolean()),
});

/** A file that lies on the server. */
export type UploadRecord = v.InferOutput<typeof recordSchema>;

/** What expires sooner is taken for gone: the answer may take its time. */
const SAFETY_MS = 60 * 60_000;

/** What was uploaded, so that it is uploaded once. Kept in a file over reloads. */
export class UploadRecords {
  readonly #file: Pick<TextFile, "read" | "write" | "flush">;
  readonly #now: () => number;
  readonly #loaded: Promise<void>;
  #records: readonly UploadRecord[] = [];
  /** Names that another window's copy of the file may still hold. */
  readonly #forgotten = new Set<string>();

  constructor(file: Pick<TextFile, "read" | "write" | "flush">, now: () => number = Date.now) {
    this.#file = file;
    this.#now = now;
    this.#loaded = this.#load();
  }

  /** By where it was read, its size and when it was changed; else by what is in it, if `hash` is known. */
  async find(project: string, file: FileReference, hash?: string): Promise<UploadRecord | undefined> {
    return (await this.#all(project, file, hash)).find(({ processing }) => processing !== true);
  }

  /** As `find`, among those whose bytes are there and which cannot be used yet. */
  async findProcessing(
    project: string,
    file: FileReference,
    hash?: string,
  ): Promise<UploadRecord | undefined> {
    return (await this.#all(project, file, hash)).find(({ processing }) => processing === true);
  }

  /** Whether hashing the file could find it here. */
  async hasOfSize(project: string, size: number): Promise<boolean> {
    await this.#loaded;
    return this.#valid(project).some((record) => record.size === size && record.sha256 !== undefined);
  }

  async add(record: UploadRecord): Promise<void> {
    await this.#reload();
    this.#forgotten.delete(record.name);
    this.#set([...this.#records.filter(({ name }) => name !== record.name), record]);
  }

  async forget(names: readonly string[]): Promise<void> {
    await this.#reload();
    names.forEach((name) => this.#forgotten.add(name));
    this.#set(this.#records.filter(({ name }) => !names.includes(name)));
  }

  async flush(): Promise<void> {
    await this.#file.flush();
  }

  async #all(project: string, file: FileReference, hash?: string): Promise<readonly UploadRecord[]> {
    await this.#loaded;
    return this.#valid(project).filter(
      (record) =>
        record.mimeType === file.mimeType &&
        record.size === file.size &&
        (isSameVersion(record, file) || (hash !== undefined && record.sha256 === hash)),
    );
  }

  #valid(project: string): readonly UploadRecord[] {
    const now = this.#now();
    return this.#records.filter((record) => record.project === project && record.expires > now + SAFETY_MS);
  }

  #set(records: readonly UploadRecord[]): void {
    const now = this.#now();
    this.#records = records.filter(({ expires }) => expires > now);
    this.#file.write(() => JSON.stringify({ version: 1, records: this.#records }));
  }

  async #load(): Promise<void> {
    this.#records = await this.#read();
  }

  /** Takes over what other windows have written meanwhile: the file is replaced whole. */
  async #reload(): Promise<void> {
    await this.#loaded;
    const kept = await this.#read();
    const own = new Set(this.#records.map(({ name }) => name));
    const others = kept.filter(({ name }) => !own.has(name) && !this.#forgotten.has(name));
    this.#records = [...others, ...this.#records];
  }

  async #read(): Promise<readonly UploadRecord[]> {
    const text = await this.#file.read();
    try {
      const schema = v.object({ version: v.literal(1), records: v.array(recordSchema) });
      return v.parse(schema, JSON.parse(text ?? "")).records;
    } catch {
      // It saves an upload, nothing else: without it every file is uploaded again.
      return [];
    }
  }
}

function isSameVersion(record: UploadRecord, file: FileReference): boolean {
  return record.uri === file.uri && record.size === file.size && record.modified === file.modified;
}
