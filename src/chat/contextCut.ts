import type { Transcript, Turn } from "../shared/transcript.ts";
import { turnTokens } from "./tokenEstimate.ts";

/** The index of the first turn that is sent: what stands before it was left out by the person. */
export function firstSent(turns: readonly Turn[]): number {
  return Math.max(
    0,
    turns.findLastIndex((turn) => turn.role === "user" && turn.contextCut === true),
  );
}

/**
 * The question that what is sent may begin with so that about half of it is left, the newer one; undefined where there is
 * nothing but the question of this answer itself. Without an answer it is about all that was said.
 */
export function firstOfNewerHalf(
  { turns }: Transcript,
  answerId: string | undefined,
  model: string,
): string | undefined {
  const end = answerId === undefined ? turns.length : turns.findIndex(({ id }) => id === answerId);
  const sent = turns.slice(firstSent(turns.slice(0, end)), end);
  const costs = sent.map((turn) => turnTokens(turn, model));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const questions = sent.flatMap(({ role }, index) => (role === "user" && index > 0 ? [index] : []));
  const distance = (from: number) =>
    Math.abs(costs.slice(from).reduce((sum, cost) => sum + cost, 0) - total / 2);
  const [index] = questions.toSorted((one, other) => distance(one) - distance(other));
  return index === undefined ? undefined : sent[index]?.id;
}
