import { Emitter } from "../../base/emitter.ts";
import type { UploadedFile, UploadOptions } from "../../gemini/upload.ts";
import type { UploadSource } from "../../gemini/uploadBody.ts";
import type { UploadSession } from "../../gemini/uploadSession.ts";
import type { File } from "../../gemini/wireFiles.ts";
import type { WaitUntilActiveOptions } from "../../gemini/files.ts";
import type { FileReference } from "../../shared/transcript.ts";
import type { UploadRecord, UploadRecords } from "./uploadRecords.ts";

export interface UploadPorts {
  readonly client: {
    uploadFile(source: UploadSource, options: UploadOptions): Promise<UploadedFile>;
    waitUntilActive(name: string, options: WaitUntilActiveOptions): Promise<File>;
  };
  readonly records: UploadRecords;
  readonly sessions: UploadSessions;
  /** Whose files are uploaded now. */
  readonly project: () => Promise<string>;
  readonly source: (file: FileReference) => Promise<UploadSource>;
  /** Lower-case hex SHA-256 of a file's bytes. */
  readonly hash: (file: FileReference, signal: AbortSignal) => Promise<string>;
}

/** Keeps uploads that a reload interrupts; where they go on is a secret. */
export interface UploadSessions {
  get(key: string): Promise<UploadSession | undefined>;
  set(key: string, session: UploadSession | undefined): void;
}

export type UploadState =
  | { readonly type: "uploading"; readonly sent: number; readonly bytesPerSecond?: number }
  | { readonly type: "processing" };

/** Files live for two days on the server; said here where the server does not say it. */
const LIFETIME_MS = 48 * 60 * 60_000;

/** One upload, for all who wait for the same file. */
export class RunningUpload {
  readonly #changes = new Emitter<UploadState>();
  readonly #abort = new AbortController();
  readonly #speed = new Speed();
  readonly onChange = this.#changes.event;
  readonly done: Promise<UploadRecord>;
  state: UploadState = { type: "uploading", sent: 0 };
  waiting = 0;
  /** Wanted by the composer, whether or not anybody waits. */
  kept = false;

