const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Calls back when a wait lasts too long. Made to be armed for every chunk of a stream: a running timer is kept. */
export class Watchdog {
  readonly #onTimeout: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firesAt = 0;
  #dueAt = Infinity;

  constructor(onTimeout: () => void) {
    this.#onTimeout = onTimeout;
  }

  /** Begins a wait of at most `ms` milliseconds in place of the one under way; `Infinity` is no limit. */
  arm(ms: number): void {
    this.#dueAt = performance.now() + ms;
    if (ms !== Infinity && (this.#timer === undefined || this.#firesAt > this.#dueAt)) {
      this.#schedule();
    }
  }

  /** Ends the wait under way. */
  disarm(): void {
    this.#dueAt = Infinity;
  }

  dispose(): void {
    this.#dueAt = Infinity;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const delay = Math.min(this.#dueAt - performance.now(), LONGEST_TIMER_MS);
    this.#firesAt = performance.now() + delay;
    this.#timer = setTimeout(() => this.#check(), delay);
  }

  #check(): void {
    this.#timer = undefined;
    if (this.#dueAt === Infinity) {
      return;
    }
    if (performance.now() < this.#dueAt) {
      this.#schedule();
      return;
    }
    this.#dueAt = Infinity;
    this.#onTimeout();
  }
}
