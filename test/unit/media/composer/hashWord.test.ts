import assert from "node:assert/strict";
import { hashWordAt, withoutWord } from "../../../../media/composer/hashWord.ts";

describe("hashWordAt", () => {
  /** `|` is the cursor. */
  const at = (marked: string) => hashWordAt(marked.replace("|", ""), marked.indexOf("|"));

  for (const [marked, query] of [
    ["#|", ""],
    ["#src/a|", "src/a"],
    ["see #par|ser.ts now", "par"],
    ["line\n#x|", "x"],
    ["(#x|)", "x"],
    ["C#|", undefined],
    ["##|", undefined],
    ["#|# heading", undefined],
    ["# |", undefined],
    ["https://x.org/#a|", undefined],
    ["|#a", undefined],
    [`#${"x".repeat(300)}|`, undefined],
  ] as const) {
    it(`finds ${query ?? "nothing"} in ${JSON.stringify(marked.slice(0, 30))}`, () =>
      assert.equal(at(marked)?.query, query));
  }

  for (const [marked, left, cursor] of [
    ["see #par|ser.ts now", "see now", 4],
    ["#a|", "", 0],
    ["#a| b", "b", 0],
    ["x #a|", "x ", 2],
    ["(#a|)", "()", 1],
  ] as const) {
    it(`takes the word out of ${JSON.stringify(marked)}`, () => {
      const word = at(marked);
      assert.ok(word);
      assert.deepEqual(withoutWord(marked.replace("|", ""), word), { text: left, cursor });
    });
  }
});
