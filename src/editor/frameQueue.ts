import type { Disposable } from "../base/disposable.ts";

/** Gathers text and hands it to its one reader at most once per `intervalMs` milliseconds. */
export class FrameQueue implements Disposable {
  readonly #intervalMs: number;
  #text = "";
  #held = false;
  #closed = false;
  #handedOverAt = -Infinity;
  #reader: PromiseWithResolvers<string | undefined> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  get closed(): boolean {
    return this.#closed;
  }

  push(text: string): void {
    this.#text += text;
    this.#offer();
  }

  /** While held, nothing is handed over until the end. */
  hold(held: boolean): void {
    this.#held = held;
    this.#offer();
  }

  /** No more text comes; what is left is handed over at once. */
  close(): void {
    this.#closed = true;
    this.#offer();
  }

  /** What came since the last call, as soon as it is due; undefined when that was all. */
  next(): Promise<string | undefined> {
    this.#reader = Promise.withResolvers();
    const { promise } = this.#reader;
    this.#offer();
    return promise;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#text = "";
    this.close();
  }

  #offer(): void {
    if (this.#reader === undefined) {
      return;
    }
    if (!this.#closed) {
      if (this.#text === "" || this.#held || this.#timer !== undefined) {
        return;
      }
      const wait = this.#handedOverAt + this.#intervalMs - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.#offer();
        }, wait);
        return;
      }
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#handedOverAt = performance.now();
    this.#reader.resolve(this.#text === "" ? undefined : this.#text);
    this.#reader = undefined;
    this.#text = "";
  }
}
