import type { Transcript, UserPart } from "../shared/transcript.ts";
import type { ContextParts } from "../shared/attachment.ts";
import { firstSent } from "./contextCut.ts";
import { estimateText, estimateTokens } from "./tokenEstimate.ts";

export interface ContextSources {
  readonly transcript: Transcript;
  readonly model: string;
  readonly systemInstruction: string;
  /** The message that is written. */
  readonly text: string;
  /** Tokens of the files that are to go with it. */
  readonly attached: number;
}

/**
 * Of what the tokens of a request consist. The server counts the whole alone, so what can be told of the parts is taken off
 * it, and the rest is what was said before.
 */
export function contextParts(tokens: number, sources: ContextSources): ContextParts {
  const { transcript, model, systemInstruction, text, attached } = sources;
  const sent = transcript.turns.slice(firstSent(transcript.turns));
  const earlier = sent.flatMap((turn) => (turn.role === "user" ? turn.parts : []));
  const files = earlier.reduce((sum, part) => sum + fileTokens(part, model), attached);
  let left = tokens;
  const take = (wanted: number): number => {
    const taken = Math.min(wanted, left);
    left -= taken;
    return taken;
  };
  const message = take(estimateText(text));
  const system = take(estimateText(systemInstruction));
  // Of a request without history the rest is what its files really cost.
  const taken = sent.length === 0 ? take(left) : take(files);
  return { system, history: left, files: taken, message };
}

function fileTokens(part: UserPart, model: string): number {
  if ((part.type !== "file" && part.type !== "image") || part.leftOut === true) {
    return 0;
  }
  return estimateTokens(part.type === "file" ? part.file : part.image, model) ?? 0;
}
