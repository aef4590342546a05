/** Bytes with the type they have. */
export interface Typed {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
/** What Gemini's models speak in where the type does not say: https://ai.google.dev/gemini-api/docs/speech-generation */
const DEFAULT_RATE = 24_000;

/**
 * What a player takes. Gemini speaks in bare 16-bit samples, the low byte first whatever RFC 2586 says of audio/L16; those
 * become a WAVE file. All else stays as it is.
 */
export function playable(sound: Typed): Typed {
  const { mimeType, bytes } = sound;
  if (!/^audio\/(l16|pcm)\b/i.test(mimeType)) return sound;
  const channels = parameter(mimeType, "channels") ?? 1;
  const header = waveHeader(bytes.byteLength, parameter(mimeType, "rate") ?? DEFAULT_RATE, channels);
  const wave = new Uint8Array(HEADER_BYTES + bytes.byteLength);
  wave.set(header);
  wave.set(bytes, HEADER_BYTES);
  return { mimeType: "audio/wav", bytes: wave };
}

function parameter(mimeType: string, name: string): number | undefined {
  const value = Number(new RegExp(`;\\s*${name}=(\\d+)`, "i").exec(mimeType)?.[1]);
  return value > 0 ? value : undefined;
}

/** The canonical header: http://soundfile.sapp.org/doc/WaveFormat/ */
function waveHeader(length: number, rate: number, channels: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  const text = (at: number, words: string) => header.set(new TextEncoder().encode(words), at);
  text(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + length, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * BYTES_PER_SAMPLE, true);
  view.setUint16(32, channels * BYTES_PER_SAMPLE, true);
  view.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  text(36, "data");
  view.setUint32(40, length, true);
  return header;
}
