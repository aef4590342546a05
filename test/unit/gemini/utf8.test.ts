import assert from "node:assert/strict";
import fc from "fast-check";
import { Utf8Decoder } from "../../../src/gemini/utf8.ts";
import { awkwardText } from "./awkwardText.ts";

function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new Utf8Decoder();
  return pieces.map((piece) => decoder.decode(piece)).join("") + decoder.end();
}

describe("Utf8Decoder", () => {
  it("gives what one decoder gives for the whole, for any bytes cut anywhere", () => {
    const text = awkwardText().map((value) => new TextEncoder().encode(value));
    const mark = fc.constant(Uint8Array.of(0xef, 0xbb, 0xbf));
    const piece = fc.oneof(text, mark, fc.uint8Array({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(60)), (parts, cuts) => {
        const bytes = Buffer.concat(parts);
        const positions = [
          0,
          ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b),
          bytes.length,
        ];
        const pieces = positions.slice(1).map((end, index) => bytes.subarray(positions[index], end));
        assert.equal(decode(pieces), new TextDecoder().decode(bytes));
      }),
      { numRuns: 300 },
    );
  });
});
