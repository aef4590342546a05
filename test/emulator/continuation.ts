import type { Chunk, UsageMetadata } from "./wire.ts";

/**
 * Long answers come in hops: a hop ends with finish reason CONTINUATION and a token, and the identical request with
 * that token goes on from there. The token says all; the emulator remembers nothing.
 */
export interface Position {
  /** Index of the event the next hop begins with. */
  readonly at: number;
  /** Indexes before which the hops to come shall end, in order. */
  readonly hopEnds: readonly number[];
}

export function tokenFor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64");
}

/** Undefined for a token the emulator did not make. */
export function readToken(token: string): Position | undefined {
  try {
    const { at, hopEnds } = JSON.parse(Buffer.from(token, "base64").toString()) as Position;
    return Number.isInteger(at) && Array.isArray(hopEnds) ? { at, hopEnds } : undefined;
  } catch {
    return undefined;
  }
}

/** The events of the hop that begins at a position; their usage counts this hop alone. */
export function hopFrom({ at, hopEnds }: Position, whole: readonly Chunk[]): readonly Chunk[] {
  const spent = whole[at - 1]?.usageMetadata;
  const recount = (chunk: Chunk): Chunk =>
    chunk.usageMetadata === undefined || spent === undefined
      ? chunk
      : { ...chunk, usageMetadata: difference(chunk.usageMetadata, spent) };
  const [end, ...later] = hopEnds;
  if (end === undefined) {
    return whole.slice(at).map(recount);
  }
  const { candidates: _candidates, ...common } = whole[Math.max(0, end - 1)] ?? {};
  const last: Chunk = {
    ...common,
    candidates: [
      {
        content: { parts: [{ text: "" }], role: "model" },
        finishReason: "CONTINUATION",
        index: 0,
        continuationToken: tokenFor({ at: end, hopEnds: later }),
      },
    ],
  };
  return [...whole.slice(at, end), last].map(recount);
}

/** Events with a token behind every `every`th, from which a broken connection can be taken up again. */
export function withCheckpoints(chunks: readonly Chunk[], every: number): readonly Chunk[] {
  return chunks.map((chunk, i) =>
    (i + 1) % every === 0 && i < chunks.length - 1
      ? { ...chunk, candidates: checkpointed(chunk, tokenFor({ at: i + 1, hopEnds: [] })) }
      : chunk,
  );
}

function checkpointed({ candidates = [] }: Chunk, continuationToken: string) {
  return candidates.map((candidate) => ({ ...candidate, continuationToken }));
}

function difference(usage: UsageMetadata, spent: UsageMetadata): UsageMetadata {
  const answer = (usage.candidatesTokenCount ?? 0) - (spent.candidatesTokenCount ?? 0);
  const thoughts = (usage.thoughtsTokenCount ?? 0) - (spent.thoughtsTokenCount ?? 0);
  const { candidatesTokenCount: _answer, thoughtsTokenCount: _thoughts, ...rest } = usage;
  return {
    ...rest,
    ...(answer > 0 && { candidatesTokenCount: answer }),
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
    totalTokenCount: usage.promptTokenCount + answer + thoughts,
  };
}
