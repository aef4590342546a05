import type { Disposable } from "./disposable.ts";

export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Broadcasts values to listeners, in the order they subscribed. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly call: (value: T) => void }>();

  readonly event: Event<T> = (listener) => {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      listener.call(value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
