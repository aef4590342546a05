import type { Endpoint } from "./endpoint.ts";
import { GeminiError } from "./errors.ts";
import type { UploadSource } from "./uploadBody.ts";
import type { UploadAnswer } from "./uploadRequests.ts";
import { checkUploadUrl } from "./uploadSession.ts";
import type { UploadSession } from "./uploadSession.ts";

/** What the Files API takes: https://ai.google.dev/gemini-api/docs/files */
export const MAX_FILE_SIZE = 2 ** 31;

/** Throws for what the server would refuse after all the bytes, or not at all. */
export function refuseWhatIsNotTaken({ size }: UploadSource, mimeType: string): void {
  if (size === 0) {
    throw new GeminiError("emptyFile", "The file has no bytes");
  }
  if (size > MAX_FILE_SIZE) {
    throw new GeminiError("fileTooLarge", `The file has ${size} bytes, more than ${MAX_FILE_SIZE}`);
  }
  if (!/^[\x21-\x7e]+\/[\x20-\x7e]+$/.test(mimeType)) {
    throw new GeminiError("badRequest", `Not a media type: ${JSON.stringify(mimeType)}`);
  }
}

/** Whether a session that was kept is one of this file at this endpoint. */
export function isSessionOf(
  session: UploadSession,
  { size, version }: UploadSource,
  mimeType: string,
  endpoint: Endpoint,
): boolean {
  if (session.size !== size || session.mimeType !== mimeType || session.version !== version) {
    return false;
  }
  try {
    checkUploadUrl(session.url, endpoint);
    return true;
  } catch {
    return false;
  }
}

/** Where a request that begins at `offset` ends: any but the last carries a multiple of the granularity. */
export function endOfChunk(
  { size, granularity }: UploadSession,
  offset: number,
  chunkSize = Infinity,
): number {
  const multiples = Math.max(1, Math.floor(chunkSize / granularity));
  return Math.min(size, offset + multiples * granularity);
}

/** How many bytes the server says to have. */
export function receivedOf({ received }: UploadAnswer, size: number): number {
  if (received === undefined) {
    throw new GeminiError("empty", "The server does not say how much it has received");
  }
  if (received > size) {
    throw new GeminiError("protocol", `The server has received ${received} of ${size} bytes`);
  }
  return received;
}
