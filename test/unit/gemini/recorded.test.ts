import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { StreamParser } from "../../../src/gemini/sse.ts";
import type { GenerateContentResponse } from "../../../src/gemini/wire.ts";

/** A folder of recorded streams, where somebody has one; the shapes they are known to have are held by the other tests. */
const folder = process.env.CASTOR_RECORDED;

function parse(pieces: readonly Uint8Array[]): readonly GenerateContentResponse[] {
  const parser = new StreamParser((text) => text);
  const batches = [...pieces.map((piece) => parser.push(piece)), parser.end()];
  assert.ok(batches.every(({ failure }) => failure === undefined));
  return batches.flatMap(({ chunks }) => chunks);
}

if (folder !== undefined) {
  describe("recorded streams", () => {
    for (const name of readdirSync(folder).filter((file) => file.startsWith("streaming-"))) {
      it(`${name} gives the same answer whole and byte by byte`, () => {
        const bytes = readFileSync(path.join(folder, name));
        const whole = parse([bytes]);
        assert.ok(whole.length > 0);
        assert.deepEqual(parse(Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
        const answer = aggregate(whole);
        assert.equal(answer.complete, name !== "streaming-failure-empty-content.txt");
      });
    }
  });
}
