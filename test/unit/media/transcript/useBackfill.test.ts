import assert from "node:assert/strict";
import { countOnScreen } from "../../../../media/transcript/useBackfill.ts";
import type { Turn } from "../../../../src/shared/transcript.ts";

const turn = (text: string): Turn => ({ role: "user", id: text, at: 0, parts: [{ type: "text", text }] });

describe("what of a long conversation is rendered at once", () => {
  it("is as much as fills the screen, from its end", () => {
    const short = Array.from({ length: 12 }, (_, index) => turn(`message ${index}`));
    const long = turn("A line of an answer.\n\n".repeat(60));
    assert.equal(countOnScreen([...short, long], 900), 1);
    assert.equal(countOnScreen([...short.slice(0, 10), long, turn("And then?")], 900), 2);
    assert.equal(countOnScreen(short, 90), 5);
    assert.equal(countOnScreen(short, 900), 12);
  });

  it("counts long lines as the lines they are broken into, and no blank ones", () => {
    assert.equal(countOnScreen([turn("before"), turn("word ".repeat(24 * 10))], 180), 1);
    assert.equal(countOnScreen([turn("before"), turn(`${"\n".repeat(20)}words`)], 36), 2);
  });

  it("knows of turns that cannot be found only that they are there", () => {
    assert.equal(countOnScreen([turn("one"), undefined], 18), 2);
    assert.equal(countOnScreen([], 900), 0);
  });
});
