import { randomBytes } from "node:crypto";
import type { EmulatedModel } from "./models.ts";
import { signatureFor } from "./signatures.ts";
import { textTokens } from "./textTokens.ts";
import { total } from "./tokens.ts";
import type { Candidate, Chunk, ModalityCount, Part, UsageMetadata } from "./wire.ts";

/** What is to be said, before it is cut into events. */
export interface Answer {
  readonly parts: readonly Part[];
  readonly finishReason?: string;
  /** Laid onto the last event's candidate: grounding, citations and the like. */
  readonly candidate?: Candidate;
}

export interface ChunkOptions {
  readonly model: EmulatedModel;
  readonly prompt: readonly ModalityCount[];
  /** About how much text one event carries. */
  readonly tokensPerChunk: number;
}

/**
 * Cuts an answer into events as Gemini 3 does: text in pieces, everything else whole, usage as running totals, and
 * the finish reason with the signature on an empty text part in the last event alone.
 */
export function chunksOf(answer: Answer, options: ChunkOptions): readonly Chunk[] {
  const { model, prompt } = options;
  const common = { modelVersion: model.version, responseId: randomBytes(12).toString("base64url") };
  let answerTokens = 0;
  let thoughtTokens = 0;
  const usage = (): UsageMetadata => ({
    promptTokenCount: total(prompt),
    ...(answerTokens > 0 && { candidatesTokenCount: answerTokens }),
    totalTokenCount: total(prompt) + answerTokens + thoughtTokens,
    promptTokensDetails: prompt,
    ...(thoughtTokens > 0 && { thoughtsTokenCount: thoughtTokens }),
  });
  const chunks = answer.parts
    .flatMap((part) => cutPart(part, options.tokensPerChunk))
    .map((part): Chunk => {
      const tokens = tokensOf(part);
      if (part.thought === true) {
        thoughtTokens += tokens;
      } else {
        answerTokens += tokens;
      }
      return {
        candidates: [{ content: { parts: [part], role: "model" }, index: 0 }],
        usageMetadata: usage(),
        ...common,
      };
    });
  const signed = answer.parts.some((part) => part.thoughtSignature !== undefined);
  const lastPart: Part = {
    text: "",
    ...(model.generation >= 3 && !signed && { thoughtSignature: signatureFor(model) }),
  };
  chunks.push({
    candidates: [
      {
        content: { parts: [lastPart], role: "model" },
        finishReason: answer.finishReason ?? "STOP",
        index: 0,
        ...answer.candidate,
      },
    ],
    usageMetadata: usage(),
    ...common,
  });
  return chunks;
}

export function tokensOf(part: Part): number {
  return textTokens(part.text ?? JSON.stringify(part.functionCall ?? part.executableCode ?? ""));
}

/** Text falls into runs of whole words; a word of more than sixteen characters is cut between code points. */
function cutPart(part: Part, tokensPerChunk: number): readonly Part[] {
  if (part.text === undefined || part.thoughtSignature !== undefined) {
    return [part];
  }
  const pieces: Part[] = [];
  let piece = "";
  for (const [word] of part.text.matchAll(/\s*\S{1,16}|\s+$/gu)) {
    piece += word;
    if (textTokens(piece) >= tokensPerChunk) {
      pieces.push({ ...part, text: piece });
      piece = "";
    }
  }
  return piece === "" ? pieces : [...pieces, { ...part, text: piece }];
}

/** The one response that `generateContent` gives where a stream would have sent these events. */
export function mergeChunks(chunks: readonly Chunk[]): Chunk {
  const parts: Part[] = [];
  let candidate: Candidate = {};
  let merged: Chunk = {};
  for (const { candidates, ...rest } of chunks) {
    merged = { ...merged, ...rest };
    for (const next of candidates ?? []) {
      candidate = { ...candidate, ...next };
      next.content?.parts?.forEach((part) => appendPart(parts, part));
    }
  }
  if (chunks.every((chunk) => chunk.candidates === undefined)) {
    return merged;
  }
  const content = parts.length > 0 ? { parts, role: "model" } : candidate.content;
  return { candidates: [{ ...candidate, ...(content && { content }) }], ...merged };
}

function appendPart(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  const mergeable =
    last?.text !== undefined &&
    part.text !== undefined &&
    last.thought === part.thought &&
    last.thoughtSignature === undefined &&
    (part.thoughtSignature === undefined || part.text === "");
  if (mergeable) {
    parts[parts.length - 1] = { ...last, ...part, text: `${last.text ?? ""}${part.text ?? ""}` };
  } else if (part.text !== "" || part.thoughtSignature !== undefined) {
    parts.push(part);
  }
}
