import { GeminiError } from "./errors.ts";
import { isSameHash } from "./positionedHash.ts";
import type { File } from "./wireFiles.ts";

export interface UploadTraits {
  readonly size: number;
  readonly mimeType: string;
  readonly displayName: string | undefined;
  readonly sha256: string | undefined;
}

/** The file of an upload that ended without an answer: the newest of those it can be. */
export async function findUpload(files: AsyncIterable<File>, traits: UploadTraits): Promise<File> {
  let found: File | undefined;
  for await (const file of files) {
    if (isLike(file, traits) && (file.createTime ?? "") >= (found?.createTime ?? "")) {
      found = file;
    }
  }
  if (found === undefined) {
    throw new GeminiError("fileState", "The upload is complete, but the server does not list the file");
  }
  return found;
}

function isLike(file: File, { size, mimeType, displayName, sha256 }: UploadTraits): boolean {
  if (file.sizeBytes !== String(size) || file.mimeType !== mimeType) {
    return false;
  }
  const isSame = sha256 === undefined ? undefined : isSameHash(file.sha256Hash, sha256);
  return isSame ?? (file.displayName ?? "") === (displayName ?? "");
}
