import type { Content, GenerateContentRequest, Part } from "./wire.ts";

/** From the widest look to the closest; what is asked for nowhere is the model's own choice. */
const LEVELS = ["LOW", "MEDIUM", "UNSPECIFIED", "HIGH", "ULTRA_HIGH"].map(
  (level) => `MEDIA_RESOLUTION_${level}`,
);
const OWN_CHOICE = LEVELS.indexOf("MEDIA_RESOLUTION_UNSPECIFIED");
/** The most that can be asked for a whole request. */
const CLOSEST = LEVELS.indexOf("MEDIA_RESOLUTION_HIGH");

/**
 * How closely to look at media, where the model's family reads it: at each part, or before Gemini 3 once for the whole
 * request. There the closest look that any of the media is to have counts, so that none is seen worse than it was asked for.
 * https://ai.google.dev/gemini-api/docs/media-resolution
 */
export function placeMediaResolution(model: string, request: GenerateContentRequest): GenerateContentRequest {
  const looks = request.contents.flatMap(({ parts = [] }) => parts.filter(isLookedAt).map(rank));
  if (!/\bgemini-[12]\./.test(model) || looks.every((look) => look === OWN_CHOICE)) {
    return request;
  }
  const bare = withoutMediaResolution(request, () => true);
  const closest = Math.min(CLOSEST, Math.max(...looks));
  const mediaResolution = LEVELS[closest];
  return closest === OWN_CHOICE || mediaResolution === undefined
    ? bare
    : { ...bare, generationConfig: { ...bare.generationConfig, mediaResolution } };
}

/** The levels that parts of the request ask for. */
export function partMediaResolutions({ contents }: GenerateContentRequest): readonly string[] {
  const levels = contents.flatMap(({ parts = [] }) => parts.flatMap((part) => levelOf(part) ?? []));
  return [...new Set(levels)];
}

/** The request without such levels of its parts. */
export function withoutMediaResolution(
  request: GenerateContentRequest,
  isRefused: (level: string) => boolean,
): GenerateContentRequest {
  const bare = (part: Part): Part => {
    const { mediaResolution, ...rest } = part;
    return mediaResolution !== undefined && isRefused(levelOf(part) ?? "") ? rest : part;
  };
  const contents = request.contents.map((content): Content =>
    content.parts === undefined ? content : { ...content, parts: content.parts.map(bare) },
  );
  return { ...request, contents };
}

function isLookedAt({ inlineData, fileData }: Part): boolean {
  const mimeType = inlineData?.mimeType ?? fileData?.mimeType ?? "";
  return /^(image|video)\/|\/pdf$/.test(mimeType);
}

function rank(part: Part): number {
  const found = LEVELS.indexOf(levelOf(part) ?? "");
  return found < 0 ? OWN_CHOICE : found;
}

function levelOf({ mediaResolution }: Part): string | undefined {
  return mediaResolution?.level;
}
