import { signatureFor } from "../signatures.ts";
import type { Chunk } from "../wire.ts";
import type { Scenario } from "./scenario.ts";

/** Scenarios in which all is legal and something is unusual. */
export const oddities = {
  "signed-end": {
    summary: "the thought signature on an empty text in the last event, whatever model answers",
    apply: (plan, _options, { model }) => {
      const signed = { parts: [{ text: "", thoughtSignature: signatureFor(model) }], role: "model" };
      return {
        ...plan,
        chunks: plan.chunks.map((chunk, i) =>
          i < plan.chunks.length - 1
            ? chunk
            : { ...chunk, candidates: chunk.candidates?.map((each) => ({ ...each, content: signed })) ?? [] },
        ),
      };
    },
  },
  "other-model": {
    summary: "another model than the one asked for answers",
    usage: "version=gemini-3.5-flash-lite",
    bare: "version",
    apply: (plan, options) => ({
      ...plan,
      chunks: plan.chunks.map((chunk) => ({
        ...chunk,
        modelVersion: options.text("version", "gemini-3.5-flash-lite"),
      })),
    }),
  },
  deprecated: {
    summary: "modelStatus says that the model will be retired",
    usage: "stage=DEPRECATED",
    bare: "stage",
    apply: (plan, options) => ({
      ...plan,
      chunks: plan.chunks.map((chunk) => ({
        ...chunk,
        modelStatus: {
          modelStage: options.text("stage", "DEPRECATED"),
          retirementTime: "2026-12-01T00:00:00Z",
          message: "This model is deprecated. Please move to gemini-3.8-flash.",
        },
      })),
    }),
  },
  "unknown-kinds": {
    summary: "a part, a field, an enum member and a finish reason that nobody knows yet",
    apply: (plan) => {
      const unknown = {
        candidates: [
          {
            content: { role: "model", parts: [{ hologram: { depth: 3 } }], future: true },
            safetyRatings: [{ category: "HARM_CATEGORY_FUTURE", probability: "FUTURE" }, {}],
            index: 0,
          },
        ],
        futureField: { nested: [1, 2, 3] },
      };
      const [first, ...rest] = plan.chunks;
      const chunks = [...(first ? [first] : []), unknown as Chunk, ...rest].map((chunk, i) => ({
        ...chunk,
        ...(i === rest.length + 1 && {
          candidates: (chunk.candidates ?? []).map((candidate) => ({
            ...candidate,
            finishReason: "FUTURE_REASON",
          })),
        }),
      }));
      return { ...plan, chunks };
    },
  },
  sparse: {
    summary: "events without candidates, with empty ones, with empty usage or content",
    apply: (plan) => {
      const empties = [
        {},
        { candidates: [] },
        { candidates: [{}] },
        { usageMetadata: {} },
        { candidates: [{ content: {} }] },
      ];
      return {
        ...plan,
        chunks: plan.chunks
          .flatMap((chunk, i) => [chunk, i < plan.chunks.length - 1 ? empties[i] : undefined])
          .filter((chunk): chunk is Chunk => chunk !== undefined),
      };
    },
  },
  "safety-ratings": {
    summary: "safety ratings beside an ordinary answer, as older models send them",
    apply: (plan) => ({
      ...plan,
      chunks: plan.chunks.map((chunk) => ({
        ...chunk,
        promptFeedback: { safetyRatings: ratings },
        candidates: (chunk.candidates ?? []).map((candidate) => ({ ...candidate, safetyRatings: ratings })),
      })),
    }),
  },
} satisfies Readonly<Record<string, Scenario>>;

const ratings = [
  { category: "HARM_CATEGORY_HARASSMENT", probability: "NEGLIGIBLE" },
  { category: "HARM_CATEGORY_DANGEROUS_CONTENT", probability: "LOW" },
];
