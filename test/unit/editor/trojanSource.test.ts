import assert from "node:assert/strict";
import { findHiddenCharacters } from "../../../src/editor/trojanSource.ts";

const bidirectional = [
  0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
];
const invisible = [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xe0000, 0xe0041, 0xe007f];

describe("findHiddenCharacters", () => {
  for (const [kind, codePoints] of Object.entries({ bidirectional, invisible })) {
    for (const codePoint of codePoints) {
      const name = `U+${codePoint.toString(16).toUpperCase()}`;
      it(`finds ${name} as ${kind}`, () =>
        assert.deepEqual(findHiddenCharacters(`ab${String.fromCodePoint(codePoint)}c`), [
          { offset: 2, codePoint: name, kind },
        ]));
    }
  }

  it("finds all of them, in order, counted in UTF-16 units", () =>
    assert.deepEqual(
      findHiddenCharacters("😀\u202e/* \u{e0041}x\u2066\n").map(({ offset }) => offset),
      [2, 6, 9],
    ));

  it("leaves visible text alone, whatever its script", () =>
    assert.deepEqual(findHiddenCharacters("שלום عربى 日本語 é\u00a0\t\r\n 👩🏽 \u2028\u2010"), []));
});
