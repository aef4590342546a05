import { chunksOf } from "../chunks.ts";
import { countPrompt } from "../tokens.ts";
import type { Candidate, Part } from "../wire.ts";
import type { Plan } from "../plan.ts";
import type { Scenario, Situation } from "./scenario.ts";

export interface Saying {
  readonly parts: readonly Part[];
  readonly finishReason?: string;
  readonly candidate?: Candidate;
  /** Text per event, in tokens. */
  readonly tokensPerChunk?: number;
}

/** The plan with another answer in it. */
export function withAnswer(plan: Plan, saying: Saying, { model, request }: Situation): Plan {
  return {
    ...plan,
    chunks: chunksOf(saying, {
      model,
      prompt: countPrompt(request, model),
      tokensPerChunk: saying.tokensPerChunk ?? 8,
    }),
  };
}

/** A scenario in which the model says just this. */
export function saying(answer: string | readonly Part[]): Scenario {
  const parts = typeof answer === "string" ? [{ text: answer }] : answer;
  return {
    summary: "says what the test gave it",
    apply: (plan, _options, situation) => withAnswer(plan, { parts }, situation),
  };
}
