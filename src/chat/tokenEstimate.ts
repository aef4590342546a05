import {
  type FileReference,
  type Transcript,
  type Turn,
  type UserPart,
  visibleText,
} from "../shared/transcript.ts";
import { firstSent } from "./contextCut.ts";
import { mediaKind } from "../shared/attachment.ts";

/**
 * Tokens that a file costs by the published rates; undefined where its length is not known.
 * https://ai.google.dev/gemini-api/docs/tokens
 */
export function estimateTokens(file: FileReference, model: string): number | undefined {
  const { facts, size, view } = file;
  const rates = /\bgemini-[12]\./.test(model) ? older : current;
  switch (mediaKind(file.mimeType)) {
    case "image":
      return rates.image(view?.resolution, facts);
    case "audio":
      return times(duration(file), rates.audioSecond);
    case "video":
      return times(
        duration(file),
        rates.frame(view?.resolution) * (view?.framesPerSecond ?? 1) + rates.audioSecond,
      );
    case "pdf":
      return times(facts?.pages, rates.page(view?.resolution));
    case "text":
      return Math.ceil(size / BYTES_PER_TOKEN);
  }
}

/** Tokens that what was said so far costs with the next question: as the server has counted it last, and by length since. */
export function estimateHistory({ turns: all }: Transcript, model: string): number {
  const turns = all.slice(firstSent(all));
  const counted = lastCounted(turns);
  const last = turns[counted];
  const usage = last?.role === "model" ? last.usage : undefined;
  const since = turns.slice(counted + 1).map((turn) => turnTokens(turn, model));
  return since.reduce((sum, tokens) => sum + tokens, (usage?.prompt ?? 0) + (usage?.answer ?? 0));
}

/** Index of the last answer whose count is that of what is sent now: what was counted before a cut is not. */
export function lastCounted(turns: readonly Turn[]): number {
  const cutAt = Math.max(...turns.map((turn) => (turn.role === "user" ? (turn.contextCutAt ?? 0) : 0)));
  return turns.findLastIndex(
    (turn) => turn.role === "model" && turn.usage?.prompt !== undefined && turn.at >= cutAt,
  );
}

export function turnTokens(turn: Turn, model: string): number {
  return turn.role === "model"
    ? estimateText(visibleText(turn))
    : turn.parts.reduce(
        (sum, part) => sum + partTokens(part, model),
        estimateText(turn.contextSummary ?? ""),
      );
}

function partTokens(part: UserPart, model: string): number {
  switch (part.type) {
    case "text":
      return estimateText(part.text);
    case "code":
      return (part.code.endLine - part.code.startLine + 1) * TOKENS_PER_LINE;
    case "image":
      return part.leftOut === true ? 0 : (estimateTokens(part.image, model) ?? 0);
    case "file":
      return part.leftOut === true ? 0 : (estimateTokens(part.file, model) ?? 0);
  }
}

export function estimateText(text: string): number {
  return Math.ceil(text.length / BYTES_PER_TOKEN);
}

type Resolution = NonNullable<FileReference["view"]>["resolution"];

interface Rates {
  readonly image: (resolution: Resolution, facts: FileReference["facts"]) => number;
  readonly frame: (resolution: Resolution) => number;
  readonly page: (resolution: Resolution) => number;
  readonly audioSecond: number;
}

const BYTES_PER_TOKEN = 4;
const TOKENS_PER_LINE = 10;

/** Since Gemini 3. Of sound, pages of the reference also say 32 tokens a second; this is what the newer table says. */
const current: Rates = {
  image: (resolution) => ({ low: 280, medium: 560, high: 1120 })[resolution ?? "high"],
  frame: (resolution) => (resolution === "high" ? 280 : 70),
  page: (resolution) => ({ low: 280, medium: 560, high: 1120 })[resolution ?? "medium"],
  audioSecond: 25,
};

const TILE = 768;
const SMALL = 384;

const older: Rates = {
  image: (resolution, { width = 0, height = 0 } = {}) => {
    if (resolution === "low") {
      return 64;
    }
    const isSmall = width <= SMALL && height <= SMALL;
    return 258 * (isSmall ? 1 : Math.ceil(width / TILE) * Math.ceil(height / TILE));
  },
  frame: (resolution) => (resolution === "low" ? 66 : 258),
  page: () => 258,
  audioSecond: 32,
};

function duration({ facts, view }: FileReference): number | undefined {
  const { seconds } = facts ?? {};
  const end = view?.end === undefined ? seconds : Math.min(view.end, seconds ?? Infinity);
  return end === undefined ? undefined : Math.max(0, end - (view?.start ?? 0));
}

function times(amount: number | undefined, rate: number): number | undefined {
  return amount === undefined ? undefined : Math.ceil(amount * rate);
}
