import type { GeminiError } from "./errors.ts";
import type { Refusal, RefusedOptions } from "./options.ts";
import type { Retries } from "./retry.ts";
import type { GenerateContentRequest } from "./wire.ts";

/** One call to a model: what is sent each time, given what the model has refused, and what follows a failure. */
export class Attempts {
  readonly #model: string;
  readonly #request: GenerateContentRequest;
  readonly #refused: RefusedOptions;
  readonly #retries: Retries;
  readonly #onRefused: ((refusal: Refusal) => void) | undefined;
  #sent: GenerateContentRequest;

  constructor(setup: {
    readonly model: string;
    readonly request: GenerateContentRequest;
    readonly refused: RefusedOptions;
    readonly retries: Retries;
    readonly onOptionRefused: ((refusal: Refusal) => void) | undefined;
  }) {
    this.#model = setup.model;
    this.#request = setup.request;
    this.#refused = setup.refused;
    this.#retries = setup.retries;
    this.#onRefused = setup.onOptionRefused;
    this.#sent = setup.request;
  }

  /** The request as it is to be sent now. */
  next(): GenerateContentRequest {
    this.#sent = this.#refused.without(this.#model, this.#request);
    return this.#sent;
  }

  /** Returns when a request may be sent again, for the same or for the rest; throws the error if none should be. */
  async recover(error: GeminiError, resumed = false): Promise<void> {
    const refusal = this.#refused.learn(this.#model, this.#sent, error);
    if (refusal === undefined) {
      await this.#retries.recover(error, resumed);
    } else {
      this.#onRefused?.(refusal);
    }
  }

  /** Forgets what failed before the answer came further. */
  progressed(): void {
    this.#retries.reset();
  }
}
