import type { TokenCount } from "../../src/shared/attachment.ts";

/** True where the model will refuse the message, or, while it is an estimate, probably will. */
export function isOverLimit(count: TokenCount | undefined): boolean {
  return count?.limit !== undefined && count.tokens > count.limit;
}
