import type { MediaFacts, Moment, TimeRange } from "../media/facts.ts";
import type { OpenedMedia } from "../media/partFacts.ts";
import { countWords } from "../request.ts";

/** One sentence of what the bytes tell, without its full stop: `A PNG image of 60 × 40 pixels, mostly red`. */
export function describeFacts({ facts, range }: OpenedMedia): string {
  switch (facts?.kind) {
    case "image": {
      const colors = facts.colors.length > 0 ? `, mostly ${listWords(facts.colors)}` : "";
      return `${article(facts.format)} image of ${facts.width} × ${facts.height} pixels${colors}`;
    }
    case "audio":
      return (
        `${article(facts.format)} recording of ${seconds(facts.durationSeconds)}: ${soundWords(facts)}, ` +
        `${kilobits(facts.bitsPerSecond)}${loudnessWords(facts.moments)}${rangeWords(range, facts.durationSeconds)}`
      );
    case "video": {
      const sound = facts.sound === undefined ? "without sound" : `with sound in ${soundWords(facts.sound)}`;
      return (
        `${article(facts.format)} video of ${seconds(facts.durationSeconds)} and ${facts.width} × ${facts.height} ` +
        `pixels: ${facts.codec}, ${Math.round(facts.framesPerSecond)} frames per second, ` +
        `${kilobits(facts.bitsPerSecond)}, ${sound}${rangeWords(range, facts.durationSeconds)}`
      );
    }
    case "pdf": {
      const text = facts.pages.join("\n");
      return `A PDF of ${counted(facts.pages.length, "page")} and ${counted(countWords(text), "word")}${beginning(text)}`;
    }
    case "text":
      return `A text of ${counted(facts.lines, "line")} and ${counted(countWords(facts.text), "word")}${beginning(facts.text)}`;
    case "elsewhere":
      return `Something at ${facts.uri}, where the emulator does not look`;
    case undefined:
      return "Bytes that I cannot read as what they are said to be";
  }
}

/** A line for each moment or page, with `[mm:ss]` where there is time. */
export function outline(facts: MediaFacts | undefined): readonly string[] {
  if (facts?.kind === "audio") {
    return facts.moments.map((moment) => `- [${clock(moment.startSeconds)}] ${soundAt(moment)}`);
  }
  if (facts?.kind === "video") {
    const { moments } = facts;
    return moments.map((moment) => `- [${clock(moment.startSeconds)}] ${changeAt(moment, moments)}`);
  }
  return facts?.kind === "pdf"
    ? facts.pages.map((text, i) => `- **Page ${i + 1}:** ${firstWords(text, 16)}`)
    : [];
}

function soundAt({ loudness, bytes, startSeconds, endSeconds }: Moment): string {
  if (loudness === undefined) {
    return `Sound at ${kilobits((8 * bytes) / (endSeconds - startSeconds))}.`;
  }
  return loudness.peak < -60
    ? "Silence."
    : `Sound at ${decibels(loudness.rms)}, with peaks at ${decibels(loudness.peak)}.`;
}

/** What a codec spends on pictures tells how much they change. */
function changeAt({ bytes }: Moment, all: readonly Moment[]): string {
  const share = (bytes * all.length) / all.reduce((sum, moment) => sum + moment.bytes, 0);
  const much = share > 1.3 ? "changes a lot" : share < 0.5 ? "hardly changes" : "changes";
  return `The picture ${much} (${bytes} bytes).`;
}

function loudnessWords(moments: readonly Moment[]): string {
  const all = moments.map(({ loudness }) => loudness).filter((loudness) => loudness !== undefined);
  if (all.length === 0) {
    return "";
  }
  const power = all.reduce((sum, { rms }) => sum + 10 ** (rms / 10), 0) / all.length;
  const peak = Math.max(...all.map((loudness) => loudness.peak));
  return `, ${decibels(10 * Math.log10(power))} on average with peaks at ${decibels(peak)}`;
}

function soundWords(sound: { codec: string; sampleRate: number; channels: number }): string {
  const { channels } = sound;
  const places = channels === 1 ? "mono" : channels === 2 ? "stereo" : `${channels} channels`;
  return `${sound.codec}, ${sound.sampleRate} Hz, ${places}`;
}

function rangeWords({ start, end }: TimeRange, duration: number): string {
  return start === 0 && end >= duration
    ? ""
    : `; you asked about [${clock(start)}] to [${clock(Math.min(end, duration))}]`;
}

function beginning(text: string): string {
  const words = firstWords(text, 10);
  return words === "" ? "" : `; it begins: “${words}”`;
}

function firstWords(text: string, count: number): string {
  const words = text.split(/\s+/).filter(Boolean);
  return `${words.slice(0, count).join(" ")}${words.length > count ? " …" : ""}`;
}

function clock(time: number): string {
  const whole = Math.floor(time);
  return [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

const article = (noun: string) => `${/^(?:[AEIO]|M[P4]|FLAC)/.test(noun) ? "An" : "A"} ${noun}`;
const seconds = (time: number) => `${time.toFixed(1)} seconds`;
const kilobits = (bits: number) => `${Math.round(bits / 1000)} kbit/s`;
const decibels = (value: number) => `${value.toFixed(1)} dBFS`;
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
