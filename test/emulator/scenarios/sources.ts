import type { Plan } from "../plan.ts";
import type { Candidate, Chunk } from "../wire.ts";
import { withAnswer } from "./say.ts";
import { searchEntry } from "./searchEntry.ts";
import type { Scenario } from "./scenario.ts";

/** Sentences with letters of one to four bytes, so that byte offsets and string positions part ways. */
const sentences = [
  "Zürich liegt am Fluß. ",
  "東京は日本の首都です。",
  " Rockets 🚀 fly to the Moon 🌕. ",
  "Москва стоит на Москве-реке.",
];

const pages = [
  { web: { uri: "https://example.com/zurich", title: "example.com" } },
  { web: { uri: "https://example.org/東京", title: "example.org" } },
  { web: { uri: "https://example.net/moon?a=1&b=2", title: "example.net" } },
];

/** Byte offsets of a sentence in the whole text; the service leaves out a start of zero. */
function segment(index: number) {
  const startIndex = Buffer.byteLength(sentences.slice(0, index).join(""));
  const text = sentences[index] ?? "";
  return { ...(startIndex > 0 && { startIndex }), endIndex: startIndex + Buffer.byteLength(text), text };
}

/** The event at `index` (from the end when negative) with more on its candidate. */
function amend(plan: Plan, index: number, candidate: Candidate): Plan {
  const at = index < 0 ? plan.chunks.length + index : index;
  const merge = (chunk: Chunk): Chunk => ({
    ...chunk,
    candidates: (chunk.candidates ?? []).map((each) => ({ ...each, ...candidate })),
  });
  return { ...plan, chunks: plan.chunks.map((chunk, i) => (i === at ? merge(chunk) : chunk)) };
}

const answer = { parts: [{ text: sentences.join("") }] };

/** Scenarios in which an answer names where it comes from. */
export const sources = {
  grounding: {
    summary: "search results, appended over two events, with byte offsets into multi-byte text",
    apply: (plan, _options, situation) => {
      const first = amend(withAnswer(plan, answer, situation), 0, { groundingMetadata: {} });
      const second = amend(first, -2, {
        groundingMetadata: { webSearchQueries: ["zürich fluss"], groundingChunks: pages.slice(0, 1) },
      });
      return amend(second, -1, {
        groundingMetadata: {
          webSearchQueries: ["zürich fluss", "東京 首都"],
          searchEntryPoint: searchEntry(["zürich fluss", "東京 首都"]),
          // Only what was not sent before; the indices count from the beginning.
          groundingChunks: pages.slice(1),
          groundingSupports: [
            { segment: segment(0), groundingChunkIndices: [0] },
            { segment: segment(1), groundingChunkIndices: [1] },
            { segment: segment(2), groundingChunkIndices: [1, 2] },
          ],
        },
      });
    },
  },
  "grounding-last": {
    summary: "search results in an event of their own, after the one with STOP",
    apply: (plan, _options, situation) => {
      const said = withAnswer(plan, answer, situation);
      const { modelVersion, responseId } = said.chunks.at(-1) ?? {};
      const metadata = {
        webSearchQueries: ["zürich fluss"],
        groundingChunks: pages,
        groundingSupports: [{ segment: segment(3), groundingChunkIndices: [0] }],
      };
      return {
        ...said,
        chunks: [
          ...said.chunks,
          {
            candidates: [{ groundingMetadata: metadata }],
            ...(modelVersion && { modelVersion }),
            ...(responseId && { responseId }),
          },
        ],
      };
    },
  },
  citations: {
    summary: "citations, of which a later event repeats the earlier ones",
    apply: (plan, _options, situation) => {
      const source = (i: number) => {
        const { text: _text, ...range } = segment(i);
        return { ...range, uri: `https://example.com/source/${i}`, ...(i === 1 && { license: "MIT" }) };
      };
      const said = withAnswer(plan, answer, situation);
      const early = amend(said, 0, { citationMetadata: { citationSources: [source(0), source(1)] } });
      return amend(early, -1, {
        citationMetadata: { citationSources: [source(0), source(1), source(3)] },
      });
    },
  },
  "url-context": {
    summary: "pages that were read, named in the first event alone",
    apply: (plan, _options, situation) =>
      amend(withAnswer(plan, answer, situation), 0, {
        urlContextMetadata: {
          urlMetadata: [
            {
              retrievedUrl: "https://example.com/read",
              urlRetrievalStatus: "URL_RETRIEVAL_STATUS_SUCCESS",
            },
            { retrievedUrl: "https://example.com/shut", urlRetrievalStatus: "URL_RETRIEVAL_STATUS_PAYWALL" },
            { retrievedUrl: "https://example.com/gone", urlRetrievalStatus: "URL_RETRIEVAL_STATUS_ERROR" },
          ],
        },
      }),
  },
} satisfies Readonly<Record<string, Scenario>>;
