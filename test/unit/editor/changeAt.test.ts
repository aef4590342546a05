import assert from "node:assert/strict";
import fc from "fast-check";
import { changeAt } from "../../../src/editor/changeAt.ts";

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
const at = (line: number, side: "old" | "new" = "new") => ({ side, startLine: line, endLine: line });

describe("changeAt", () => {
  const old = numbered(60);
  const fresh = old.with(5, "changed 5").toSpliced(40, 3).toSpliced(50, 0, "added");
  const [oldText, newText] = [old.join("\n"), fresh.join("\n")];

  it("is the change of the line, with what stands around it", () => {
    assert.deepEqual(changeAt("a\nb\nc\n", "a\nB\nc\n", at(1)), {
      diff: "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c",
      startLine: 1,
      endLine: 1,
    });
  });

  it("is found from either side", () => {
    assert.match(changeAt(oldText, newText, at(5))?.diff ?? "", /-line 5\n\+changed 5/);
    assert.match(changeAt(oldText, newText, at(5, "old"))?.diff ?? "", /-line 5\n\+changed 5/);
    assert.match(changeAt(oldText, newText, at(41, "old"))?.diff ?? "", /-line 40\n-line 41\n-line 42/);
  });

  it("is there where lines are gone, from the lines on both sides of the gap", () => {
    for (const line of [39, 40]) {
      const change = changeAt(oldText, newText, at(line));
      assert.match(change?.diff ?? "", /-line 40\n-line 41\n-line 42/, String(line));
    }
  });

  it("is none where nothing has changed", () => {
    assert.equal(changeAt(oldText, newText, at(20)), undefined);
    assert.equal(changeAt(oldText, oldText, at(5)), undefined);
    assert.equal(changeAt("a\r\nb\r\n", "a\nb\n", at(0)), undefined);
  });

  it("covers every line that differs", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = after.split("\n");
        const found = lines.map((_, line) => changeAt(before, after, at(line)));
        assert.equal(
          found.every((change) => change === undefined),
          before === after,
        );
        for (const change of found) {
          assert.ok(change === undefined || change.startLine <= change.endLine);
        }
      }),
    );
  });
});
