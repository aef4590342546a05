import { composeAnswer } from "./answers/compose.ts";
import { chunksOf } from "./chunks.ts";
import type { EmulatedModel } from "./models.ts";
import { type Plan, arrayFraming, sseFraming } from "./plan.ts";
import { countPrompt } from "./tokens.ts";
import type { GenerateContentRequest } from "./wire.ts";

/** Few large events, as the service sends them; smaller ones where somebody watches them come. */
function chunkSize(tokensPerSecond: number): number {
  return Math.min(16, Math.max(1, Math.round(tokensPerSecond / 8)));
}

/** The exchange as it goes when all is well. */
export async function planAnswer(
  request: GenerateContentRequest,
  model: EmulatedModel,
  options: { readonly sse: boolean; readonly tokensPerSecond: number },
): Promise<Plan> {
  return {
    startDelayMs: 0,
    tokensPerSecond: options.tokensPerSecond,
    chunks: chunksOf(await composeAnswer(request, model), {
      model,
      prompt: countPrompt(request, model),
      tokensPerChunk: chunkSize(options.tokensPerSecond),
    }),
    framing: options.sse ? sseFraming : arrayFraming,
    trailer: "",
    ending: "end",
  };
}

/** For endpoints that answer with one resource: only refusals and delays of a scenario apply to it. */
export const emptyPlan: Plan = {
  startDelayMs: 0,
  tokensPerSecond: Infinity,
  chunks: [],
  framing: sseFraming,
  trailer: "",
  ending: "end",
};
