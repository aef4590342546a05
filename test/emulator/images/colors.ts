/** The name a person would give a colour; channels are 0–255. */
export function nameColor(red: number, green: number, blue: number): string {
  const max = Math.max(red, green, blue);
  const min = Math.min(red, green, blue);
  const lightness = (max + min) / 510;
  const chroma = max - min;
  const saturation = chroma === 0 ? 0 : chroma / (255 * (1 - Math.abs(2 * lightness - 1)));
  if (lightness < 0.1) {
    return "black";
  }
  if (lightness > 0.94) {
    return "white";
  }
  if (saturation < 0.15) {
    return "grey";
  }
  const hue = hueOf([red, green, blue], max, chroma);
  if (hue >= 15 && hue < 45 && lightness < 0.4) {
    return "brown";
  }
  return hueNames.find(([below]) => hue < below)?.[1] ?? "red";
}

/** Upper bounds in degrees. */
const hueNames: readonly (readonly [number, string])[] = [
  [15, "red"],
  [45, "orange"],
  [70, "yellow"],
  [165, "green"],
  [200, "cyan"],
  [255, "blue"],
  [290, "purple"],
  [345, "pink"],
];

function hueOf([red, green, blue]: readonly [number, number, number], max: number, chroma: number): number {
  if (max === red) {
    return (60 * ((green - blue) / chroma) + 360) % 360;
  }
  return max === green ? 60 * ((blue - red) / chroma + 2) : 60 * ((red - green) / chroma + 4);
}

/** Up to three colours that cover at least a twentieth of the picture each, the largest first. */
export function dominantColors(pixels: Uint8Array): readonly string[] {
  const counts = new Map<string, number>();
  let seen = 0;
  // A sample is enough to name colours, however large the picture is.
  const step = 4 * Math.max(1, Math.floor(pixels.length / 4 / 20_000));
  for (let i = 0; i + 3 < pixels.length; i += step) {
    const transparent = (pixels[i + 3] ?? 0) < 128;
    const name = transparent
      ? "transparent"
      : nameColor(pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    seen += 1;
  }
  return [...counts]
    .filter(([, count]) => count >= seen / 20)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name]) => name);
}
