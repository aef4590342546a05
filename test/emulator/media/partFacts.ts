import type { Part } from "../wire.ts";
import type { MediaFacts, TimeRange } from "./facts.ts";

/** A medium of a request that was found, checked and read. */
export interface OpenedMedia {
  /** As the request or the file has it. */
  readonly mimeType: string;
  /** Undefined for what lies elsewhere. */
  readonly bytes: number | undefined;
  /** What the file was called when it was uploaded. */
  readonly displayName: string | undefined;
  readonly isFile: boolean;
  readonly range: TimeRange;
  /** Undefined when the bytes are not what their type says. */
  readonly facts: MediaFacts | undefined;
}

const opened = new WeakMap<Part, OpenedMedia>();

export function rememberMedia(part: Part, media: OpenedMedia): void {
  opened.set(part, media);
}

/** What `checkMedia` found when the request was checked; undefined for parts that hold no medium. */
export function mediaOf(part: Part): OpenedMedia | undefined {
  return opened.get(part);
}

/** What `videoMetadata` asks about; everything by default. */
export function rangeOf({ videoMetadata }: Part): TimeRange {
  return {
    start: secondsOf(videoMetadata?.startOffset) ?? 0,
    end: secondsOf(videoMetadata?.endOffset) ?? Infinity,
  };
}

/** A duration of ProtoJSON, such as `1.500s`. */
export function secondsOf(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : Number(duration.replace(/s$/, ""));
}
