import type { AudioCodec } from "mediabunny";
import type { Loudness } from "./facts.ts";

type ReadSample = (view: DataView, at: number) => number;

interface SampleFormat {
  readonly bytes: number;
  /** Between -1 and 1. */
  readonly read: ReadSample;
}

/** PCM without compression, by what the library calls it. */
const formats: Partial<Record<AudioCodec, SampleFormat>> = {
  "pcm-u8": { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 128 },
  "pcm-s16": { bytes: 2, read: (view, at) => view.getInt16(at, true) / 2 ** 15 },
  "pcm-s24": {
    bytes: 3,
    read: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  },
  "pcm-s32": { bytes: 4, read: (view, at) => view.getInt32(at, true) / 2 ** 31 },
  "pcm-f32": { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
};

/** Sums up samples that come in pieces. */
export class LoudnessMeter {
  readonly #format: SampleFormat;
  #peak = 0;
  #squares = 0;
  #count = 0;

  private constructor(format: SampleFormat) {
    this.#format = format;
  }

  /** Undefined for what is compressed. */
  static of(codec: AudioCodec | null): LoudnessMeter | undefined {
    const format = codec === null ? undefined : formats[codec];
    return format && new LoudnessMeter(format);
  }

  /** Takes the share of a packet between two fractions of its length. */
  add(data: Uint8Array, from: number, to: number): void {
    const { bytes, read } = this.#format;
    const count = Math.floor(data.length / bytes);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    for (let i = Math.round(from * count); i < Math.round(to * count); i += 1) {
      const sample = read(view, i * bytes);
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      this.#squares += sample * sample;
      this.#count += 1;
    }
  }

  get loudness(): Loudness {
    const rms = Math.sqrt(this.#squares / Math.max(1, this.#count));
    return { rms: 20 * Math.log10(rms), peak: 20 * Math.log10(this.#peak) };
  }
}
