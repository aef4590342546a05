import assert from "node:assert/strict";
import { plainName, splitName } from "../../../../media/words/names.ts";

describe("file names for the eye", () => {
  it("stand on one line, in the order in which they are written", () => {
    assert.equal(plainName("cat\u202egpj.exe"), "catgpj.exe");
    assert.equal(plainName("a\u200f\u2066b\u061c.txt"), "ab.txt");
    assert.equal(plainName("two\r\nlines\u2028three\tfour"), "two lines three four");
    assert.equal(plainName("שלום.pdf <b>"), "שלום.pdf <b>");
  });

  it("give way in the middle, never inside a character", () => {
    assert.deepEqual(splitName("short.png"), { head: "short.png", tail: "" });
    const { head, tail } = splitName(`${"👩".repeat(30)}holiday.jpeg`);
    assert.equal(tail, "iday.jpeg");
    assert.equal(head, `${"👩".repeat(30)}hol`);
    assert.equal(splitName("👩".repeat(30)).tail, "👩".repeat(9));
  });
});
