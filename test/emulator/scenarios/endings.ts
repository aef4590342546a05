import { ApiFailure } from "../failure.ts";
import type { Plan } from "../plan.ts";
import type { Chunk, UsageMetadata } from "../wire.ts";
import type { Options, Scenario } from "./scenario.ts";

/** The plan up to its `after`th event, by default about half of them, and nothing that says it is complete. */
function firstPart(plan: Plan, options: Options): Plan {
  const half = Math.max(1, Math.floor((plan.chunks.length - 1) / 2));
  const after = Math.min(options.number("after", half), plan.chunks.length - 1);
  const framing = { ...plan.framing, close: "" };
  return { ...plan, framing, chunks: plan.chunks.slice(0, after) };
}

const midStreamError = (options: Options) =>
  options.number("code", 503) === 499
    ? new ApiFailure(499, "The operation was cancelled.")
    : new ApiFailure(options.number("code", 503), "The model is overloaded. Please try again later.");

function withLast(plan: Plan, change: (chunk: Chunk) => Chunk): Plan {
  return {
    ...plan,
    chunks: plan.chunks.map((chunk, i) => (i === plan.chunks.length - 1 ? change(chunk) : chunk)),
  };
}

/** The events with every visible text gone and this finish reason. */
function finished(plan: Plan, finishReason: string, finishMessage?: string): Plan {
  return withLast(plan, (chunk) => ({
    ...chunk,
    candidates: (chunk.candidates ?? []).map((candidate) => ({
      ...candidate,
      finishReason,
      ...(finishMessage !== undefined && { finishMessage }),
    })),
  }));
}

function promptOnly({ promptTokenCount }: UsageMetadata): UsageMetadata {
  return { promptTokenCount, totalTokenCount: promptTokenCount };
}

/** Scenarios about how, when and whether a stream ends. */
export const endings = {
  pace: {
    summary: "streams at N tokens per second",
    usage: "tokens=20",
    bare: "tokens",
    apply: (plan, options) => ({ ...plan, tokensPerSecond: options.number("tokens", 20) }),
  },
  "slow-start": {
    summary: "no byte for a while, then as usual",
    usage: "seconds=8",
    bare: "seconds",
    apply: (plan, options) => ({ ...plan, startDelayMs: 1000 * options.number("seconds", 8) }),
  },
  stall: {
    summary: "falls silent after N events, for ever or for some seconds",
    usage: "after=3 seconds=Infinity",
    bare: "seconds",
    apply: (plan, options) => ({
      ...plan,
      pause: {
        beforeChunk: Math.min(options.number("after", 3), plan.chunks.length - 1),
        ms: 1000 * options.number("seconds", Infinity),
      },
    }),
  },
  cut: {
    summary: "TCP reset after N events",
    usage: "after=half",
    bare: "after",
    apply: (plan, options) => ({ ...firstPart(plan, options), ending: "reset" }),
  },
  "silent-eof": {
    summary: "the stream ends after N events without a finish reason",
    usage: "after=half",
    bare: "after",
    apply: (plan, options) => firstPart(plan, options),
  },
  "error-bare-json": {
    summary: "after N events a bare, pretty-printed JSON error outside of any event",
    usage: "after=half code=503",
    apply: (plan, options) => ({
      ...firstPart(plan, options),
      failure: { error: midStreamError(options), form: "bare" },
    }),
  },
  "error-event": {
    summary: "after N events an error as an event of the stream",
    usage: "after=half code=503",
    apply: (plan, options) => ({
      ...firstPart(plan, options),
      failure: { error: midStreamError(options), form: "event" },
    }),
  },
  "empty-200": {
    summary: "200 with an empty body",
    apply: (plan) => ({ ...plan, chunks: [], framing: { ...plan.framing, open: "", close: "" } }),
  },
  "empty-answer": {
    summary: "STOP with a content that has no parts",
    apply: (plan) => ({
      ...plan,
      chunks: plan.chunks.slice(-1).map(({ usageMetadata, ...chunk }) => ({
        ...chunk,
        candidates: [{ content: { role: "model" }, finishReason: "STOP", index: 0 }],
        ...(usageMetadata && { usageMetadata: promptOnly(usageMetadata) }),
      })),
    }),
  },
  "blocked-prompt": {
    summary: "200 with promptFeedback.blockReason and no candidate",
    usage: "reason=PROHIBITED_CONTENT",
    bare: "reason",
    apply: (plan, options) => ({
      ...plan,
      chunks: plan.chunks.slice(-1).map(({ candidates: _candidates, usageMetadata, ...chunk }) => ({
        promptFeedback: { blockReason: options.text("reason", "PROHIBITED_CONTENT") },
        ...chunk,
        ...(usageMetadata && { usageMetadata: promptOnly(usageMetadata) }),
      })),
    }),
  },
  finish: {
    summary: "ends with any finish reason: finish SAFETY, finish MAX_TOKENS, finish RECITATION, …",
    usage: "reason=MAX_TOKENS message= after=half",
    bare: "reason",
    apply: (plan, options) => {
      const { chunks } = firstPart(plan, options);
      const message = options.text("message", "").replaceAll("_", " ");
      return finished(
        { ...plan, chunks: [...chunks, ...plan.chunks.slice(-1)] },
        options.text("reason", "MAX_TOKENS"),
        message === "" ? undefined : message,
      );
    },
  },
  "max-tokens-no-text": {
    summary: "thinking eats the whole budget: MAX_TOKENS without any text",
    apply: (plan) => ({
      ...plan,
      chunks: plan.chunks.slice(-1).map((chunk) => ({
        ...chunk,
        candidates: [{ content: { role: "model" }, finishReason: "MAX_TOKENS", index: 0 }],
        usageMetadata: {
          promptTokenCount: chunk.usageMetadata?.promptTokenCount ?? 0,
          thoughtsTokenCount: 64,
          totalTokenCount: (chunk.usageMetadata?.promptTokenCount ?? 0) + 64,
        },
      })),
    }),
  },
  "finish-everywhere": {
    summary: "STOP in every event, as old models and translating proxies do",
    apply: (plan) => ({
      ...plan,
      chunks: plan.chunks.map((chunk) => ({
        ...chunk,
        candidates: (chunk.candidates ?? []).map((candidate) => ({ ...candidate, finishReason: "STOP" })),
      })),
    }),
  },
} satisfies Readonly<Record<string, Scenario>>;
