import assert from "node:assert/strict";
import { playable } from "../../../../src/host/media/playable.ts";
import { makeWav } from "../../../fixtures/media/wav.ts";

const HEADER_BYTES = 44;

/** A file of one channel at that rate, and the bare samples in it. */
function tone(rate: number) {
  const wave = new Uint8Array(makeWav([{ frequency: 440, seconds: 0.01, amplitude: 0.5 }], rate));
  return { wave, samples: wave.slice(HEADER_BYTES) };
}

describe("Generated sound", () => {
  for (const [mimeType, rate] of [
    ["audio/L16;codec=pcm;rate=24000", 24_000],
    ["audio/l16; Rate=16000; channels=1", 16_000],
    ["audio/pcm", 24_000],
    ["audio/L16;rate=0;channels=0", 24_000],
  ] as const) {
    it(`that is bare samples becomes a WAVE file: ${mimeType}`, () => {
      const { wave, samples } = tone(rate);
      assert.deepEqual(playable({ mimeType, bytes: samples }), { mimeType: "audio/wav", bytes: wave });
    });
  }

  it("has as many channels as its type says", () => {
    const { bytes } = playable({ mimeType: "audio/L16;rate=8000;channels=2", bytes: tone(8000).samples });
    const view = new DataView(bytes.buffer);
    const [channels, rate] = [view.getUint16(22, true), view.getUint32(24, true)];
    const [bytesPerSecond, bytesPerFrame] = [view.getUint32(28, true), view.getUint16(32, true)];
    assert.deepEqual([channels, rate, bytesPerSecond, bytesPerFrame], [2, 8000, 32_000, 4]);
  });

  for (const mimeType of ["audio/wav", "audio/mpeg", "image/png", "audio/l160"]) {
    it(`stays as it is: ${mimeType}`, () => {
      const file = { mimeType, bytes: tone(8000).samples };
      assert.equal(playable(file), file);
    });
  }
});
