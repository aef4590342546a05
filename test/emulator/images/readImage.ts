import { decode as decodeBmp } from "fast-bmp";
import { imageSize } from "image-size";
import jpeg from "jpeg-js";
import { GifReader } from "omggif";
import { PNG } from "pngjs";
import { dominantColors } from "./colors.ts";
import { decodeWebp } from "./webp.ts";

export interface ImageFacts {
  /** As people write it: PNG, JPEG, WebP. */
  readonly format: string;
  readonly width: number;
  readonly height: number;
  /** Empty where only the header can be read (HEIC, HEIF, AVIF). */
  readonly colors: readonly string[];
}

/** The formats that are read, by what image-size calls them: it knows more, and takes little as proof. */
const formatNames: Readonly<Record<string, string>> = {
  png: "PNG",
  jpg: "JPEG",
  gif: "GIF",
  webp: "WebP",
  bmp: "BMP",
  avif: "AVIF",
  heic: "HEIC",
  heif: "HEIF",
};

/** Red, green, blue, alpha. */
const decoders: Readonly<Record<string, (bytes: Buffer) => Uint8Array | Promise<Uint8Array>>> = {
  png: (bytes) => PNG.sync.read(bytes).data,
  jpg: (bytes) => jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: 1024 }).data,
  gif: (bytes) => {
    const reader = new GifReader(bytes);
    const pixels = new Uint8Array(reader.width * reader.height * 4);
    reader.decodeAndBlitFrameRGBA(0, pixels);
    return pixels;
  },
  bmp: (bytes) => {
    const { data, channels, width, height } = decodeBmp(bytes);
    return withAlpha(data as Uint8Array, channels, width * height);
  },
  webp: decodeWebp,
};

/** What the bytes themselves say; undefined when they are no image that can be read. */
export async function readImage(bytes: Buffer): Promise<ImageFacts | undefined> {
  try {
    const { type, width, height } = imageSize(bytes);
    const format = formatNames[type ?? ""];
    if (format === undefined) {
      return undefined;
    }
    const pixels = await decoders[type ?? ""]?.(bytes);
    return {
      format,
      width,
      height,
      colors: pixels === undefined ? [] : dominantColors(pixels),
    };
  } catch {
    return undefined;
  }
}

function withAlpha(data: Uint8Array, channels: number, count: number): Uint8Array {
  if (channels === 4) {
    return data;
  }
  const pixels = new Uint8Array(count * 4).fill(255);
  for (let i = 0; i < count; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      pixels[4 * i + channel] = data[channels * i + (channels === 1 ? 0 : channel)] ?? 0;
    }
  }
  return pixels;
}
