import type { ImageFacts } from "../images/readImage.ts";

/** What a medium's own bytes say. */
export type MediaFacts =
  | ({ readonly kind: "image" } & ImageFacts)
  | ({ readonly kind: "audio" } & AudioFacts)
  | ({ readonly kind: "video" } & VideoFacts)
  | { readonly kind: "pdf"; readonly pages: readonly string[] }
  | { readonly kind: "text"; readonly lines: number; readonly text: string }
  /** A place on the web that nobody has looked at. */
  | { readonly kind: "elsewhere"; readonly uri: string };

export interface AudioFacts extends Timed {
  /** Such as MP3, as its maker writes it. */
  readonly format: string;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface VideoFacts extends Timed {
  readonly format: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Undefined when it is silent. */
  readonly sound: Pick<AudioFacts, "codec" | "sampleRate" | "channels"> | undefined;
}

export interface Timed {
  /** Of the whole. */
  readonly durationSeconds: number;
  readonly bitsPerSecond: number;
  /** In order; together they make up what was asked about. */
  readonly moments: readonly Moment[];
}

export interface Moment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Of the main track: pictures where there are any, else sound. */
  readonly bytes: number;
  /** Where the samples can be read. */
  readonly loudness: Loudness | undefined;
}

/** In dB below full scale; -Infinity is silence. */
export interface Loudness {
  readonly rms: number;
  readonly peak: number;
}

/** The part of a medium that is asked about, in seconds; an end of Infinity is its own end. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}
