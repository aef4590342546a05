import { composeAnswer } from "./answers/compose.ts";
import { limitAnswer } from "./answers/limits.ts";
import { chunksOf } from "./chunks.ts";
import { hopFrom, readToken } from "./continuation.ts";
import { ApiFailure } from "./failure.ts";
import type { EmulatedModel } from "./models.ts";
import { type Plan, arrayFraming, sseFraming } from "./plan.ts";
import { countPrompt } from "./tokens.ts";
import type { Chunk, GenerateContentRequest } from "./wire.ts";

/** Few large events, as the service sends them; smaller ones where somebody watches them come. */
function chunkSize(tokensPerSecond: number): number {
  return Math.min(16, Math.max(1, Math.round(tokensPerSecond / 8)));
}

/** For endpoints that answer with one resource: only refusals and delays of a scenario apply to it. */
export const emptyPlan: Plan = {
  startDelayMs: 0,
  tokensPerSecond: Infinity,
  chunks: [],
  framing: sseFraming,
  ending: "end",
};

/** The exchange as it goes when all is well. */
export function planAnswer(
  request: GenerateContentRequest,
  model: EmulatedModel,
  options: { readonly sse: boolean; readonly tokensPerSecond: number },
): Plan {
  const answer = limitAnswer(composeAnswer(request, model), request.generationConfig ?? {});
  const chunks = chunksOf(answer, {
    model,
    prompt: countPrompt(request, model),
    tokensPerChunk: chunkSize(options.tokensPerSecond),
  });
  return {
    ...emptyPlan,
    tokensPerSecond: options.tokensPerSecond,
    chunks: resumed(chunks, request.continuationToken),
    framing: options.sse ? sseFraming : arrayFraming,
  };
}

function resumed(chunks: readonly Chunk[], token: string | undefined): readonly Chunk[] {
  if (token === undefined) {
    return chunks;
  }
  const position = readToken(token);
  if (position === undefined || position.at >= chunks.length) {
    throw new ApiFailure(400, "Invalid continuation token.");
  }
  return hopFrom(position, chunks);
}
