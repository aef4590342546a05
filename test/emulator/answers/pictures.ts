import { createHash } from "node:crypto";
import { type Color, drawStripes, encodePng } from "../images/draw.ts";
import type { Part } from "../wire.ts";

/** A PNG of three stripes whose colours depend on the text alone. */
export function generatedImage(text: string): Part {
  const bytes = createHash("sha256").update(text).digest();
  const color = (i: number): Color => [bytes.readUInt8(i), bytes.readUInt8(i + 1), bytes.readUInt8(i + 2)];
  const picture = drawStripes(96, 64, [
    [color(0), 3],
    [color(3), 2],
    [color(6), 1],
  ]);
  return { inlineData: { mimeType: "image/png", data: encodePng(picture).toString("base64") } };
}
