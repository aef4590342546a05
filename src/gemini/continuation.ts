import type { GeminiError } from "./errors.ts";
import type { GenerateContentResponse } from "./wire.ts";

/**
 * Stands in a stream of chunks where a long answer was taken up again with a continuation token. What came after the chunk
 * that brought the last token is void: it comes once more. A new count of tokens begins.
 */
export const RESUMED: GenerateContentResponse = Object.freeze({});

/** How often an answer is taken up again without a new token in between. */
const MAX_FRUITLESS = 3;

/** Follows a long answer over its requests: each ends with a token, and the next one goes on from there. */
export class Continuation {
  #token: string | undefined;
  #finishReason: string | undefined;
  #blocked = false;
  #fruitless = 0;

  /** Takes note of every chunk of the answer. */
  note(chunk: GenerateContentResponse): void {
    const candidate = chunk.candidates?.[0];
    this.#finishReason = candidate?.finishReason ?? this.#finishReason;
    this.#blocked ||= chunk.promptFeedback?.blockReason !== undefined;
    if (candidate?.continuationToken !== undefined && candidate.continuationToken !== "") {
      this.#token = candidate.continuationToken;
      this.#fruitless = 0;
    }
  }

  /** The token to go on with when one request's part of the answer has ended. Undefined if the answer is over. */
  next(failure: GeminiError | undefined): string | undefined {
    const open = this.#finishReason === undefined || this.#finishReason === "CONTINUATION";
    const goesOn = open && !this.#blocked && (failure?.retryable ?? true);
    if (this.#token === undefined || !goesOn || this.#fruitless >= MAX_FRUITLESS) {
      return undefined;
    }
    this.#fruitless++;
    this.#finishReason = undefined;
    return this.#token;
  }
}
