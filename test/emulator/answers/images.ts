import { imageFacts } from "../images/readImage.ts";
import { type InlineData, lastUserText } from "../request.ts";
import type { GenerateContentRequest } from "../wire.ts";
import { disclaimer, quote } from "./demo.ts";

/** Says of each image what its bytes tell: format, pixel size, colours by name. */
export async function describeImages(
  request: GenerateContentRequest,
  images: readonly InlineData[],
): Promise<string> {
  const facts = await Promise.all(images.map((image, index) => describeImage(image, index, images.length)));
  const text = lastUserText(request);
  return [
    images.length === 1 ? "## What the picture shows" : `## What the ${images.length} pictures show`,
    "",
    ...facts,
    "",
    ...(text === "" ? [] : ["You asked:", "", quote(text), ""]),
    disclaimer,
    "",
  ].join("\n");
}

async function describeImage(image: InlineData, index: number, count: number): Promise<string> {
  const size = Buffer.byteLength(image.data ?? "", "base64");
  const label = count === 1 ? "" : `**Image ${index + 1}:** `;
  const facts = await imageFacts(image);
  if (facts === undefined) {
    return `- ${label}${size} bytes sent as \`${image.mimeType ?? ""}\` which I cannot read as an image.`;
  }
  const colors = facts.colors.length > 0 ? `, mostly ${listWords(facts.colors)}` : "";
  return (
    `- ${label}A ${facts.format} image of ${facts.width} × ${facts.height} pixels${colors} ` +
    `(${size} bytes, sent as \`${image.mimeType ?? ""}\`).`
  );
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
