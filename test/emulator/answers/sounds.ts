import type { Part } from "../wire.ts";

const RATE = 24_000;

/** A quiet tone of 440 Hz in bare 16-bit samples, the low byte first: how Gemini's models speak. */
export function generatedSound(seconds: number): Part {
  const bytes = Buffer.alloc(2 * Math.round(seconds * RATE));
  for (let sample = 0; 2 * sample < bytes.length; sample += 1) {
    bytes.writeInt16LE(Math.round(4000 * Math.sin((2 * Math.PI * 440 * sample) / RATE)), 2 * sample);
  }
  return { inlineData: { mimeType: `audio/L16;codec=pcm;rate=${RATE}`, data: bytes.toString("base64") } };
}
