import type { MediaResolution, MediaView } from "../../src/shared/transcript.ts";
import { t } from "../l10n.ts";
import { formatTime, parseTime } from "../words/amounts.ts";

/** The most frames of a second that Gemini looks at. */
const MAX_FRAMES = 24;

/** A view as it stands in input fields; empty where nothing is asked. */
export type ViewTexts = Readonly<Record<keyof MediaView, string>>;

export function writeView(view: MediaView = {}): ViewTexts {
  return {
    start: view.start === undefined ? "" : formatTime(view.start),
    end: view.end === undefined ? "" : formatTime(view.end),
    framesPerSecond: view.framesPerSecond === undefined ? "" : String(view.framesPerSecond),
    resolution: view.resolution ?? "",
  };
}

export type ReadView =
  | { readonly view: MediaView; readonly problem?: undefined }
  | { readonly view?: undefined; readonly problem: string };

/** `seconds`: how long the medium is, where that is known. */
export function readView(texts: ViewTexts, seconds: number | undefined): ReadView {
  const [start, end, frames] = [optional(texts.start), optional(texts.end), texts.framesPerSecond.trim()];
  if (start === "wrong" || end === "wrong") {
    return { problem: t("Enter times as minutes and seconds, such as 1:23.") };
  }
  if (end !== undefined && end <= (start ?? 0)) {
    return { problem: t("The end must come after the beginning.") };
  }
  if (seconds !== undefined && (start ?? 0) >= seconds) {
    return { problem: t("It is only {0} long.", formatTime(Math.round(seconds))) };
  }
  const framesPerSecond = Number(frames.replace(",", "."));
  if (frames !== "" && !(framesPerSecond > 0 && framesPerSecond <= MAX_FRAMES)) {
    return { problem: t("Enter more than 0 and at most {0} frames per second.", MAX_FRAMES) };
  }
  return {
    view: {
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      ...(frames === "" ? {} : { framesPerSecond }),
      ...(isResolution(texts.resolution) ? { resolution: texts.resolution } : {}),
    },
  };
}

function optional(text: string): number | undefined | "wrong" {
  return text.trim() === "" ? undefined : (parseTime(text) ?? "wrong");
}

function isResolution(text: string): text is MediaResolution {
  return text === "low" || text === "medium" || text === "high";
}
