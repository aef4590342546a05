import { PNG } from "pngjs";

export type Color = readonly [red: number, green: number, blue: number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Upright stripes, one per colour, as wide as their weights say. */
export function drawStripes(
  width: number,
  height: number,
  stripes: readonly (readonly [color: Color, weight: number])[],
): Picture {
  const total = stripes.reduce((sum, [, weight]) => sum + weight, 0);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let x = 0; x < width; x += 1) {
    const [red, green, blue] = colorAt((x * total) / width, stripes);
    for (let y = 0; y < height; y += 1) {
      pixels.set([red, green, blue, 255], 4 * (y * width + x));
    }
  }
  return { width, height, pixels };
}

function colorAt(place: number, stripes: readonly (readonly [color: Color, weight: number])[]): Color {
  let end = 0;
  for (const [color, weight] of stripes) {
    end += weight;
    if (place < end) {
      return color;
    }
  }
  return [0, 0, 0];
}

export function encodePng({ width, height, pixels }: Picture): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(pixels.buffer);
  return PNG.sync.write(png);
}
