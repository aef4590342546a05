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
import { abandon, type Entry, newEntry, unread } from "./trayEntry.ts";
import type { Uploads } from "./uploads.ts";

/** Whose files those are that wait in a chat that has not begun. */
export const NEW_CHAT = "new chat";

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

/** The files that wait in each conversation's composer. What is too large for a request is uploaded meanwhile. */
export class AttachmentTray {
  readonly #ports: TrayPorts;
  readonly #changed = new Emitter<string>();
  #owner = NEW_CHAT;
  #entries: readonly Entry[] = [];
  /** Tells whose files have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: TrayPorts) {
    this.#ports = ports;
  }

  /** Whose files are shown. */
  get owner(): string {
    return this.#owner;
  }

  get attachments(): readonly Attachment[] {
    return this.#shown.map(({ id, label, file, state }) => {
      const tokens = file && estimateTokens(file, this.#ports.model());
      return { id, label, file, state, ...(tokens !== undefined && { tokens }) };
    });
  }

  /** The files that are read. */
  get files(): readonly FileReference[] {
    return this.#shown.flatMap(({ file }) => file ?? []);
  }

  /** All that can be attached again after a reload: also files that were refused, or are still being read. */
  keptOf(owner: string): readonly DraftFile[] {
    return this.#of(owner).flatMap(({ file, candidate }) => file ?? (candidate ? unread(candidate) : []));
  }

  /** Shows another one's files, those that an earlier window has left included; what was shown is not given up. */
  show(owner: string, left: readonly DraftFile[]): void {
    this.#owner = owner;
    this.#restore(left);
  }

  rename(before: string, now: string): void {
    this.#of(before).forEach((entry) => (entry.owner = now));
    this.#owner = this.#owner === before ? now : this.#owner;
  }

  add(candidates: readonly Candidate[]): void {
    const unique = new Map(candidates.map((candidate) => [candidate.uri.toString(), candidate]));
    const fresh = [...unique.values()].filter(({ uri }) => !this.#has(uri.toString()));
    this.#entries = [...this.#entries, ...fresh.map((candidate) => this.#entry(candidate))];
    this.#changed.fire(this.#owner);
  }

  /** A file whose bytes are on their way here, under the id by which the page knows it. */
  expect(id: string, label: string): void {
    const entry = newEntry(id, label, this.#owner);
    entry.read = entry.bytes.promise;
    this.#entries = [...this.#entries, entry];
    this.#changed.fire(this.#owner);
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

  /** Attaches these again; uploads go on where they were. */
  restore(files: readonly DraftFile[]): void {
    this.#restore(files);
    this.#changed.fire(this.#owner);
  }

  #restore(files: readonly DraftFile[]): void {
    const candidates = files.map((file) => ({
      uri: Uri.parse(file.uri, true),
      label: file.label,
      ...("mimeType" in file && { file }),
      ...(file.hash !== undefined && { hash: file.hash }),
    }));
    const missing = candidates.filter(({ uri }) => !this.#has(uri.toString()));
    this.#entries = [...missing.map((candidate) => this.#entry(candidate)), ...this.#entries];
  }

  remove(id: string): void {
    const entry = this.#find(id);
    if (entry !== undefined) {
      entry.controller.abort();
      entry.bytes.resolve(undefined);
      this.#entries = this.#entries.filter((other) => other !== entry);
      abandon(entry);
      this.#changed.fire(entry.owner);
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
      this.#changed.fire(entry.owner);
    }
  }

  clear(): void {
    for (const { id } of this.#shown) {
      this.remove(id);
    }
  }

  /**
   * The files to be sent now; the tray is empty then, and their uploads go on. Those that failed stay. None where they are
   * no longer wanted when all of them are read.
   */
  async take(isWanted: () => boolean = () => true): Promise<readonly FileReference[]> {
    const owner = this.#owner;
    await Promise.all(this.#shown.map(({ read }) => read));
    if (!isWanted()) {
      return [];
    }
    const sent = this.#of(owner).filter(({ state, file }) => state.type !== "failed" && file !== undefined);
    this.#entries = this.#entries.filter((entry) => !sent.includes(entry));
    for (const { upload } of sent) {
      if (upload !== undefined) {
        upload.kept = false;
      }
    }
    this.#changed.fire(owner);
    return sent.flatMap(({ file }) => file ?? []);
  }

  get #shown(): readonly Entry[] {
    return this.#of(this.#owner);
  }

  #of(owner: string): readonly Entry[] {
    return this.#entries.filter((entry) => entry.owner === owner);
  }

  #has(uri: string): boolean {
    return this.#shown.some(({ candidate }) => candidate?.uri.toString() === uri);
  }

  #find(id: string): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #entry({ file, ...candidate }: Candidate & { readonly file?: FileReference }): Entry {
    const entry = newEntry(crypto.randomUUID(), candidate.label, this.#owner);
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
      this.#plan(entry.owner);
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
  #plan(owner: string): void {
    const waiting = this.#of(owner).filter(
      ({ file, state }) => file !== undefined && state.type !== "failed",
    );
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
      this.#changed.fire(entry.owner);
    }
  }
}
