import type { AnswerSources } from "../shared/sources.ts";
import type { ModelPart, ModelTurn, TokenUsage } from "../shared/transcript.ts";
import type { KeptContent, ModelSource, PromptPart } from "./conversation.ts";

/** What a model is asked that goes on with its answer. Models that take no beginning of theirs take this. */
export const GO_ON: readonly PromptPart[] = [
  {
    type: "text",
    text:
      "Continue exactly where you stopped. Your text is put right behind what you have written: begin with the very next " +
      "character, repeat nothing, introduce nothing, and stay inside of a code block that is open.",
  },
];

/** Parts with others behind them, as if they had come in one answer. */
export function joinedParts(before: readonly ModelPart[], after: readonly ModelPart[]): readonly ModelPart[] {
  const [first, ...rest] = after;
  const last = before.at(-1);
  return first?.type === "text" && last?.type === "text"
    ? [...before.slice(0, -1), { type: "text", text: last.text + first.text }, ...rest]
    : [...before, ...after];
}

/** What was received in two requests, to be replayed as one answer. Signatures of another model mean nothing to this one. */
export function joinedSource(
  turn: ModelTurn,
  before: ModelSource | undefined,
  after: ModelSource,
): ModelSource {
  const text = turn.parts.flatMap((part) => (part.type === "text" ? [{ text: part.text }] : []));
  const begun: KeptContent = before?.content ?? { role: "model", parts: text };
  const isForeign = before !== undefined && before.model !== after.model;
  const kept = (begun.parts ?? []).map(({ thoughtSignature, ...part }) =>
    isForeign || thoughtSignature === undefined ? part : { ...part, thoughtSignature },
  );
  const parts = [...kept, ...(after.content?.parts ?? [])];
  return { role: "model", model: after.model, content: { role: "model", parts } };
}

/** Answers and thoughts of both requests; what a request cost is that of the last one. */
export function joinedUsage(before: TokenUsage | undefined, after: TokenUsage): TokenUsage {
  const sum = (name: "answer" | "thoughts") => {
    const count = (before?.[name] ?? 0) + (after[name] ?? 0);
    return before?.[name] === undefined && after[name] === undefined ? {} : { [name]: count };
  };
  return { ...after, ...sum("answer"), ...sum("thoughts") };
}

/** The sources of both, where those of the second count from its own beginning. */
export function joinedSources({ sources: before, parts }: ModelTurn, after: AnswerSources): AnswerSources {
  const length = parts.reduce((sum, part) => sum + (part.type === "text" ? part.text.length : 0), 0);
  const known = before?.pages.length ?? 0;
  const moved = after.marks.map((mark) => ({
    at: mark.at + length,
    pages: mark.pages.map((page) => page + known),
  }));
  const suggestions = `${before?.suggestions ?? ""}${after.suggestions ?? ""}`;
  return {
    pages: [...(before?.pages ?? []), ...after.pages],
    marks: [...(before?.marks ?? []), ...moved],
    queries: [...(before?.queries ?? []), ...after.queries],
    ...(suggestions !== "" && { suggestions }),
    read: [...(before?.read ?? []), ...after.read],
  };
}
