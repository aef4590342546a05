import assert from "node:assert/strict";
import fc from "fast-check";
import { Aggregator, aggregate } from "../../../src/gemini/aggregate.ts";
import type { GenerateContentResponse, Part } from "../../../src/gemini/wire.ts";
import type { GroundingMetadata } from "../../../src/gemini/wireGrounding.ts";
import { textChunk } from "./server.ts";
import { awkwardText } from "./awkwardText.ts";

function chunkOf(...parts: readonly Part[]): GenerateContentResponse {
  return { candidates: [{ content: { role: "model", parts } }] };
}

const stop: GenerateContentResponse = { candidates: [{ finishReason: "STOP" }] };

function grounded(...updates: readonly GroundingMetadata[]): GroundingMetadata | undefined {
  return aggregate(updates.map((groundingMetadata) => ({ candidates: [{ groundingMetadata }] }))).grounding;
}

/** An answer's part, as the server means it. Neighbouring plain texts are one part. */
const plainText = fc.record({ text: awkwardText({ minLength: 1 }), thought: fc.boolean() });
const signature = fc.base64String({ minLength: 4 });
const whole: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ text: fc.string(), thoughtSignature: signature }),
  fc.record({
    functionCall: fc.record({ name: fc.string(), args: fc.dictionary(fc.string(), fc.jsonValue()) }),
  }),
  fc.record({ functionCall: fc.record({ name: fc.string() }), thoughtSignature: signature }),
  fc.record({ inlineData: fc.record({ mimeType: fc.constant("image/png"), data: signature }) }),
  fc.record({ executableCode: fc.record({ code: fc.string() }) }),
  fc.record({ codeExecutionResult: fc.record({ outcome: fc.constant("OUTCOME_OK"), output: fc.string() }) }),
  fc.record({ toolCall: fc.record({ id: fc.string(), args: fc.dictionary(fc.string(), fc.jsonValue()) }) }),
  fc.record({ toolResponse: fc.record({ id: fc.string() }), thoughtSignature: signature }),
  fc.record({ text: fc.string(), thought: fc.constant(true), thoughtSignature: signature }),
  fc.record({ hologram: fc.nat() }) as fc.Arbitrary<Part>,
);
const run = plainText.map(({ text, thought }): Part => (thought ? { text, thought } : { text }));
const answer = fc.array(fc.oneof(run, whole), { maxLength: 12 }).filter((parts) =>
  parts.every((part, index) => {
    const before = parts[index - 1];
    return before === undefined || !isRun(part) || !isRun(before) || before.thought !== part.thought;
  }),
);

function isRun(part: Part): boolean {
  return part.text !== undefined && part.thoughtSignature === undefined;
}

/** Cuts an answer into chunks as a server may: texts anywhere, everything else whole, several parts in a chunk or none. */
function cutUp(parts: readonly Part[], random: () => number): GenerateContentResponse[] {
  const pieces = parts.flatMap((part) => {
    if (!isRun(part)) {
      return [part];
    }
    const { text = "", ...rest } = part;
    const cuts = [random(), random(), random()].map((at) => Math.floor(at * (text.length + 1)));
    const ends = [0, ...cuts.toSorted((a, b) => a - b), text.length];
    return ends.slice(1).map((end, index) => ({ ...rest, text: text.slice(ends[index], end) }));
  });
  const chunks: GenerateContentResponse[] = [];
  let open: Part[] = [];
  for (const piece of pieces) {
    open.push(piece);
    if (random() < 0.6) {
      chunks.push(chunkOf(...open), ...(random() < 0.2 ? [{}, { candidates: [] }] : []));
      open = [];
    }
  }
  return [...chunks, chunkOf(...open), stop];
}

