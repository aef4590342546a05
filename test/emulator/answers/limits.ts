import { type Answer, tokensOf } from "../chunks.ts";
import type { GenerationConfig, Part } from "../wire.ts";

/** Ends an answer where the request's stop sequences and token limit say; thoughts count as well. */
export function limitAnswer(answer: Answer, config: GenerationConfig): Answer {
  return cutAtLimit(cutAtStop(answer, config.stopSequences ?? []), config.maxOutputTokens ?? Infinity);
}

function cutAtStop(answer: Answer, sequences: readonly string[]): Answer {
  const parts: Part[] = [];
  for (const part of answer.parts) {
    const text = part.thought === true ? "" : (part.text ?? "");
    const ends = sequences.map((sequence) => text.indexOf(sequence)).filter((index) => index >= 0);
    if (ends.length > 0) {
      return { ...answer, parts: [...parts, { ...part, text: text.slice(0, Math.min(...ends)) }] };
    }
    parts.push(part);
  }
  return answer;
}

function cutAtLimit(answer: Answer, limit: number): Answer {
  let left = limit;
  const parts: Part[] = [];
  for (const part of answer.parts) {
    const tokens = tokensOf(part);
    if (tokens > left) {
      const rest =
        part.text === undefined || left === 0 ? [] : [{ ...part, text: firstTokens(part.text, left) }];
      return { ...answer, parts: [...parts, ...rest], finishReason: "MAX_TOKENS" };
    }
    left -= tokens;
    parts.push(part);
  }
  return answer;
}

/** Cut between code points. */
function firstTokens(text: string, tokens: number): string {
  return text.slice(0, 4 * tokens).replace(/[\ud800-\udbff]$/, "");
}
