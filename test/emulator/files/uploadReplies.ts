import type { OutgoingHttpHeaders } from "node:http";
import { ApiFailure } from "../failure.ts";
import { type Refusal, refuse } from "../plan.ts";
import type { UploadSession } from "./uploadSession.ts";

/** The largest file. */
export const maxFileBytes = 2_147_483_648;

/** Where an upload stands, for its client to go on from. */
export function progressHeaders(
  { status, received }: UploadSession,
  chunkGranularity: number,
): OutgoingHttpHeaders {
  return {
    "x-goog-upload-status": status,
    "x-goog-upload-size-received": String(received),
    ...(status === "active" && { "x-goog-upload-chunk-granularity": String(chunkGranularity) }),
  };
}

/** What the front end for uploads says by itself is plain text. */
export function plainRefusal(status: number, text: string, headers: OutgoingHttpHeaders = {}): Refusal {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body: text };
}

/** The service is out, and has no words for it. */
export const unavailable = refuse(new ApiFailure(503, ""));

export function checkSize(bytes: number): void {
  if (bytes > maxFileBytes) {
    throw new ApiFailure(400, `File is too large: ${bytes} bytes. The limit is ${maxFileBytes} bytes.`);
  }
  if (bytes <= 0) {
    throw new ApiFailure(400, "The file is empty: at least one byte must be uploaded.");
  }
}
