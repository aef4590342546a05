import type { Candidate, FinishReason, GenerateContentResponse } from "./wire.ts";

/** The candidate that is followed, of the several a chunk may have. */
export function firstCandidate(chunk: GenerateContentResponse): Candidate | undefined {
  return chunk.candidates?.find(({ index }) => (index ?? 0) === 0);
}

/** Whether a finish reason ends the answer: `CONTINUATION` promises more; an unspecified or empty one is none. */
export function isFinal(finishReason: FinishReason | undefined): boolean {
  return !!finishReason && finishReason !== "CONTINUATION" && finishReason !== "FINISH_REASON_UNSPECIFIED";
}
