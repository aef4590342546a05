import { Continuation, RESUMED } from "./continuation.ts";
import { GeminiError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { StreamParser } from "./sse.ts";
import type { GenerateContentResponse } from "./wire.ts";

export interface AnswerSource {
  /** Prepares the request, which goes on with a long answer if there is a token. */
  readonly open: (continuationToken: string | undefined) => Promise<Exchange>;
  /** Returns when a request may be sent again, for the same or, if it is resumed, for the rest; throws if none should be. */
  readonly recover: (error: GeminiError, resumed: boolean) => Promise<void>;
  /** Told when the answer has come further: what failed before counts no longer. */
  readonly progressed: () => void;
  readonly signal: AbortSignal | undefined;
}

/** The chunks of one answer, over as many requests as it takes. Retries only where nothing has been yielded yet. */
export async function* streamAnswer(
  source: AnswerSource,
): AsyncGenerator<GenerateContentResponse, void, undefined> {
  const continuation = new Continuation();
  let token: string | undefined;
  for (;;) {
    const reader = new ChunkReader(await source.open(token));
    let started = false;
    let failure: GeminiError | undefined;
    try {
      for (let chunks = await reader.read(); chunks !== undefined; chunks = await reader.read()) {
        // What is void stays until there is something to take its place.
        const isResumed = token !== undefined && !started && chunks.length > 0;
        for (const chunk of isResumed ? [RESUMED, ...chunks] : chunks) {
          source.signal?.throwIfAborted();
          started = true;
          if (continuation.note(chunk)) {
            source.progressed();
          }
          yield chunk;
        }
      }
    } catch (error) {
      if (!(error instanceof GeminiError)) {
        throw error;
      }
      failure = error;
    } finally {
      await reader.close();
    }
    if (failure !== undefined && !started) {
      await source.recover(failure, false);
      continue;
    }
    const resumption = continuation.next(failure);
    if (resumption === undefined) {
      if (failure !== undefined) {
        throw failure;
      }
      return;
    }
    if (failure !== undefined || resumption.fruitless) {
      await source.recover(failure ?? new GeminiError("network", "The answer broke off"), true);
    }
    token = resumption.token;
  }
}

/** Reads chunks as they arrive, several at a time where they came together; an error comes after the chunks before it. */
class ChunkReader {
  readonly #exchange: Exchange;
  readonly #parser: StreamParser;
  #failure: GeminiError | undefined;
  #ended = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#parser = new StreamParser(exchange.redact);
  }

  async read(): Promise<readonly GenerateContentResponse[] | undefined> {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
    if (this.#ended) {
      return undefined;
    }
    const bytes = await this.#exchange.read();
    this.#ended = bytes === undefined;
    const { chunks, failure } = bytes === undefined ? this.#parser.end() : this.#parser.push(bytes);
    this.#failure = failure;
    return chunks;
  }

  async close(): Promise<void> {
    await this.#exchange.close();
  }
}
