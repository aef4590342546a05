import type { Disposable } from "./disposable.ts";

/**
 * Gathers values and hands them over together, at most once per `intervalMs` milliseconds; the first of a quiet
 * spell goes at once. `merge` folds a value into the one before it, or answers undefined to keep both.
 */
export class Coalescer<T> implements Disposable {
  readonly #intervalMs: number;
  readonly #merge: (last: T, next: T) => T | undefined;
  readonly #deliver: (values: readonly T[]) => void;
  #pending: T[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    intervalMs: number,
    merge: (last: T, next: T) => T | undefined,
    deliver: (values: readonly T[]) => void,
  ) {
    this.#intervalMs = intervalMs;
    this.#merge = merge;
    this.#deliver = deliver;
  }

  add(value: T): void {
    const last = this.#pending.at(-1);
    const merged = last === undefined ? undefined : this.#merge(last, value);
    if (merged === undefined) {
      this.#pending.push(value);
    } else {
      this.#pending[this.#pending.length - 1] = merged;
    }
    if (this.#timer === undefined) {
      this.flush();
      this.#timer = setTimeout(() => this.#tick(), this.#intervalMs);
    }
  }

  /** Delivers what is pending now. */
  flush(): void {
    if (this.#pending.length > 0) {
      const values = this.#pending;
      this.#pending = [];
      this.#deliver(values);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
  }

  #tick(): void {
    this.#timer = undefined;
    if (this.#pending.length > 0) {
      this.flush();
      this.#timer = setTimeout(() => this.#tick(), this.#intervalMs);
    }
  }
}
