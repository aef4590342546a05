import type { GenerateContentResponse } from "../gemini/wire.ts";
import type { TokenUsage } from "../shared/transcript.ts";

/** What the chunk says of tokens; undefined when it says nothing. */
export function tokenUsage(chunk: GenerateContentResponse): TokenUsage | undefined {
  const usage = chunk.usageMetadata;
  if (usage === undefined) {
    return undefined;
  }
  const entries = {
    prompt: usage.promptTokenCount,
    cached: usage.cachedContentTokenCount,
    answer: usage.candidatesTokenCount,
    thoughts: usage.thoughtsTokenCount,
    toolUse: usage.toolUsePromptTokenCount,
    total: usage.totalTokenCount,
  };
  const reported = Object.entries(entries).filter(([, count]) => count !== undefined);
  return reported.length === 0 ? undefined : Object.fromEntries(reported);
}
