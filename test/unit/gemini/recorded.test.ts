import assert from "node:assert/strict";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { StreamParser } from "../../../src/gemini/sse.ts";
import type { GenerateContentResponse } from "../../../src/gemini/wire.ts";
import { recordedStreams } from "./recordings.ts";

function parse(pieces: readonly Uint8Array[]): readonly GenerateContentResponse[] {
  const parser = new StreamParser((text) => text);
  const batches = [...pieces.map((piece) => parser.push(piece)), parser.end()];
  assert.ok(batches.every(({ failure }) => failure === undefined));
  return batches.flatMap(({ chunks }) => chunks);
}

if (recordedStreams.size > 0) {
  describe("recorded streams", () => {
    for (const [name, bytes] of recordedStreams) {
      it(`${name} gives the same answer whole and byte by byte`, () => {
        const whole = parse([bytes]);
        assert.ok(whole.length > 0);
        assert.deepEqual(parse(Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
        const answer = aggregate(whole);
        assert.equal(answer.complete, name !== "streaming-failure-empty-content.txt");
      });
    }
  });
}
