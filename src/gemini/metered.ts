import { RESUMED } from "./continuation.ts";
import { latestUsage, totalUsage } from "./usage.ts";
import type { GenerateContentResponse, UsageMetadata } from "./wire.ts";

/** What one request has taken, with the model that has answered it. */
export interface Metered {
  readonly model: string;
  readonly usage: UsageMetadata;
}

/** The same chunks; when they end, however they do, what they have taken is told if the server has said it. */
export async function* metered(
  model: string,
  chunks: AsyncIterable<GenerateContentResponse>,
  tell: (metered: Metered) => void,
): AsyncGenerator<GenerateContentResponse, void, undefined> {
  let past: UsageMetadata | undefined;
  let usage: UsageMetadata | undefined;
  let answered = model;
  try {
    for await (const chunk of chunks) {
      if (chunk === RESUMED) {
        past = totalUsage(past, usage);
        usage = undefined;
      }
      usage = latestUsage(usage, chunk.usageMetadata);
      answered = chunk.modelVersion ?? answered;
      yield chunk;
    }
  } finally {
    const total = totalUsage(past, usage);
    if (total !== undefined) {
      tell({ model: answered, usage: total });
    }
  }
}
