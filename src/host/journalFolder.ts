import { createHash } from "node:crypto";
import { watch } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import type { Disposable } from "../base/disposable.ts";
import type { JournalFiles } from "../chat/ports.ts";
import { claim, removeClaims } from "./claims.ts";
import { isMissing } from "./isMissing.ts";

const ENDING = ".jsonl";
/** Days after which a window on another machine is taken to be gone. */
const FOREIGN_DAYS = 7;

/** A folder for each conversation, in it one file for each window that has written to it: `time-machine-process-random`. */
export class JournalFolder implements JournalFiles {
  readonly #folder: string;
  readonly #machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
  readonly #window = crypto.randomUUID().slice(0, 8);
  #made = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  readonly checksum = (text: string): number => crc32(text);

  conversations(): Promise<readonly string[]> {
    return names(this.#folder);
  }

  async segments(conversation: string): Promise<readonly string[]> {
    const all = await names(this.#in(conversation));
    return all.filter((name) => name.endsWith(ENDING)).toSorted();
  }

  async read(conversation: string, segment: string, from: number): Promise<Uint8Array> {
    let file: FileHandle;
    try {
      file = await open(this.#in(conversation, segment), "r");
    } catch (error) {
      if (isMissing(error)) {
        // Another window has made one of many since they were listed.
        return new Uint8Array();
      }
      throw error;
    }
    try {
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.max(0, size - from));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async append(conversation: string, segment: string, text: string, durable: boolean): Promise<void> {
    await mkdir(this.#in(conversation), { recursive: true });
    const file = await open(this.#in(conversation, segment), "a");
    try {
      const { size } = await file.stat();
      try {
        await file.appendFile(text);
        await (durable && file.datasync());
      } catch (error) {
        await file.truncate(size).catch(() => undefined);
        throw error;
      }
      await (size === 0 && durable && syncFolder(this.#in(conversation)));
    } finally {
      await file.close();
    }
  }

  async create(conversation: string, segment: string, text: string): Promise<void> {
    const target = this.#in(conversation, segment);
    const temporary = `${target}.tmp`;
    await mkdir(this.#in(conversation), { recursive: true });
    const file = await open(temporary, "w");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(this.#in(conversation));
  }

  async remove(conversation: string, segments: readonly string[]): Promise<void> {
    await Promise.all(segments.map((segment) => rm(this.#in(conversation, segment), { force: true })));
  }

  async removeConversation(conversation: string): Promise<void> {
    await rm(this.#in(conversation), { recursive: true, force: true });
  }

  watch(conversation: string, onChange: () => void): Disposable {
    try {
      const watcher = watch(this.#in(conversation), { persistent: false }, onChange);
      // On some systems a watched folder that goes is an error: then there is nothing to be told of any more.
      watcher.on("error", () => watcher.close());
      onChange();
      return { dispose: () => watcher.close() };
    } catch {
      // A folder that is not there has nothing of other windows in it.
      return { dispose: () => undefined };
    }
  }

  claim(conversation: string, what: string): boolean {
    return claim(this.#in(conversation), what, {
      holder: this.newSegment(),
      isOwn: (holder) => this.#isOwn(holder),
      isLive: (holder) => this.isLive(holder),
    });
  }

  removeClaims(conversation: string): Promise<void> {
    return removeClaims(this.#in(conversation));
  }

  newSegment(): string {
    const at = Date.now().toString(36).padStart(9, "0");
    return `${at}-${this.#machine}-${process.pid}-${this.#window}${(this.#made++).toString(36)}${ENDING}`;
  }

  isLive(segment: string): boolean {
    if (this.#isOwn(segment)) {
      return true;
    }
    const [at = "", machine, pid = ""] = segment.replace(ENDING, "").split("-");
    if (machine !== this.#machine) {
      return Date.now() - Number.parseInt(at, 36) < FOREIGN_DAYS * 86_400_000;
    }
    return Number(pid) !== process.pid && isRunning(Number(pid));
  }

  #isOwn(segment: string): boolean {
    return segment.split("-")[3]?.startsWith(this.#window) === true;
  }

  #in(...parts: readonly string[]): string {
    return path.join(this.#folder, ...parts);
  }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Makes names in the folder durable, where the system has that. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows opens no folders, and needs no such thing.
  }
}
