import { readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Milliseconds between two writes; what changes meanwhile is gathered. */
const INTERVAL_MS = 300;

let writers = 0;

/**
 * A text in a file, replaced whole by a rename. VS Code's own state is seconds behind, and its file system takes the
 * way through the window: a window that is reloaded loses what is still under way there. Of an empty text there is no file,
 * unless `keepsEmpty`.
 */
export class TextFile {
  readonly path: string;
  readonly #keepsEmpty: boolean;
  readonly #onProblem: (error: unknown) => void;
  readonly #writer = `${process.pid}-${++writers}`;
  #pending: (() => string) | undefined;
  /** What is being written now. */
  #unsaved: (() => string) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #startedAt = -Infinity;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    file: string,
    onProblem: (error: unknown) => void,
    { keepsEmpty = false }: { readonly keepsEmpty?: boolean } = {},
  ) {
    this.path = file;
    this.#keepsEmpty = keepsEmpty;
    this.#onProblem = onProblem;
  }

  /** Undefined when there is no such file. */
  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.path, "utf8");
    } catch {
      return undefined;
    }
  }

  /** What it will hold when all is written; empty when there is no such file. */
  readNow(): string {
    const coming = this.#pending ?? this.#unsaved;
    try {
      return coming?.() ?? readFileSync(this.path, "utf8");
    } catch {
      return "";
    }
  }

  /** Returns at once; only the newest text is ever made and written. */
  write(text: () => string): void {
    this.#pending = text;
    const wait = Math.max(0, this.#startedAt + INTERVAL_MS - performance.now());
    this.#timer ??= setTimeout(() => this.#start(), wait);
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    this.#start();
    await this.#writing;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#startedAt = performance.now();
    const text = this.#pending;
    this.#pending = undefined;
    if (text !== undefined) {
      this.#unsaved = text;
      this.#writing = this.#writing
        .then(() => this.#replace(text()))
        .catch(this.#onProblem)
        .finally(() => (this.#unsaved = this.#unsaved === text ? undefined : this.#unsaved));
    }
  }

  async #replace(text: string): Promise<void> {
    await (text === "" && !this.#keepsEmpty ? rm(this.path, { force: true }) : this.#put(text));
  }

  async #put(text: string): Promise<void> {
    // Another window may be writing the same file.
    const temporary = `${this.path}.${this.#writer}.tmp`;
    await mkdir(path.dirname(this.path), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, this.path);
  }
}
