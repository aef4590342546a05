import assert from "node:assert/strict";
import {
  formatBytes,
  formatPart,
  formatRemaining,
  formatTime,
  parseTime,
  percent,
} from "../../../../media/words/amounts.ts";

describe("amounts in words", () => {
  const plain = (text: string) => text.replace(/\u00a0/g, " ");

  for (const [bytes, words] of [
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [1_234_567, "1.2 MB"],
    [28_400_000, "28 MB"],
    [2 * 1024 ** 3, "2.1 GB"],
    [5e12, "5,000 GB"],
  ] as const) {
    it(`${bytes} bytes are ${words}`, () => assert.equal(plain(formatBytes(bytes)), words));
  }

  it("name part and whole in one unit", () => {
    assert.equal(plain(formatPart(12_000_000, 28_000_000)), "12 of 28 MB");
    assert.equal(plain(formatPart(400_000, 2_500_000)), "0.4 of 2.5 MB");
    assert.equal(plain(formatPart(21_000_000, 1_073_741_824)), "0.02 of 1.1 GB");
    assert.equal(plain(formatPart(3, 900)), "3 of 900 bytes");
  });

  it("reach a hundred per cent only at the end", () => {
    assert.deepEqual(
      [percent(0, 10), percent(43, 100), percent(9_999, 10_000), percent(10, 10), percent(0, 0)],
      [0, 43, 99, 100, 0],
    );
  });

  for (const [seconds, words] of [
    [0, "0:00"],
    [83, "1:23"],
    [3723, "1:02:03"],
    [5.5, "0:05.5"],
  ] as const) {
    it(`${seconds} s are ${words} and back`, () => {
      assert.equal(formatTime(seconds), words);
      assert.equal(parseTime(words), seconds);
    });
  }

  it("read times as people write them, and nothing else", () => {
    assert.deepEqual(["90", " 1:5 ", "0:07,5", "100:00"].map(parseTime), [90, 65, 7.5, 6000]);
    for (const wrong of ["", "a", "1:", ":5", "-1", "1:2:3:4", "1e3"]) {
      assert.equal(parseTime(wrong), undefined, wrong);
    }
  });

  it("tell what is left without false exactness", () => {
    assert.deepEqual([formatRemaining(7.2), formatRemaining(600)], ["8 s left", "10 min left"]);
  });
});
