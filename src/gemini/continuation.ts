import { firstCandidate, isFinal } from "./candidate.ts";
import type { GeminiError } from "./errors.ts";
import type { FinishReason, GenerateContentResponse } from "./wire.ts";

/**
 * Stands in a stream of chunks where a long answer was taken up again with a continuation token. What came after the chunk
 * that brought the last token is void: it comes once more. A new count of tokens begins.
 */
export const RESUMED: GenerateContentResponse = Object.freeze({});

/** How often an answer is taken up again without a new token in between. */
const MAX_FRUITLESS = 3;

/** Where a long answer goes on. */
export interface Resumption {
  readonly token: string;
  /** True if the last request, which had this very token, brought no newer one. */
  readonly fruitless: boolean;
}

/** Follows a long answer over its requests: each ends with a token, and the next one goes on from there. */
export class Continuation {
  #token: string | undefined;
  #finishReason: FinishReason | undefined;
  #answered = false;
  #feedback = false;
  #blocked = false;
  #fruitless = 0;

  /** Takes note of every chunk of the answer. True if it brought a new token. */
  note(chunk: GenerateContentResponse): boolean {
    const candidate = firstCandidate(chunk);
    const { finishReason, continuationToken } = candidate ?? {};
    if (finishReason) {
      this.#finishReason = finishReason;
    }
    this.#answered ||= candidate !== undefined;
    this.#feedback ||= !!chunk.promptFeedback;
    this.#blocked ||= !!chunk.promptFeedback?.blockReason;
    // A server that gave the same token for ever would be asked for ever.
    if (!continuationToken || continuationToken === this.#token) {
      return false;
    }
    this.#token = continuationToken;
    this.#fruitless = 0;
    return true;
  }

  /** How to go on when one request's part of the answer has ended. Undefined if the answer is over. */
  next(failure: GeminiError | undefined): Resumption | undefined {
    const blocked = this.#blocked || (this.#feedback && !this.#answered);
    const goesOn = !isFinal(this.#finishReason) && !blocked && (failure?.retryable ?? true);
    if (this.#token === undefined || !goesOn || this.#fruitless >= MAX_FRUITLESS) {
      return undefined;
    }
    const fruitless = this.#fruitless > 0;
    this.#fruitless++;
    this.#finishReason = undefined;
    this.#answered = this.#feedback = false;
    return { token: this.#token, fruitless };
  }
}
