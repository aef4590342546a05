import assert from "node:assert/strict";
import fc from "fast-check";
import { followHunk, type Hunk, hunksOf } from "../../../src/editor/hunks.ts";
import { decided, stretchOf } from "../../../src/editor/hunkText.ts";
import { type DiffLine, InlineDiff } from "../../../src/editor/inlineDiff.ts";

function compared(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  const diff = new InlineDiff(old);
  diff.push(fresh.join("\n"));
  diff.end();
  return diff.lines();
}

/** A document in which both texts stand, and what is to be decided there. */
function reviewed(old: readonly string[], fresh: readonly string[], eol: string, endsWithBreak: boolean) {
  const head = `head${eol}`;
  const lines = compared(old, fresh);
  const text = head + lines.map((line) => line.text).join(eol) + (endsWithBreak ? eol : "");
  const clamp = (offset: number) => Math.min(offset, text.length);
  // As a document does with offsets beyond its end.
  const hunks = hunksOf(lines, head.length, eol).map(({ id, removed, added, instead }) => ({
    id,
    removed: { start: clamp(removed.start), end: clamp(removed.end) },
    added: { start: clamp(added.start), end: clamp(added.end) },
    instead,
  }));
  return { head, text, hunks };
}

function decide(text: string, hunks: readonly Hunk[], decision: "accept" | "discard"): string {
  if (hunks.length === 0) return text;
  const stretch = stretchOf(text, hunks);
  const end = stretch.start + stretch.text.length;
  return text.slice(0, stretch.start) + decided(stretch, decision) + text.slice(end);
}

describe("changes that wait for a decision", () => {
  it("are runs of lines that go and come", () => {
    const { text, hunks } = reviewed(["a", "b", "c"], ["a", "B", "c", "d"], "\n", true);
    const shown = hunks.map(({ removed, added }) => [
      text.slice(removed.start, removed.end),
      text.slice(added.start, added.end),
    ]);
    assert.deepEqual(shown, [
      ["b\n", "B\n"],
      ["", "d\n"],
    ]);
  });

  it("are discarded without the line break before them where they were put in as they are", () => {
    const text = "head\nnew";
    const hunk = { id: 0, removed: { start: 5, end: 5 }, added: { start: 5, end: 8 }, instead: "" };
    assert.equal(decide(text, [{ ...hunk, isPiece: true }], "discard"), "head\n");
    assert.equal(decide(text, [{ ...hunk, isPiece: true }], "accept"), text);
    assert.equal(decide(text, [hunk], "discard"), "head");
  });

  it("come to the new text when they are accepted and to the old when they are discarded", () => {
    const line = fc.constantFrom("", "}", "  a();", "  b(1, 2);", "let c = 3;", "return c;");
    const lines = fc.array(line, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        lines,
        lines,
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        (old, fresh, eol, endsWithBreak) => {
          // The lines that are replaced, and what replaces them, end with one that is not blank.
          fc.pre(endsWithBreak || (old.at(-1) !== "" && fresh.at(-1) !== ""));
          const { head, text, hunks } = reviewed(old, fresh, eol, endsWithBreak);
          const end = endsWithBreak ? eol : "";
          assert.equal(decide(text, hunks, "accept"), head + fresh.join(eol) + end);
          assert.equal(decide(text, hunks, "discard"), head + old.join(eol) + end);
        },
      ),
    );
  });

  it("follow what is written before, between and within them", () => {
    const hunk = { id: 0, removed: { start: 10, end: 14 }, added: { start: 14, end: 20 }, instead: "" };
    const insert = (rangeOffset: number) => followHunk(hunk, { rangeOffset, rangeLength: 0, text: "xx" });
    const spans = (at: Hunk | undefined) =>
      at && [at.removed.start, at.removed.end, at.added.start, at.added.end];
    assert.deepEqual(spans(insert(10)), [12, 16, 16, 22]);
    assert.deepEqual(spans(insert(12)), [10, 16, 16, 22]);
    assert.deepEqual(spans(insert(14)), [10, 14, 16, 22]);
    assert.deepEqual(spans(insert(15)), [10, 14, 14, 22]);
    assert.deepEqual(spans(insert(20)), [10, 14, 14, 20]);
  });

  it("are settled by an edit across their edges", () => {
    const hunk = { id: 0, removed: { start: 10, end: 14 }, added: { start: 14, end: 20 }, instead: "" };
    assert.equal(followHunk(hunk, { rangeOffset: 12, rangeLength: 4, text: "" }), undefined);
    assert.equal(followHunk(hunk, { rangeOffset: 8, rangeLength: 4, text: "" }), undefined);
  });
});
