import assert from "node:assert/strict";
import { blockAt, firstLines, lastLines } from "../../../src/editor/surroundings.ts";

describe("lastLines", () => {
  it("keeps a short text whole", () => assert.equal(lastLines("a\nb", 3), "a\nb"));
  it("begins at a line's start", () => assert.equal(lastLines("first\nsecond\nthird", 10), "third"));
  it("keeps every whole line that fits", () => assert.equal(lastLines("1\n22\n33\n", 6), "22\n33\n"));
  it("cuts a line that is too long by itself", () => assert.equal(lastLines("abcdef", 3), "def"));
  it("cuts a long line that ends the text", () => assert.equal(lastLines("abcdef\n", 3), "ef\n"));
});

describe("firstLines", () => {
  it("keeps a short text whole", () => assert.equal(firstLines("a\nb", 3), "a\nb"));
  it("ends at a line's end", () => assert.equal(firstLines("first\nsecond\nthird", 10), "first"));
  it("keeps every whole line that fits", () => assert.equal(firstLines("11\n22\n3", 5), "11\n22"));
  it("cuts a line that is too long by itself", () => assert.equal(firstLines("abcdef", 3), "abc"));
});

describe("blockAt", () => {
  const lines = ["", "a", "b", "", " ", "c", ""];
  const block = (line: number, of: readonly string[] = lines) =>
    blockAt(line, of.length, (at) => of[at]?.trim() === "");

  it("reaches to the blank lines around", () => assert.deepEqual(block(2), { first: 1, last: 2 }));
  it("reaches to the document's ends", () =>
    assert.deepEqual(block(1, ["a", "b", "c"]), { first: 0, last: 2 }));
  it("takes the next block from a blank line", () => assert.deepEqual(block(3), { first: 5, last: 5 }));
  it("takes the block before when none follows", () => assert.deepEqual(block(6), { first: 5, last: 5 }));
  it("finds none in a blank document", () => assert.equal(block(0, ["", " "]), undefined));
});