describe("aggregate", () => {
  it("R27 gives the same answer however it is cut into chunks", () => {
    fc.assert(
      fc.property(
        answer,
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (parts, numbers) => {
          const random = () => numbers.next().value as number;
          const { content, text, thoughts, functionCalls, complete } = aggregate(cutUp(parts, random));
          assert.deepEqual(content.parts, parts);
          const texts = (thought: boolean) =>
            parts.map((part) => ((part.thought === true) === thought ? (part.text ?? "") : "")).join("");
          assert.equal(text, texts(false));
          assert.equal(thoughts, texts(true));
          assert.deepEqual(
            functionCalls,
            parts.flatMap(({ functionCall }) => functionCall ?? []),
          );
          assert.ok(complete);
        },
      ),
    );
  });

  it("gives the same chunk by chunk as at once, and its answers do not change afterwards", () => {
    fc.assert(
      fc.property(answer, (parts) => {
        const chunks = cutUp(parts, () => 0.5);
        const aggregator = new Aggregator();
        const snapshots = chunks.map((chunk) => {
          aggregator.add(chunk);
          return aggregator.answer;
        });
        snapshots.forEach((snapshot, index) => {
          assert.deepEqual(snapshot, aggregate(chunks.slice(0, index + 1)));
        });
      }),
      { numRuns: 30 },
    );
  });

  it("keeps a signature on the part it came with, an empty one too", () => {
    const parts = [
      { text: "a" },
      { text: "b", thoughtSignature: "c2ln" },
      { text: "c" },
      { text: "", thoughtSignature: "bGFzdA==" },
    ];
    assert.deepEqual(aggregate(parts.map((part) => chunkOf(part))).content.parts, parts);
  });

  it("keeps thoughts apart that interleave with the text", () => {
    const parts = [
      { text: "hm", thought: true },
      { text: "A" },
      { text: "oh", thought: true },
      { text: "B" },
    ];
    const { content, text, thoughts } = aggregate([chunkOf(...parts)]);
    assert.deepEqual([content.parts, text, thoughts], [parts, "AB", "hmoh"]);
  });

  it("follows the first candidate alone", () => {
    const { text, complete } = aggregate([
      { candidates: [{ index: 1, content: { parts: [{ text: "other" }] }, finishReason: "STOP" }] },
      textChunk("mine"),
    ]);
    assert.deepEqual([text, complete], ["mine", false]);
  });

  it("is incomplete until there is a finish reason, and shows one it does not know", () => {
    assert.equal(aggregate([]).complete, false);
    assert.equal(aggregate([textChunk("x")]).complete, false);
    assert.equal(aggregate([textChunk("x", "FINISH_REASON_UNSPECIFIED")]).complete, false);
    assert.equal(aggregate([textChunk("x", "CONTINUATION")]).complete, false);
    const { complete, finishReason } = aggregate([textChunk("x", "WHIM_OF_TOMORROW")]);
    assert.deepEqual([complete, finishReason], [true, "WHIM_OF_TOMORROW"]);
  });

  it("keeps the last finish reason and never forgets one", () => {
    const { finishReason, finishMessage } = aggregate([
      textChunk("a", "STOP"),
      { candidates: [{ finishReason: "RECITATION", finishMessage: "quoted" }] },
      { candidates: [{ finishReason: "" }] },
      { usageMetadata: {} },
    ]);
    assert.deepEqual([finishReason, finishMessage], ["RECITATION", "quoted"]);
  });

  it("knows a blocked prompt from ratings beside an answer", () => {
    const promptFeedback = { safetyRatings: [{ category: "HARM_CATEGORY_HARASSMENT" }] };
    assert.equal(aggregate([{ promptFeedback, ...textChunk("fine", "STOP") }]).blocked, false);
    assert.equal(aggregate([{ promptFeedback }, textChunk("fine", "STOP")]).blocked, false);
    assert.equal(aggregate([{ promptFeedback }]).blocked, true);
    const { blocked, complete } = aggregate([{ promptFeedback: { blockReason: "OTHER" } }]);
    assert.deepEqual([blocked, complete], [true, true]);
  });

  it("calls an answer empty that has nothing but thoughts, and none that has a call or an image", () => {
    const isEmpty = (...parts: readonly Part[]) => aggregate([chunkOf(...parts), stop]).empty;
    assert.equal(isEmpty(), true);
    assert.equal(isEmpty({ text: "hm", thought: true }, { text: "", thoughtSignature: "c2ln" }), true);
    assert.equal(isEmpty({ text: "x" }), false);
    assert.equal(isEmpty({ functionCall: { name: "f" } }), false);
    assert.equal(isEmpty({ inlineData: { mimeType: "image/png", data: "" } }), false);
    assert.equal(aggregate([]).empty, false);
  });

  it("takes null for what a proxy has not to say", () => {
    const odd = {
      candidates: [{ content: { parts: [{ text: null, functionCall: { name: "f" } }] }, finishReason: null }],
      promptFeedback: null,
      usageMetadata: null,
    } as unknown as GenerateContentResponse;
    const { text, functionCalls, complete, blocked, usage } = aggregate([odd, textChunk("x")]);
    assert.deepEqual([text, functionCalls, complete, blocked], ["x", [{ name: "f" }], false, false]);
    assert.deepEqual(usage ?? {}, {});
  });

  it("loses neither a block's reason nor the pages read to a later chunk that says less", () => {
    const urlContextMetadata = { urlMetadata: [{ retrievedUrl: "https://example.com" }] };
    const { promptFeedback, urlContext } = aggregate([
      { promptFeedback: { blockReason: "SAFETY" }, candidates: [{ urlContextMetadata }] },
      { promptFeedback: { safetyRatings: [] }, candidates: [{ urlContextMetadata: {} }] },
    ]);
    assert.deepEqual(promptFeedback, { blockReason: "SAFETY", safetyRatings: [] });
    assert.deepEqual(urlContext, urlContextMetadata);
  });

  it("keeps the last value of each token count, and none it was not told", () => {
    const { usage } = aggregate([
      { usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 } },
      { usageMetadata: {} },
      { usageMetadata: { candidatesTokenCount: 5, totalTokenCount: 13 } },
      { usageMetadata: { candidatesTokenCount: 7, toolUsePromptTokenCount: 0 } },
    ]);
    assert.deepEqual(usage, {
      promptTokenCount: 8,
      candidatesTokenCount: 7,
      toolUsePromptTokenCount: 0,
      totalTokenCount: 13,
    });
  });

  it("lists each citation once, whichever name the list has", () => {
    const first = { startIndex: 1, endIndex: 9, uri: "https://example.com/a", license: "" };
    const second = { endIndex: 20, uri: "https://example.com/b" };
    const { citations } = aggregate([
      { candidates: [{ citationMetadata: { citationSources: [first] } }] },
      { candidates: [{ citationMetadata: { citationSources: [first, second] } }] },
      { candidates: [{ citationMetadata: { citations: [second] } }] },
      { candidates: [{ citationMetadata: {} }] },
    ]);
    assert.deepEqual(citations, [first, second]);
  });

  it("appends grounding chunks, so that indexes count over all of them", () => {
    const [a, b, c] = ["a", "b", "c"].map((title) => ({ web: { title } }));
    assert.ok(a && b && c);
    const grounding = grounded(
      {},
      { groundingChunks: [a], webSearchQueries: ["q"] },
      { groundingChunks: [b, a], webSearchQueries: ["q", "r"] },
      { groundingSupports: [{ groundingChunkIndices: [1] }] },
      { groundingChunks: [c], groundingSupports: [{ groundingChunkIndices: [3] }] },
    );
    assert.deepEqual(grounding, {
      groundingChunks: [a, b, a, c],
      groundingSupports: [{ groundingChunkIndices: [1] }, { groundingChunkIndices: [3] }],
      webSearchQueries: ["q", "r"],
    });
  });

  it("does not double grounding chunks that a server repeats from the beginning", () => {
    const [a, b] = ["a", "b"].map((title) => ({ web: { title } }));
    assert.ok(a && b);
    const supports = [{ groundingChunkIndices: [0] }];
    const grounding = grounded(
      { groundingChunks: [a], groundingSupports: supports },
      { groundingChunks: [a, b], groundingSupports: supports },
    );
    assert.deepEqual(grounding, { groundingChunks: [a, b], groundingSupports: supports });
  });

  it("keeps what only one chunk said, and the last of what several did", () => {
    const urlContextMetadata = { urlMetadata: [{ retrievedUrl: "https://example.com" }] };
    const searchEntryPoint = { renderedContent: "<p>" };
    const given = aggregate([
      {
        modelVersion: "m-1",
        responseId: "r",
        candidates: [{ urlContextMetadata, groundingMetadata: { searchEntryPoint } }],
      },
      { modelVersion: "m-2", candidates: [{ groundingMetadata: { webSearchQueries: ["q"] } }] },
      { modelStatus: { modelStage: "DEPRECATED" }, ...textChunk("x", "STOP") },
    ]);
    assert.deepEqual(given.urlContext, urlContextMetadata);
    assert.deepEqual(given.grounding, { searchEntryPoint, webSearchQueries: ["q"] });
    assert.deepEqual([given.modelVersion, given.responseId], ["m-2", "r"]);
    assert.deepEqual(given.modelStatus, { modelStage: "DEPRECATED" });
  });
});
