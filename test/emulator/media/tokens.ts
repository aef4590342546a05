import type { EmulatedModel } from "../models.ts";
import { textTokens } from "../textTokens.ts";
import type { ModalityCount } from "../wire.ts";
import type { MediaFacts, TimeRange } from "./facts.ts";
import type { OpenedMedia } from "./partFacts.ts";

export interface TokenOptions {
  /** LOW, MEDIUM, HIGH, ULTRA_HIGH; UNSPECIFIED is the model's own. */
  readonly resolution: string;
  /** How many pictures of a second of video are looked at. */
  readonly framesPerSecond: number;
}

/** What a picture, a frame and a page cost since Gemini 3, by resolution, and what a second of sound. */
const prices3: Readonly<Record<string, Prices>> = {
  LOW: { image: 280, frame: 70, page: 280 },
  MEDIUM: { image: 560, frame: 70, page: 560 },
  HIGH: { image: 1120, frame: 280, page: 1120 },
  ULTRA_HIGH: { image: 2240, frame: 280, page: 1120 },
  UNSPECIFIED: { image: 1120, frame: 70, page: 560 },
};
const soundPerSecond3 = 25;
const soundPerSecond2 = 32;

interface Prices {
  readonly image: number;
  readonly frame: number;
  readonly page: number;
}

/** Where the length is not known. */
const guessedSeconds = 10;

/** What one medium costs, by modality: https://ai.google.dev/gemini-api/docs/tokens */
export function mediaTokens(
  { facts, mimeType, range, bytes = 0 }: OpenedMedia,
  model: EmulatedModel,
  options: TokenOptions,
): readonly ModalityCount[] {
  const isOld = model.generation < 3;
  const { resolution } = options;
  const frames = (seconds: number) => Math.max(1, Math.ceil(seconds * options.framesPerSecond));
  const perFrame = isOld ? (resolution === "LOW" ? 66 : 258) : pricesFor(resolution).frame;
  const sound = (seconds: number) =>
    count("AUDIO", Math.ceil(seconds * (isOld ? soundPerSecond2 : soundPerSecond3)));
  switch (facts?.kind) {
    case "image":
      return [count("IMAGE", isOld ? imageTokens2(facts, resolution) : pricesFor(resolution).image)];
    case "audio":
      return [sound(secondsIn(facts.durationSeconds, range))];
    case "video": {
      const seconds = secondsIn(facts.durationSeconds, range);
      const pictures = count("VIDEO", frames(seconds) * perFrame);
      return facts.sound === undefined ? [pictures] : [pictures, sound(seconds)];
    }
    case "pdf": {
      // Gemini 3 reads the text beside the pictures of the pages.
      const text = isOld ? 0 : textTokens(facts.pages.join(""));
      const page = isOld ? 258 : pricesFor(resolution).page;
      return [count("DOCUMENT", facts.pages.length * page + text)];
    }
    case "text":
      return [count("TEXT", textTokens(facts.text))];
    case "elsewhere":
    case undefined:
      return mimeType === "" || mimeType.startsWith("video/")
        ? [count("VIDEO", frames(guessedSeconds) * perFrame)]
        : mimeType.startsWith("audio/")
          ? [sound(guessedSeconds)]
          : [
              mimeType.startsWith("image/")
                ? count("IMAGE", isOld ? 258 : pricesFor(resolution).image)
                : count("DOCUMENT", Math.max(560, Math.ceil(bytes / 4))),
            ];
  }
}

function count(modality: string, tokenCount: number): ModalityCount {
  return { modality, tokenCount };
}

function pricesFor(resolution: string): Prices {
  return prices3[resolution] ?? { image: 1120, frame: 70, page: 560 };
}

export function secondsIn(durationSeconds: number, { start, end }: TimeRange): number {
  return Math.max(0, Math.min(end, durationSeconds) - start);
}

/** Small pictures cost one tile, others one for each 768 pixels in either direction. */
function imageTokens2({ width, height }: Extract<MediaFacts, { kind: "image" }>, resolution: string): number {
  if (resolution === "LOW") {
    return 64;
  }
  const tiles = width <= 384 && height <= 384 ? 1 : Math.ceil(width / 768) * Math.ceil(height / 768);
  return 258 * tiles;
}
