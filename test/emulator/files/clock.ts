/** The emulator's time: the machine's, which a test can turn forward. */
export class Clock {
  #aheadMs = 0;

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
