import { imageFacts } from "../images/readImage.ts";
import { ApiFailure } from "../failure.ts";
import type { GenerateContentRequest, Part } from "../wire.ts";

const supported =
  /^(?:image\/(?:png|jpeg|jpg|webp|heic|heif|gif|avif|bmp)|audio\/.+|video\/.+|text\/(?:plain|html|css|javascript|x-typescript|csv|markdown|x-python|xml|rtf)|application\/(?:pdf|json|rtf|x-javascript|x-typescript|x-python-code|x-ipynb\+json))(?:;.*)?$/i;

/** Throws for media the service does not take, and for images whose bytes are none. */
export async function checkMedia(request: GenerateContentRequest): Promise<void> {
  const parts = request.contents?.flatMap((content) => content.parts ?? []) ?? [];
  await Promise.all(parts.map(checkPart));
}

async function checkPart({ inlineData, fileData }: Part): Promise<void> {
  const file = /\bfiles\/([\w-]+)$/.exec(fileData?.fileUri ?? "")?.[1];
  if (file !== undefined) {
    throw new ApiFailure(403, `You do not have permission to access the File ${file} or it may not exist.`);
  }
  if (inlineData === undefined) {
    return;
  }
  const mimeType = inlineData.mimeType ?? "";
  if (!supported.test(mimeType)) {
    throw new ApiFailure(400, `Unsupported MIME type: ${mimeType}`);
  }
  if (mimeType.startsWith("image/") && (await imageFacts(inlineData)) === undefined) {
    throw new ApiFailure(
      400,
      "Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
    );
  }
}
