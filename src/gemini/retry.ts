import { sleep } from "../base/abort.ts";
import { GeminiError } from "./errors.ts";
import type { GeminiErrorKind } from "./errors.ts";

export interface RetryPolicy {
  /** How often a request is sent at most, the first time included. Default 5. */
  readonly attempts?: number;
  /** Before the second attempt, doubled for each further one, shortened at random by up to a half. Default 1 s. */
  readonly firstDelayMs?: number;
  /** Default 60 s. */
  readonly maxDelayMs?: number;
  /** From 0 up to 1. */
  readonly random?: () => number;
  /** Waits; ends early with the signal's reason. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A wait before the request is sent again. */
export interface Wait {
  /** What made the last attempt fail. */
  readonly error: GeminiError;
  readonly delayMs: number;
  /** How many attempts have failed so far. */
  readonly attempt: number;
  /** Sends the request now. */
  hurry(): void;
}

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told of every wait when it begins. Without a listener no wait is longer than five seconds. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** Longest wait that the server may ask for. */
const MAX_TOLD_DELAY_MS = 300_000;
/** How many waits the server may ask for in one request. */
const MAX_TOLD_WAITS = 2;
/** Longest wait that nobody is told of. */
const MAX_UNHEARD_MS = 5_000;

/** How often a kind is worth another attempt; not at all if it is not listed. */
const extraAttempts: Readonly<Partial<Record<GeminiErrorKind, number>>> = {
  quotaPerMinute: Infinity,
  quotaPerDay: Infinity,
  overloaded: Infinity,
  server: Infinity,
  network: Infinity,
  cancelled: 1,
  deadline: 1,
  empty: 1,
};

/** The attempts of one request. */
export class Retries {
  readonly #policy: Required<RetryPolicy>;
  readonly #options: RetryOptions;
  #failed = 0;
  #told = 0;

  constructor(policy: RetryPolicy | false, options: RetryOptions) {
    this.#policy = {
      attempts: 5,
      firstDelayMs: 1_000,
      maxDelayMs: 60_000,
      random: Math.random,
      sleep,
      ...(policy === false ? { attempts: 1 } : policy),
    };
    this.#options = options;
  }

  /**
   * Waits until the request may be sent again, or throws the error if it should not be. One that resumes an answer loses
   * nothing, so then every kind is worth it that may pass.
   */
  async recover(error: GeminiError, resumed = false): Promise<void> {
    this.#failed++;
    const delayMs = this.#delayAfter(error, resumed ? Infinity : (extraAttempts[error.kind] ?? 0));
    const { signal, onWait } = this.#options;
    if (delayMs === undefined || (delayMs > MAX_UNHEARD_MS && onWait === undefined)) {
      throw error;
    }
    const hurried = new AbortController();
    onWait?.({ error, delayMs, attempt: this.#failed, hurry: () => hurried.abort() });
    try {
      await this.#policy.sleep(delayMs, AbortSignal.any([hurried.signal, ...(signal ? [signal] : [])]));
    } catch (reason) {
      signal?.throwIfAborted();
      if (!hurried.signal.aborted) {
        throw reason;
      }
    }
  }

  /** Begins to count anew. */
  reset(): void {
    this.#failed = 0;
    this.#told = 0;
  }

  #delayAfter(error: GeminiError, extra: number): number | undefined {
    const { attempts, firstDelayMs, maxDelayMs, random } = this.#policy;
    if (!error.retryable || this.#failed >= attempts || this.#failed > extra) {
      return undefined;
    }
    if (error.retryAfterMs !== undefined) {
      this.#told++;
      return error.retryAfterMs > MAX_TOLD_DELAY_MS || this.#told > MAX_TOLD_WAITS
        ? undefined
        : error.retryAfterMs;
    }
    const longest = Math.min(firstDelayMs * 2 ** (this.#failed - 1), maxDelayMs);
    return Math.round(longest * (1 - random() / 2));
  }
}

/** Repeats an attempt until it succeeds or is not worth another; the waits between are those of `recover`. */
export async function untilDone<T>(
  attempts: { recover(error: GeminiError): Promise<void> },
  attempt: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof GeminiError)) {
        throw error;
      }
      await attempts.recover(error);
    }
  }
}
