import { readFileSync } from "node:fs";
import type { GeminiClient } from "../../../src/gemini/client.ts";
import type { UploadSession } from "../../../src/gemini/uploadSession.ts";
import { MediaDelivery } from "../../../src/host/media/mediaDelivery.ts";
import { messageWith } from "../../../src/host/media/fileMessage.ts";
import { UploadRecords } from "../../../src/host/media/uploadRecords.ts";
import { Uploads } from "../../../src/host/media/uploads.ts";
import type { UserMessage } from "../../../src/chat/ports.ts";
import type { FileReference } from "../../../src/shared/transcript.ts";
import { bytesSource } from "../../../src/host/fileSource.ts";
import { sha256 } from "../gemini/uploadSources.ts";
import { startTalk, type Talk } from "./support.ts";

/** Keeps a text, as a file would. */
export class MemoryText {
  text: string | undefined;

  read(): Promise<string | undefined> {
    return Promise.resolve(this.text);
  }

  write(text: () => string): void {
    this.text = text();
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }
}

/** Files that are there until somebody takes them away. */
export class Disk {
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #now = new Map<string, FileReference>();

  /** A sample of `test/fixtures`, or other bytes, under a name. */
  add(label: string, mimeType: string, content: string | Uint8Array = `media/${label}`): FileReference {
    const bytes = typeof content === "string" ? fixture(content) : content;
    const uri = `file:///disk/${encodeURIComponent(label)}`;
    this.#bytes.set(uri, bytes);
    return { uri, label, mimeType, size: bytes.byteLength, modified: 1 };
  }

  remove({ uri }: FileReference): void {
    this.#bytes.delete(uri);
  }

  move(file: FileReference, label: string): FileReference {
    const bytes = this.read(file);
    this.remove(file);
    return this.add(label, file.mimeType, bytes);
  }

  /** Other bytes under the same name. */
  change(file: FileReference, bytes: Uint8Array): FileReference {
    this.#bytes.set(file.uri, bytes);
    const now = { ...file, size: bytes.byteLength, modified: (file.modified ?? 0) + 1 };
    this.#now.set(file.uri, now);
    return now;
  }

  current(file: FileReference): FileReference | undefined {
    const now = this.#now.get(file.uri);
    if (!this.has(file)) {
      return undefined;
    }
    return now === undefined || now.modified === file.modified ? file : now;
  }

  has({ uri }: FileReference): boolean {
    return this.#bytes.has(uri);
  }

  read({ uri, label }: FileReference): Uint8Array {
    const bytes = this.#bytes.get(uri);
    if (bytes === undefined) {
      throw new Error(`${label} is gone.`);
    }
    return bytes;
  }
}

export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
}

export class MemoryUploadSessions {
  readonly known = new Map<string, UploadSession>();
  /** What was told, in order. */
  readonly told: (UploadSession | undefined)[] = [];

  get(key: string): Promise<UploadSession | undefined> {
    return Promise.resolve(this.known.get(key));
  }

  set(key: string, session: UploadSession | undefined): void {
    this.told.push(session);
    if (session === undefined) {
      this.known.delete(key);
    } else {
      this.known.set(key, session);
    }
  }
}

export interface UploadsSetup {
  readonly text?: MemoryText;
  readonly sessions?: MemoryUploadSessions;
  readonly project?: () => string;
  readonly now?: () => number;
}

/** Uploads of what is on a disk, by a real client. */
export function uploadsOf(client: GeminiClient, disk: Disk, setup: UploadsSetup = {}) {
  const { text = new MemoryText(), sessions = new MemoryUploadSessions(), project, now } = setup;
  const hashed: string[] = [];
  const records = new UploadRecords(text, now);
  const uploads = new Uploads({
    client,
    records,
    sessions,
    project: () => Promise.resolve(project?.() ?? "project"),
    source: (file) => Promise.resolve(bytesSource(disk.read(file))),
    hash: async (file) => {
      hashed.push(file.label);
      return Promise.resolve(sha256(disk.read(file)));
    },
  });
  return { uploads, records, sessions, hashed };
}

export interface FileTalk extends Talk {
  readonly disk: Disk;
  readonly client: GeminiClient;
  readonly delivery: MediaDelivery;
}

/** A session with files: what exceeds `inlineLimit` bytes is uploaded. */
export async function startFileTalk(inlineLimit: number): Promise<FileTalk> {
  const disk = new Disk();
  let client: GeminiClient | undefined;
  let delivery: MediaDelivery | undefined;
  const talk = await startTalk({}, (made) => {
    client = made;
    delivery = new MediaDelivery({
      uploads: uploadsOf(made, disk).uploads,
      read: (file) => Promise.resolve(disk.has(file) ? disk.read(file) : undefined),
      current: (file) => Promise.resolve(disk.current(file)),
      inlineLimit: () => inlineLimit,
    });
    return delivery;
  });
  return Object.assign(talk, { disk, client: client!, delivery: delivery! });
}

export function ask(text: string, ...files: readonly FileReference[]): UserMessage {
  return messageWith(files, text);
}
