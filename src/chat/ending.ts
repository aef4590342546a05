import type { Answer } from "../gemini/aggregate.ts";

/** How an answer came to its end when no error was thrown. */
export type Ending =
  /** The stream ended without a finish reason: what is there is a part of the answer. */
  | { readonly type: "incomplete" }
  /** The editor was closed or reloaded while the answer streamed. */
  | { readonly type: "interrupted" }
  /** The question was refused. */
  | { readonly type: "blocked"; readonly reason: string }
  /** Nothing to see came. */
  | { readonly type: "empty"; readonly finishReason: string; readonly message?: string }
  | { readonly type: "finished"; readonly finishReason: string; readonly message?: string };

export function endingOf(answer: Answer): Ending {
  if (answer.blocked) {
    return { type: "blocked", reason: answer.promptFeedback?.blockReason ?? "OTHER" };
  }
  const { finishReason, finishMessage } = answer;
  if (finishReason === undefined || !answer.complete) {
    return { type: "incomplete" };
  }
  return {
    type: answer.empty ? "empty" : "finished",
    finishReason,
    ...(finishMessage !== undefined && { message: finishMessage }),
  };
}
