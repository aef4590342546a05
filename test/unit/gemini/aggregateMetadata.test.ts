import assert from "node:assert/strict";
import fc from "fast-check";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { groundedSpans } from "../../../src/gemini/positions.ts";
import type { GenerateContentResponse, Part } from "../../../src/gemini/wire.ts";
import { awkwardText } from "./awkwardText.ts";

interface Told {
  readonly citations: readonly object[];
  readonly sources: readonly object[];
  readonly supports: readonly object[];
  readonly queries: readonly string[];
  readonly searchEntry: string;
  readonly pages: readonly object[];
  readonly tokens: readonly number[];
}

const few = { maxLength: 5 };
const told: fc.Arbitrary<Told> = fc.record({
  citations: fc.uniqueArray(fc.nat(99), few).map((ends) => ends.map((endIndex) => ({ endIndex }))),
  sources: fc
    .array(fc.constantFrom("a", "b", "c"), few)
    .map((all) => all.map((title) => ({ web: { title } }))),
  supports: fc.uniqueArray(fc.nat(9), few).map((all) => all.map((at) => ({ groundingChunkIndices: [at] }))),
  queries: fc.uniqueArray(fc.string(), few),
  searchEntry: fc.string(),
  pages: fc.array(fc.webUrl(), few).map((all) => all.map((retrievedUrl) => ({ retrievedUrl }))),
  tokens: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }).map((all) => all.toSorted((a, b) => a - b)),
});

/** Cuts a list in two somewhere. */
function cut<T>(list: readonly T[], at: number): readonly [readonly T[], readonly T[]] {
  const middle = Math.floor(at * (list.length + 1));
  return [list.slice(0, middle), list.slice(middle)];
}

/** What is told of an answer, in as many chunks as there are reports of tokens, new things only or all so far. */
function chunksOf(whole: Told, at: number, repeats: boolean): readonly GenerateContentResponse[] {
  const halves = <T>(list: readonly T[]): readonly (readonly T[])[] => {
    const [first, second] = cut(list, at);
    return [first, repeats ? list : second];
  };
  const citations = halves(whole.citations);
  const queries = halves(whole.queries);
  const supports = halves(whole.supports);
  // Only what is new, as the API documents it: the same source may be listed twice.
  const sources = cut(whole.sources, at);
  const chunks = [0, 1].map((half) => ({
    candidates: [
      {
        citationMetadata: { citationSources: citations[half] ?? [] },
        groundingMetadata: {
          groundingChunks: sources[half] ?? [],
          groundingSupports: supports[half] ?? [],
          webSearchQueries: queries[half] ?? [],
          ...(half === 0 && { searchEntryPoint: { renderedContent: whole.searchEntry } }),
        },
        ...(half === 0 && { urlContextMetadata: { urlMetadata: whole.pages } }),
      },
    ],
  }));
  const counts = whole.tokens.map((totalTokenCount) => ({ usageMetadata: { totalTokenCount } }));
  const empty = { candidates: [{ groundingMetadata: {}, citationMetadata: {}, urlContextMetadata: {} }] };
  return [
    ...counts.slice(0, 1),
    ...chunks.slice(0, 1),
    empty,
    { usageMetadata: {} },
    ...chunks.slice(1),
    ...counts,
  ];
}

const list = <T>(items: readonly T[] | undefined): readonly T[] => items ?? [];
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("aggregate, on what is told besides the answer,", () => {
  it("R27 is the same however it is cut into chunks", () => {
    fc.assert(
      fc.property(told, fraction, fc.boolean(), (whole, at, repeats) => {
        const [first, second] = cut(whole.sources, at);
        // A list that begins like the one before is taken for a repetition of it.
        fc.pre(first.length === 0 || !JSON.stringify(second).startsWith(JSON.stringify(first).slice(0, -1)));
        const { citations, grounding, urlContext, usage } = aggregate(chunksOf(whole, at, repeats));
        assert.deepEqual(citations, whole.citations);
        assert.deepEqual(list(grounding?.groundingChunks), whole.sources);
        assert.deepEqual(list(grounding?.groundingSupports), whole.supports);
        assert.deepEqual(list(grounding?.webSearchQueries), whole.queries);
        assert.equal(grounding?.searchEntryPoint?.renderedContent, whole.searchEntry);
        assert.deepEqual(urlContext, { urlMetadata: whole.pages });
        assert.deepEqual(usage, { totalTokenCount: whole.tokens.at(-1) });
      }),
    );
  });

  it("leads every grounded segment to its words, however the text came", () => {
    const texts = fc.array(awkwardText({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.nat(), fraction, fraction, fc.boolean(), (parts, pick, from, to, quoted) => {
        const partIndex = pick % parts.length;
        const characters = Array.from(parts[partIndex] ?? "");
        const [start, end] = [from, to]
          .map((at) => Math.floor(at * (characters.length + 1)))
          .toSorted((a, b) => a - b);
        const words = characters.slice(start, end).join("");
        fc.pre(words !== "");
        const startIndex = Buffer.byteLength(characters.slice(0, start).join(""));
        const segment = {
          partIndex,
          startIndex,
          endIndex: startIndex + Buffer.byteLength(words),
          ...(quoted && { text: words }),
        };
        // Signatures keep the parts apart, as the server counts them.
        const chunks = parts.map((text): GenerateContentResponse => {
          const part: Part = { text, thoughtSignature: "c2ln" };
          return { candidates: [{ content: { parts: [part] } }] };
        });
        const groundingMetadata = { groundingSupports: [{ segment, groundingChunkIndices: [0] }] };
        const answer = aggregate([...chunks, { candidates: [{ groundingMetadata }] }]);
        const [span] = groundedSpans(answer);
        const before = parts.slice(0, partIndex).join("") + characters.slice(0, start).join("");
        assert.deepEqual(span, { start: before.length, end: before.length + words.length, chunks: [0] });
        const [joined] = groundedSpans(
          aggregate([...parts.map(plainChunk), { candidates: [{ groundingMetadata }] }]),
        );
        assert.ok(!quoted || (joined && answer.text.slice(joined.start, joined.end) === words));
      }),
    );
  });
});

function plainChunk(text: string): GenerateContentResponse {
  return { candidates: [{ content: { parts: [{ text }] } }] };
}
