import type { TokenCount } from "./attachment.ts";

/** What is done where a conversation has become longer than the model takes. */
export type WhenFull = "ask" | "leaveOut" | "summarize";

/** What a person may do about it; `stop` ends a summary that is being written. */
export type MakeRoom = "leaveOut" | "summarize" | "newChat" | "stop";

/** True where the model will refuse the message, or, while it is an estimate, probably will. */
export function isOverLimit(count: TokenCount | undefined): boolean {
  return count?.limit !== undefined && count.tokens > count.limit;
}
