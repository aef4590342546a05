import type { ModelPart } from "../shared/transcript.ts";

/** Measures how long a model thinks: from the request to the first of its answer that is no thought. */
export class ThinkingClock {
  readonly #now: () => number;
  #since: number | undefined;
  #hasThought = false;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A request goes out, `delayMs` from now. */
  asked(delayMs = 0): void {
    this.#since = this.#now() + delayMs;
    this.#hasThought = false;
  }

  /** Milliseconds, once: with the first part after thoughts. */
  saw(type: ModelPart["type"]): number | undefined {
    if (type === "thought") {
      this.#hasThought = true;
      return undefined;
    }
    return this.ended();
  }

  /** Milliseconds, where the thoughts were the last that came. */
  ended(): number | undefined {
    const since = this.#since;
    this.#since = undefined;
    return since === undefined || !this.#hasThought
      ? undefined
      : Math.max(0, Math.round(this.#now() - since));
  }
}
