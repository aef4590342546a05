import assert from "node:assert/strict";
import { fits, keepReview, readKept, writeKept } from "../../../src/editor/keptReviews.ts";
import type { Hunk } from "../../../src/editor/hunks.ts";

const text = "one\nzwei\ntwo\n";
const hunk: Hunk = { id: 3, removed: { start: 4, end: 9 }, added: { start: 9, end: 13 }, instead: "" };

describe("Kept reviews", () => {
  const review = keepReview("file:///a%20b.ts", text, [hunk]);

  it("come back as they were", () => {
    assert.deepEqual(readKept(writeKept([review])), [review]);
  });

  it("fit the text that they were in, and no other", () => {
    assert.equal(fits(review, text), true);
    assert.equal(fits(review, text.replace("two", "six")), false);
    assert.equal(fits(review, `${text}\n`), false);
  });

  it("are the newest twenty", () => {
    const many = Array.from({ length: 25 }, (_, i) => keepReview(`file:///${i}`, text, [hunk]));
    assert.deepEqual(readKept(writeKept(many)), many.slice(5));
  });

  it("are none where nothing was kept, or nothing that can be read", () => {
    for (const kept of [undefined, "", "{", "null", '{"version":2,"reviews":[]}', '{"version":1}']) {
      assert.deepEqual(readKept(kept), [], kept);
    }
  });

  const broken: Readonly<Record<string, object>> = {
    "an offset that is none": { hunks: [{ ...hunk, added: { start: 9, end: 9.5 } }] },
    "an end before its start": { hunks: [{ ...hunk, removed: { start: 9, end: 4 } }] },
    "what goes behind what comes": { hunks: [{ ...hunk, removed: { start: 10, end: 12 } }] },
    "changes out of order": { hunks: [hunk, { ...hunk, id: 4 }] },
    "a change beyond the text": { length: 12 },
    "no hash": { sha256: "" },
    "no address": { uri: 7 },
  };
  for (const [what, change] of Object.entries(broken)) {
    it(`are left out one by one: ${what}`, () => {
      const kept = JSON.stringify({ version: 1, reviews: [{ ...review, ...change }, review] });
      assert.deepEqual(readKept(kept), [review]);
    });
  }
});