  constructor(run: (upload: RunningUpload, signal: AbortSignal) => Promise<UploadRecord>) {
    this.done = run(this, this.#abort.signal);
    // Whoever wants to know waits for it.
    this.done.catch(() => undefined);
  }

  progress(sent: number): void {
    const bytesPerSecond = this.#speed.measure(sent);
    this.set({ type: "uploading", sent, ...(bytesPerSecond !== undefined && { bytesPerSecond }) });
  }

  set(state: UploadState): void {
    this.state = state;
    this.#changes.fire(state);
  }

  abortIfUnwanted(): void {
    if (this.waiting === 0 && !this.kept) {
      this.#abort.abort();
    }
  }
}

/** Uploads files, each once at a time, and remembers where they are. */
export class Uploads {
  readonly #ports: UploadPorts;
  readonly #running = new Map<string, RunningUpload>();
  /** Of files that were hashed, by key: it takes a while. */
  readonly #hashes = new Map<string, string>();
  readonly #started = new Emitter<{ readonly file: FileReference; readonly upload: RunningUpload }>();
  readonly onStart = this.#started.event;

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** Where the file lies on the server already. */
  async find(file: FileReference, signal: AbortSignal): Promise<UploadRecord | undefined> {
    const { records, project, hash } = this.#ports;
    const owner = await project();
    const digest = this.#hashOf(file);
    const known = await records.find(owner, file, digest);
    if (known !== undefined || digest !== undefined || !(await records.hasOfSize(owner, file.size))) {
      return known;
    }
    const found = await hash(file, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (found === undefined) {
      return undefined;
    }
    this.#hashes.set(keyOf(file), found);
    return records.find(owner, file, found);
  }

  /** The upload of the file, begun unless it is under way. */
  start(file: FileReference): RunningUpload {
    const key = keyOf(file);
    const known = this.#running.get(key);
    if (known !== undefined) {
      return known;
    }
    const upload = new RunningUpload((running, signal) =>
      this.#upload(key, file, running, signal).finally(() => this.#running.delete(key)),
    );
    this.#running.set(key, upload);
    this.#started.fire({ file, upload });
    return upload;
  }

  /** Waits for the file to be usable; who leaves last ends the upload. */
  async wait(
    file: FileReference,
    signal: AbortSignal,
    onState: (state: UploadState) => void,
  ): Promise<UploadRecord> {
    const known = await this.find(file, signal);
    if (known !== undefined && !this.#running.has(keyOf(file))) {
      return known;
    }
    const upload = this.start(file);
    upload.waiting++;
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    const subscription = upload.onChange(onState);
    try {
      signal.throwIfAborted();
      onState(upload.state);
      return await Promise.race([upload.done, aborted.promise]);
    } finally {
      subscription.dispose();
      signal.removeEventListener("abort", onAbort);
      upload.waiting--;
      upload.abortIfUnwanted();
    }
  }

  /** Forgets where those of the files are that a server's complaint names; where it names none, all of them. Counts them. */
  async forget(files: readonly FileReference[], complaint: string): Promise<number> {
    const { records, project } = this.#ports;
    const owner = await project();
    const found = await Promise.all(files.map((file) => records.find(owner, file, this.#hashOf(file))));
    const names = [...new Set(found.flatMap((record) => record?.name ?? []))];
    const named = names.filter((name) => complaint.includes(name.replace("files/", "")));
    const gone = named.length > 0 ? named : names;
    await records.forget(gone);
    return gone.length;
  }

  #hashOf(file: FileReference): string | undefined {
    return file.hash ?? this.#hashes.get(keyOf(file));
  }

  async #upload(
    key: string,
    file: FileReference,
    running: RunningUpload,
    signal: AbortSignal,
  ): Promise<UploadRecord> {
    const { client, records, sessions, project, source } = this.#ports;
    const owner = await project();
    const session = await sessions.get(key);
    const { mimeType, label } = file;
    const uploaded = await client.uploadFile(await source(file), {
      mimeType,
      displayName: label,
      signal,
      onProgress: (sent) => running.progress(sent),
      onSession: (now) => sessions.set(key, now),
      ...(session !== undefined && { session }),
    });
    const { name = "" } = uploaded;
    running.set({ type: "processing" });
    const active = uploaded.state === "ACTIVE" ? uploaded : await client.waitUntilActive(name, { signal });
    const record: UploadRecord = {
      name,
      fileUri: active.uri ?? uploaded.uri ?? name,
      mimeType,
      size: file.size,
      expires: Date.parse(active.expirationTime ?? "") || Date.now() + LIFETIME_MS,
      project: owner,
      uri: file.uri,
      modified: file.modified,
      sha256: uploaded.sha256,
    };
    await records.add(record);
    return record;
  }
}

/** The same file, unchanged. */
export function keyOf({ hash, uri, size, modified, mimeType }: FileReference): string {
  return hash ?? [uri, size, modified ?? "", mimeType].join("|");
}

/** Bytes a second over the last seconds. */
class Speed {
  #samples: readonly { readonly at: number; readonly sent: number }[] = [];

  measure(sent: number): number | undefined {
    const at = performance.now();
    const recent = this.#samples.filter((sample) => at - sample.at < SPEED_WINDOW_MS && sample.sent <= sent);
    this.#samples = [...recent, { at, sent }].slice(-SPEED_SAMPLES);
    const [first] = this.#samples;
    return first === undefined || at - first.at < MIN_SPEED_MS
      ? undefined
      : ((sent - first.sent) / (at - first.at)) * 1000;
  }
}

const SPEED_WINDOW_MS = 10_000;
const SPEED_SAMPLES = 400;
const MIN_SPEED_MS = 500;
