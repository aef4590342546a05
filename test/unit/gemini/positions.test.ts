import assert from "node:assert/strict";
import fc from "fast-check";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { ByteIndex, citedSpans, groundedSpans } from "../../../src/gemini/positions.ts";
import type { Part } from "../../../src/gemini/wire.ts";
import type { Segment } from "../../../src/gemini/wireGrounding.ts";
import { awkwardText } from "./awkwardText.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

describe("ByteIndex", () => {
  it("agrees with an encoder at every character of any text, lone surrogates included", () => {
    const unit = fc.oneof(
      awkwardText({ minLength: 1, maxLength: 1 }),
      fc.constant("\uD800"),
      fc.constant("\uDC00"),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 1_200 }), (units) => {
        const text = units.join("");
        const index = new ByteIndex(text);
        let bytes = 0;
        let at = 0;
        for (const character of text) {
          assert.equal(index.at(bytes), at);
          bytes += bytesOf(character);
          at += character.length;
        }
        assert.equal(index.at(bytes), text.length);
      }),
      { numRuns: 50 },
    );
  });

  it("takes an offset inside a character for its start, and one beyond the text for its end", () => {
    const index = new ByteIndex("a🌍b");
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 99].map((offset) => index.at(offset)),
      [0, 1, 1, 1, 1, 3, 4, 4],
    );
    assert.equal(new ByteIndex("").at(3), 0);
  });
});

describe("citedSpans", () => {
  it("counts in the text's own units", () => {
    const text = "Grüße 🌍 Welt";
    const startIndex = bytesOf("Grüße ");
    const citations = [
      { startIndex, endIndex: startIndex + 4, uri: "https://example.com", license: "" },
      { endIndex: bytesOf("Grüße"), license: "MIT" },
    ];
    const spans = citedSpans({ text, citations });
    assert.deepEqual(
      spans.map(({ start, end }) => text.slice(start, end)),
      ["🌍", "Grüße"],
    );
    assert.deepEqual(
      spans.map(({ uri, license }) => [uri, license]),
      [
        ["https://example.com", undefined],
        [undefined, "MIT"],
      ],
    );
  });
});

describe("groundedSpans", () => {
  function quotedText(parts: readonly Part[], segment: Segment): string | undefined {
    const groundingMetadata = { groundingSupports: [{ segment, groundingChunkIndices: [2] }] };
    const answer = aggregate([{ candidates: [{ content: { parts }, groundingMetadata }] }]);
    const [span] = groundedSpans(answer);
    return span && answer.text.slice(span.start, span.end);
  }

  it("finds a segment in its part", () => {
    const parts = [{ text: "Ärger " }, { functionCall: { name: "f" } }, { text: "über Öl" }];
    const segment = { partIndex: 2, startIndex: 0, endIndex: 5, text: "über" };
    assert.equal(quotedText(parts, segment), "über");
    assert.equal(quotedText(parts, { ...segment, text: "" }), undefined);
    assert.equal(quotedText(parts, { partIndex: 2, startIndex: 6, endIndex: 9 }), "Öl");
  });

  it("finds it in the whole text when thoughts have moved the parts", () => {
    const parts = [
      { text: "hm", thought: true },
      { text: "Die Öle " },
      { text: "sind gut", thoughtSignature: "c2ln" },
    ];
    assert.equal(quotedText(parts, { startIndex: 4, endIndex: 9, text: "Öle " }), "Öle ");
    assert.equal(quotedText(parts, { startIndex: 9, endIndex: 13, text: "sind" }), "sind");
  });

  it("finds it by its words when the offsets lead elsewhere", () => {
    assert.equal(quotedText([{ text: "one two" }], { startIndex: 1, endIndex: 3, text: "two" }), "two");
  });

  it("leaves out what is not there", () => {
    assert.equal(quotedText([{ text: "one" }], { startIndex: 0, endIndex: 2, text: "zw" }), undefined);
    assert.deepEqual(groundedSpans(aggregate([])), []);
  });
});
