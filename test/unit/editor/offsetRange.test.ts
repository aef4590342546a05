import assert from "node:assert/strict";
import fc from "fast-check";
import { followChange, followOffset, type OffsetRange } from "../../../src/editor/offsetRange.ts";

const range: OffsetRange = { start: 10, end: 20 };

function changed(rangeOffset: number, rangeLength: number, text: string): OffsetRange | undefined {
  return followChange(range, { rangeOffset, rangeLength, text });
}

describe("followChange", () => {
  it("moves with text that is inserted before", () =>
    assert.deepEqual(changed(3, 0, "abc"), { start: 13, end: 23 }));

  it("moves with text that is deleted before", () =>
    assert.deepEqual(changed(3, 4, ""), { start: 6, end: 16 }));

  it("leaves text typed at its start outside", () =>
    assert.deepEqual(changed(10, 0, "a"), { start: 11, end: 21 }));

  it("moves when the text up to its start is deleted", () =>
    assert.deepEqual(changed(8, 2, ""), { start: 8, end: 18 }));

  it("stays when text is changed behind it", () => assert.deepEqual(changed(25, 3, "abcdef"), range));

  it("leaves text typed at its end outside", () => assert.deepEqual(changed(20, 0, "a"), range));

  it("adopts what is typed inside", () => assert.deepEqual(changed(15, 0, "ab"), { start: 10, end: 22 }));

  it("adopts what is replaced inside", () => assert.deepEqual(changed(10, 9, "a"), { start: 10, end: 12 }));

  it("is lost when its end is edited", () => assert.equal(changed(19, 1, ""), undefined));

  it("is lost when all of it is replaced", () => assert.equal(changed(10, 10, "abc"), undefined));

  it("is lost when an edit crosses its start", () => assert.equal(changed(8, 5, ""), undefined));

  it("is lost when an edit crosses its end", () => assert.equal(changed(18, 5, ""), undefined));

  it("is lost when the whole document is replaced", () => assert.equal(changed(0, 40, "new"), undefined));

  it("moves with what is typed where nothing stands yet", () =>
    assert.deepEqual(followChange({ start: 4, end: 4 }, { rangeOffset: 4, rangeLength: 0, text: "ab" }), {
      start: 6,
      end: 6,
    }));

  it("is lost when the text around an empty place is replaced", () =>
    assert.equal(
      followChange({ start: 4, end: 4 }, { rangeOffset: 3, rangeLength: 2, text: "ab" }),
      undefined,
    ));

  it("keeps hold of exactly what was streamed, under any edits elsewhere", () => {
    const step = fc.oneof(
      fc.record({ stream: fc.string({ minLength: 1, maxLength: 5 }) }),
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(8),
        typed: fc.string({ maxLength: 5 }),
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.array(step, { maxLength: 30 }), (original, at, steps) => {
        let text = original;
        let place: OffsetRange = { start: at % (text.length + 1), end: at % (text.length + 1) };
        let streamed = "";
        for (const next of steps) {
          if ("stream" in next) {
            text = text.slice(0, place.end) + next.stream + text.slice(place.end);
            place = { start: place.start, end: place.end + next.stream.length };
            streamed += next.stream;
            continue;
          }
          const offset = Math.round(next.at * text.length);
          const limit = offset < place.start ? place.start : text.length;
          const elsewhere = offset <= place.start || offset >= place.end;
          const rangeLength = offset === place.start ? 0 : Math.min(next.cut, limit - offset);
          if (elsewhere) {
            text = text.slice(0, offset) + next.typed + text.slice(offset + rangeLength);
            const followed = followChange(place, { rangeOffset: offset, rangeLength, text: next.typed });
            assert.ok(followed);
            place = followed;
          }
        }
        assert.equal(text.slice(place.start, place.end), streamed);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("followOffset", () => {
  const follow = (offset: number, rangeOffset: number, rangeLength: number, text: string) =>
    followOffset(offset, { rangeOffset, rangeLength, text });

  it("stays before a change", () => assert.equal(follow(3, 5, 2, "abc"), 3));
  it("moves behind a change", () => assert.equal(follow(9, 5, 2, "abc"), 10));
  it("is pushed on by text inserted at it", () => assert.equal(follow(5, 5, 0, "abc"), 8));
  it("keeps within text that takes its surroundings' place", () => assert.equal(follow(8, 5, 6, "a"), 6));
});
