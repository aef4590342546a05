import assert from "node:assert/strict";
import fc from "fast-check";
import { textDifference } from "../../../src/editor/textDifference.ts";

describe("textDifference", () => {
  it("is where two texts differ", () => {
    assert.deepEqual(textDifference("one two three", "one 2 three"), { start: 4, end: 7, text: "2" });
    assert.deepEqual(textDifference("aa", "aaa"), { start: 2, end: 2, text: "a" });
    assert.deepEqual(textDifference("same", "same"), { start: 4, end: 4, text: "" });
  });

  it("cuts neither a line break nor a character in two", () => {
    assert.deepEqual(textDifference("a\r\n", "a\rb"), { start: 1, end: 3, text: "\rb" });
    assert.deepEqual(textDifference("a\r\nb", "a\nb"), { start: 1, end: 3, text: "\n" });
    assert.deepEqual(textDifference("😀", "😁"), { start: 0, end: 2, text: "😁" });
  });

  it("makes the one of the other", () => {
    const text = fc.array(fc.constantFrom("a", "b", "\r\n", "\n", "😀", "😁")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (before, now) => {
        const { start, end, text: between } = textDifference(before, now);
        assert.equal(before.slice(0, start) + between + before.slice(end), now);
        assert.ok(before.slice(0, start).isWellFormed() && between.isWellFormed());
      }),
    );
  });
});
