import {
  ALL_FORMATS,
  BufferSource,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
} from "mediabunny";
import type { MediaFacts, Moment, TimeRange } from "./facts.ts";
import { LoudnessMeter } from "./loudness.ts";
import type { MediaSource } from "./source.ts";

/** So many lines of a transcript are enough. */
const mostMoments = 6;

/** What containers and codecs say of sound and pictures that move; undefined when they cannot be read. */
export async function readAudioVideo(source: MediaSource, range: TimeRange): Promise<MediaFacts | undefined> {
  try {
    using input = openInput(source);
    const format = shortName((await input.getFormat()).name);
    const video = await input.getPrimaryVideoTrack();
    const audio = await input.getPrimaryAudioTrack();
    const track = video ?? audio;
    if (track === null) {
      return undefined;
    }
    const durationSeconds = await input.computeDuration();
    const { averageBitrate, averagePacketRate } = await track.computePacketStats();
    const common = {
      format,
      durationSeconds,
      bitsPerSecond: averageBitrate,
      moments: await momentsOf(track, { start: range.start, end: Math.min(range.end, durationSeconds) }),
    };
    const sound = audio === null ? undefined : await soundOf(audio);
    if (video === null) {
      return sound && { kind: "audio", ...common, ...sound };
    }
    return {
      kind: "video",
      ...common,
      codec: codecName(await video.getCodec()),
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      framesPerSecond: averagePacketRate,
      sound,
    };
  } catch {
    return undefined;
  }
}

/** Seconds; undefined for what is no video or cannot be read. */
export async function videoDuration(source: MediaSource, mimeType: string): Promise<number | undefined> {
  if (!mimeType.startsWith("video/")) {
    return undefined;
  }
  try {
    using input = openInput(source);
    return await input.computeDuration();
  } catch {
    return undefined;
  }
}

function openInput(source: MediaSource): Input {
  return new Input({
    formats: ALL_FORMATS,
    source: "path" in source ? new FilePathSource(source.path) : new BufferSource(source.bytes),
  });
}

async function soundOf(track: InputAudioTrack) {
  return {
    codec: codecName(await track.getCodec()),
    sampleRate: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
  };
}

/** The range in equal parts of at least a second, each with what lies in it. */
async function momentsOf(track: InputVideoTrack | InputAudioTrack, { start, end }: TimeRange) {
  const count = Math.max(1, Math.min(mostMoments, Math.floor(end - start)));
  const codec = track.isAudioTrack() ? await track.getCodec() : null;
  const parts = Array.from({ length: count }, (_, i) => ({
    startSeconds: start + ((end - start) * i) / count,
    endSeconds: start + ((end - start) * (i + 1)) / count,
    bytes: 0,
    meter: LoudnessMeter.of(codec),
  }));
  for await (const { timestamp, duration, data } of new EncodedPacketSink(track).packets()) {
    for (const part of parts) {
      const from = Math.max(0, (part.startSeconds - timestamp) / duration);
      const to = Math.min(1, (part.endSeconds - timestamp) / duration);
      if (to > from) {
        part.bytes += Math.round(data.length * (to - from));
        part.meter?.add(data, from, to);
      }
    }
  }
  return parts.map(({ meter, ...part }): Moment => ({ ...part, loudness: meter?.loudness }));
}

const shortNames: Readonly<Record<string, string>> = { WAVE: "WAV", "QuickTime File Format": "QuickTime" };
const shortName = (name: string) => shortNames[name] ?? name;

const codecNames: Readonly<Record<string, string>> = {
  avc: "H.264",
  hevc: "H.265",
  vp8: "VP8",
  vp9: "VP9",
  av1: "AV1",
  aac: "AAC",
  opus: "Opus",
  vorbis: "Vorbis",
  mp3: "MP3",
  flac: "FLAC",
};
const codecName = (codec: string | null) =>
  codecNames[codec ?? ""] ?? (codec?.startsWith("pcm-") === true ? "PCM" : (codec ?? "unknown"));
