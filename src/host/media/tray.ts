import { Uri } from "vscode";
import { Emitter } from "../../base/emitter.ts";
import { planDelivery } from "../../chat/mediaPlan.ts";
import type { DraftFile } from "./draftFile.ts";
import { estimateTokens } from "../../chat/tokenEstimate.ts";
import type { Attachment, AttachmentState } from "../../shared/attachment.ts";
import type { FileReference, MediaView } from "../../shared/transcript.ts";
import type { ConversionRequest } from "./conversions.ts";
import { FileProblem, NeedsConversion } from "./fileProblem.ts";
import type { Candidate } from "./intake.ts";
import type { RunningUpload } from "./runningUpload.ts";
import type { Uploads } from "./uploads.ts";

export interface TrayPorts {
  readonly takeIn: (candidate: Candidate) => Promise<FileReference>;
  /** The PNG of an image that `takeIn` wants converted. */
  readonly convert: (request: ConversionRequest, signal: AbortSignal) => Promise<Candidate>;
  readonly uploads: Uploads;
  readonly inlineLimit: () => number;
  readonly model: () => string;
  /** Words for what went wrong with an upload, and whether it may go better. */
  readonly trouble: (error: unknown) => { readonly reason: string; readonly retryable: boolean };
}

interface Entry {
  readonly id: string;
  label: string;
  /** Undefined while its bytes are on their way here. */
  candidate: Candidate | undefined;
  readonly controller: AbortController;
  file: FileReference | undefined;
  state: AttachmentState;
  upload: RunningUpload | undefined;
  /** Settles when it is known what the file is, or that this will not be known. */
  read: Promise<void>;
  /** Settles `read` for a file whose bytes are on their way here. */
  readonly bytes: PromiseWithResolvers<undefined>;
}

/** The files that wait in the composer. What is too large for a request is uploaded meanwhile. */
export class AttachmentTray {
  readonly #ports: TrayPorts;
  readonly #changed = new Emitter<undefined>();
  #entries: readonly Entry[] = [];
  readonly onDidChange = this.#changed.event;

  constructor(ports: TrayPorts) {
    this.#ports = ports;
  }

