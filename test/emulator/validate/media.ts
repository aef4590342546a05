import { ApiFailure } from "../failure.ts";
import { Clock } from "../files/clock.ts";
import type { FilesContext } from "../files/filesContext.ts";
import { FileStore, notActive } from "../files/fileStore.ts";
import { stateOf } from "../files/fileState.ts";
import { type OpenedMedia, rangeOf, rememberMedia } from "../media/partFacts.ts";
import { readMedia } from "../media/readMedia.ts";
import type { MediaSource } from "../media/source.ts";
import type { GenerateContentRequest, Part } from "../wire.ts";

const supported =
  /^(?:image\/(?:png|jpeg|jpg|webp|heic|heif|gif|avif|bmp)|audio\/.+|video\/.+|text\/(?:plain|html|css|javascript|x-typescript|csv|markdown|x-python|xml|rtf)|application\/(?:pdf|json|rtf|x-javascript|x-typescript|x-python-code|x-ipynb\+json))(?:;.*)?$/i;

/** The files that a request may speak of. */
export interface FileAccess extends Pick<FilesContext, "store" | "clock"> {
  /** The key whose files they are. */
  readonly owner: string;
}

const clock = new Clock();

/** For requests of nobody who has brought any. */
export const noFiles: FileAccess = { store: new FileStore(clock), clock, owner: "" };

/**
 * Throws for media the service does not take, for files that are not there, not ACTIVE or somebody else's, and for bytes
 * that are not what their type says. Reads all media, for `mediaOf` to tell of them.
 */
export async function checkMedia(request: GenerateContentRequest, files: FileAccess): Promise<void> {
  const parts = request.contents?.flatMap((content) => content.parts ?? []) ?? [];
  await Promise.all(parts.map((part) => checkPart(part, files)));
}

async function checkPart(part: Part, files: FileAccess): Promise<void> {
  const { inlineData, fileData } = part;
  if (inlineData !== undefined) {
    const bytes = Buffer.from(inlineData.data ?? "", "base64");
    const mimeType = inlineData.mimeType ?? "";
    await open(part, { bytes }, { mimeType, bytes: bytes.length, displayName: undefined, isFile: false });
  }
  if (fileData !== undefined) {
    await openFile(part, fileData.fileUri ?? "", fileData.mimeType, files);
  }
}

async function openFile(
  part: Part,
  uri: string,
  mimeType: string | undefined,
  files: FileAccess,
): Promise<void> {
  const id = fileIdOf(uri);
  if (id === undefined) {
    if (!/^https:\/\//i.test(uri)) {
      throw new ApiFailure(400, `Invalid or unsupported file uri: ${uri}`);
    }
    // Nobody goes and looks.
    const media = { mimeType: mimeType ?? "", bytes: undefined, displayName: undefined, isFile: false };
    rememberMedia(part, { ...media, range: rangeOf(part), facts: { kind: "elsewhere", uri } });
    return;
  }
  const file = files.store.get(id, files.owner);
  if (stateOf(file, files.clock) !== "ACTIVE") {
    throw notActive(id);
  }
  if (mimeType !== undefined && canonical(mimeType) !== canonical(file.mimeType)) {
    throw new ApiFailure(400, `The MIME type ${mimeType} is not that of the File ${id}: ${file.mimeType}.`);
  }
  await open(
    part,
    { path: file.path },
    { mimeType: file.mimeType, bytes: file.size, displayName: file.displayName, isFile: true },
  );
}

/** Undefined for an address that is not one of the Files API: nobody but Google and this machine has one. */
function fileIdOf(uri: string): string | undefined {
  const match =
    /^(?:https:\/\/[\w.-]*\bgoogleapis\.com\/v1(?:beta|alpha)?\/|http:\/\/[^/]+\/v1(?:beta|alpha)?\/)?files\/([\w-]+)$/.exec(
      uri,
    );
  return match?.[1];
}

const synonyms: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "audio/mp3": "audio/mpeg",
  "audio/x-wav": "audio/wav",
  "audio/x-m4a": "audio/m4a",
};

function canonical(mimeType: string): string {
  const type = mimeType.toLowerCase().replace(/;.*/, "").trim();
  return synonyms[type] ?? type;
}

/** PCM without a header, and telephone codecs, say nothing of themselves. */
const formless = /^audio\/(?:l16|pcm|alaw|mulaw)/i;

async function open(
  part: Part,
  source: MediaSource,
  media: Omit<OpenedMedia, "range" | "facts">,
): Promise<void> {
  const { mimeType } = media;
  if (!supported.test(mimeType)) {
    throw new ApiFailure(400, `Unsupported MIME type: ${mimeType}`);
  }
  const range = rangeOf(part);
  const facts = await readMedia(source, mimeType, range);
  if (facts === undefined && mimeType.startsWith("image/")) {
    throw new ApiFailure(
      400,
      "Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
    );
  }
  if (facts === undefined && mimeType.startsWith("application/pdf")) {
    throw new ApiFailure(400, "The document has no pages.");
  }
  if (facts === undefined && media.isFile && !formless.test(mimeType)) {
    throw new ApiFailure(400, "Request contains an invalid argument.");
  }
  rememberMedia(part, { ...media, range, facts });
}
