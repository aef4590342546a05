import { unlessAborted } from "../../base/abort.ts";
import type { Disposable } from "../../base/disposable.ts";
import { Emitter } from "../../base/emitter.ts";
import type { UploadedFile, UploadOptions } from "../../gemini/upload.ts";
import type { UploadSource } from "../../gemini/uploadBody.ts";
import { GeminiError } from "../../gemini/errors.ts";
import type { UploadSession } from "../../gemini/uploadSession.ts";
import type { File } from "../../gemini/wireFiles.ts";
import type { WaitUntilActiveOptions } from "../../gemini/files.ts";
import type { FileReference } from "../../shared/transcript.ts";
import { RunningUpload, type UploadState } from "./runningUpload.ts";
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

/** Files live for two days on the server; said here where the server does not say it. */
const LIFETIME_MS = 48 * 60 * 60_000;

/** Uploads files, each once at a time, and remembers where they are. */
export class Uploads implements Disposable {
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
    if (known !== undefined && !known.aborted) {
      return known;
    }
    const upload = new RunningUpload((running, signal) =>
      this.#upload(key, file, running, signal).finally(() => {
        if (this.#running.get(key) === running) {
          this.#running.delete(key);
        }
      }),
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
    const subscription = upload.onChange(onState);
    try {
      signal.throwIfAborted();
      onState(upload.state);
      return await unlessAborted(upload.done, signal);
    } finally {
      subscription.dispose();
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

  /** Stops what is under way, to go on in the next window: nothing is cancelled on the server. */
  dispose(): void {
    for (const upload of this.#running.values()) {
      upload.pause();
    }
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
    const { records, project } = this.#ports;
    const owner = await project();
    const begun = await records.findProcessing(owner, file, this.#hashOf(file));
    if (begun !== undefined) {
      try {
        return await this.#whenActive(begun, running, signal);
      } catch (error) {
        if (!(error instanceof GeminiError) || error.kind !== "fileState") {
          throw error;
        }
      }
    }
    const record = await this.#send(`${owner}|${key}`, owner, file, running, signal);
    return record.processing === true ? this.#whenActive(record, running, signal) : record;
  }

  /** Brings the bytes to the server. */
  async #send(
    sessionKey: string,
    owner: string,
    file: FileReference,
    running: RunningUpload,
    signal: AbortSignal,
  ): Promise<UploadRecord> {
    const { client, records, sessions, source } = this.#ports;
    const session = await sessions.get(sessionKey);
    const { mimeType, label, size, uri, modified } = file;
    const uploaded = await client.uploadFile(await source(file), {
      mimeType,
      displayName: label,
      signal,
      onProgress: (sent) => running.progress(sent),
      onSession: (now) => sessions.set(sessionKey, now),
      ...(session !== undefined && { session }),
    });
    const { name = "", sha256, state } = uploaded;
    const record: UploadRecord = {
      name,
      fileUri: uploaded.uri ?? name,
      mimeType,
      size,
      expires: expiryOf(uploaded),
      project: owner,
      uri,
      modified,
      sha256,
      ...(state !== "ACTIVE" && { processing: true }),
    };
    await records.add(record);
    return record;
  }

  /** Waits for a file whose bytes are there. */
  async #whenActive(
    { processing: _, ...record }: UploadRecord,
    running: RunningUpload,
    signal: AbortSignal,
  ): Promise<UploadRecord> {
    const { client, records } = this.#ports;
    running.set({ type: "processing" });
    try {
      const active = await client.waitUntilActive(record.name, { signal });
      const usable = { ...record, fileUri: active.uri ?? record.fileUri, expires: expiryOf(active) };
      await records.add(usable);
      return usable;
    } catch (error) {
      if (error instanceof GeminiError && (error.kind === "fileState" || error.kind === "fileFailed")) {
        await records.forget([record.name]);
      }
      throw error;
    }
  }
}

function expiryOf({ expirationTime = "" }: File): number {
  return Date.parse(expirationTime) || Date.now() + LIFETIME_MS;
}

/** The same file, unchanged. */
export function keyOf({ hash, uri, size, modified, mimeType }: FileReference): string {
  return hash ?? [uri, size, modified ?? "", mimeType].join("|");
}