  get attachments(): readonly Attachment[] {
    return this.#entries.map(({ id, label, file, state }) => {
      const tokens = file && estimateTokens(file, this.#ports.model());
      return { id, label, file, state, ...(tokens !== undefined && { tokens }) };
    });
  }

  /** The files that are read. */
  get files(): readonly FileReference[] {
    return this.#entries.flatMap(({ file }) => file ?? []);
  }

  /** All that can be attached again after a reload: also files that were refused, or are still being read. */
  get kept(): readonly DraftFile[] {
    return this.#entries.flatMap(({ file, candidate }) => file ?? (candidate ? unread(candidate) : []));
  }

  add(candidates: readonly Candidate[]): void {
    const unique = new Map(candidates.map((candidate) => [candidate.uri.toString(), candidate]));
    const fresh = [...unique.values()].filter(({ uri }) => !this.#has(uri.toString()));
    this.#entries = [...this.#entries, ...fresh.map((candidate) => this.#entry(candidate))];
    this.#changed.fire(undefined);
  }

  /** A file whose bytes are on their way here, under the id by which the page knows it. */
  expect(id: string, label: string): void {
    const entry = newEntry(id, label);
    entry.read = entry.bytes.promise;
    this.#entries = [...this.#entries, entry];
    this.#changed.fire(undefined);
  }

  /** The bytes of an expected file are there. */
  arrived(id: string, candidate: Candidate): void {
    const entry = this.#find(id);
    if (entry !== undefined) {
      entry.candidate = candidate;
      void this.#take(entry, candidate).then(() => entry.bytes.resolve(undefined));
    }
  }

  /** The bytes of an expected file will not come. */
  failed(id: string, reason: string): void {
    const entry = this.#find(id);
    if (entry !== undefined) {
      this.#set(entry, { type: "failed", reason, retryable: false });
      entry.bytes.resolve(undefined);
    }
  }

  /** What an earlier window has left; uploads go on where they were. */
  restore(files: readonly DraftFile[]): void {
    const candidates = files.map((file) => ({
      uri: Uri.parse(file.uri, true),
      label: file.label,
      ...("mimeType" in file && { file }),
      ...(file.hash !== undefined && { hash: file.hash }),
    }));
    this.#entries = [...candidates.map((candidate) => this.#entry(candidate)), ...this.#entries];
    this.#changed.fire(undefined);
  }

  remove(id: string): void {
    const entry = this.#find(id);
    if (entry !== undefined) {
      entry.controller.abort();
      entry.bytes.resolve(undefined);
      this.#entries = this.#entries.filter((other) => other !== entry);
      abandon(entry);
      this.#changed.fire(undefined);
    }
  }

  retry(id: string): void {
    const entry = this.#find(id);
    if (entry?.state.type === "failed" && entry.candidate !== undefined) {
      this.#set(entry, { type: "reading" });
      entry.read = this.#take(entry, entry.candidate);
    }
  }

  setView(id: string, view: MediaView): void {
    const entry = this.#find(id);
    if (entry?.file !== undefined) {
      entry.file = { ...entry.file, view };
      this.#changed.fire(undefined);
    }
  }

  /** The files to be sent now; the tray is empty then, and their uploads go on. Those that failed stay. */
  async take(): Promise<readonly FileReference[]> {
    await Promise.all(this.#entries.map(({ read }) => read));
    const sent = this.#entries.filter(({ state, file }) => state.type !== "failed" && file !== undefined);
    this.#entries = this.#entries.filter((entry) => !sent.includes(entry));
    for (const { upload } of sent) {
      if (upload !== undefined) {
        upload.kept = false;
      }
    }
    this.#changed.fire(undefined);
    return sent.flatMap(({ file }) => file ?? []);
  }

  clear(): void {
    for (const { id } of this.#entries) {
      this.remove(id);
    }
  }

  #has(uri: string): boolean {
    return this.#entries.some(({ candidate }) => candidate?.uri.toString() === uri);
  }

  #find(id: string): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #entry({ file, ...candidate }: Candidate & { readonly file?: FileReference }): Entry {
    const entry = newEntry(crypto.randomUUID(), candidate.label);
    entry.candidate = candidate;
    entry.file = file;
    entry.read = this.#take(entry, candidate);
    return entry;
  }

  async #take(entry: Entry, candidate: Candidate): Promise<void> {
    try {
      const { view } = entry.file ?? {};
      const file = await this.#read(entry, candidate);
      entry.file = view === undefined ? file : { ...file, view };
      this.#set(entry, { type: "ready" });
      this.#plan();
    } catch (error) {
      if (entry.controller.signal.aborted) {
        return;
      }
      const { reason, retryable } =
        error instanceof FileProblem ? error : { ...this.#ports.trouble(error), retryable: false };
      this.#set(entry, { type: "failed", reason, retryable });
    }
  }

  async #read(entry: Entry, candidate: Candidate): Promise<FileReference> {
    const { id, label, controller } = entry;
    try {
      return await this.#ports.takeIn(candidate);
    } catch (error) {
      if (!(error instanceof NeedsConversion)) {
        throw error;
      }
      this.#set(entry, { type: "converting" });
      const request = { id, label, mimeType: error.mimeType, uri: candidate.uri };
      const png = await this.#ports.convert(request, controller.signal);
      entry.label = png.label;
      this.#set(entry, { type: "reading" });
      return this.#ports.takeIn(png);
    }
  }

  /** Begins to upload what will not fit into the request. */
  #plan(): void {
    const waiting = this.#entries.filter(({ file, state }) => file !== undefined && state.type !== "failed");
    const sizes = waiting.map(({ file, upload }) => ({
      size: file?.size ?? 0,
      uploaded: upload !== undefined,
    }));
    planDelivery(sizes, this.#ports.inlineLimit()).forEach((delivery, index) => {
      const entry = waiting[index];
      if (entry !== undefined && delivery === "upload" && entry.upload === undefined) {
        void this.#upload(entry);
      }
    });
  }

  async #upload(entry: Entry): Promise<void> {
    const { file, controller } = entry;
    if (file === undefined) {
      return;
    }
    let subscription: { dispose(): void } | undefined;
    try {
      if ((await this.#ports.uploads.find(file, controller.signal)) !== undefined) {
        return;
      }
      const upload = this.#ports.uploads.start(file);
      entry.upload = upload;
      upload.kept = true;
      subscription = upload.onChange((state) => this.#set(entry, state));
      this.#set(entry, upload.state);
      await upload.done;
      this.#set(entry, { type: "ready" });
    } catch (error) {
      if (!controller.signal.aborted) {
        entry.upload = undefined;
        this.#set(entry, { type: "failed", ...this.#ports.trouble(error) });
      }
    } finally {
      subscription?.dispose();
    }
  }

  #set(entry: Entry, state: AttachmentState): void {
    entry.state = state;
    if (this.#entries.includes(entry)) {
      this.#changed.fire(undefined);
    }
  }
}

function unread({ uri, label, hash }: Candidate): DraftFile {
  return { uri: uri.toString(), label, ...(hash !== undefined && { hash }) };
}

function newEntry(id: string, label: string): Entry {
  return {
    id,
    label,
    candidate: undefined,
    controller: new AbortController(),
    file: undefined,
    state: { type: "reading" },
    upload: undefined,
    read: Promise.resolve(),
    bytes: Promise.withResolvers(),
  };
}

function abandon({ upload }: Entry): void {
  if (upload !== undefined) {
    upload.kept = false;
    upload.abortIfUnwanted();
  }
}
