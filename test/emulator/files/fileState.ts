import { detail } from "../failure.ts";
import type { JsonObject } from "../wire.ts";
import type { Clock } from "./clock.ts";
import type { StoredFile } from "./fileStore.ts";

/** Nobody who waits instead of asking waits longer than this for a file to be ACTIVE. */
const longestProcessingMs = 10_000;

/** How often a client is told PROCESSING of sound and pictures that move, the answer to the upload not counted. */
export const defaultProcessingPolls = 1;

export type FileState = "PROCESSING" | "ACTIVE" | "FAILED";

export function stateOf(file: StoredFile, clock: Clock): FileState {
  const { fate, mimeType } = file;
  const polls =
    fate.processingPolls ?? (/^(?:audio|video)\//.test(mimeType) || fate.fails ? defaultProcessingPolls : 0);
  const isFast = fate.processingPolls === undefined && clock.now() - file.createdAt >= longestProcessingMs;
  if (file.polls < polls && !isFast) {
    return "PROCESSING";
  }
  return fate.fails ? "FAILED" : "ACTIVE";
}

/** The File resource as the service shows it; `base` is the address of the API, without a slash at its end. */
export function fileResource(file: StoredFile, clock: Clock, base: string): JsonObject {
  const state = stateOf(file, clock);
  const time = new Date(file.createdAt).toISOString();
  const isStateless = file.told < (file.fate.statelessAnswers ?? 0);
  file.told += 1;
  return {
    name: `files/${file.id}`,
    ...(file.displayName !== undefined && file.displayName !== "" && { displayName: file.displayName }),
    mimeType: file.mimeType,
    sizeBytes: String(file.size),
    createTime: time,
    updateTime: time,
    expirationTime: new Date(file.expiresAt).toISOString(),
    sha256Hash: Buffer.from(file.fate.wrongHash ? "0".repeat(64) : file.sha256).toString("base64"),
    uri: `${base}/v1beta/files/${file.id}`,
    ...(!isStateless && { state }),
    source: "UPLOADED",
    ...(state === "FAILED" && { error: processingError }),
    ...(file.durationSeconds !== undefined &&
      state === "ACTIVE" && { videoMetadata: { videoDuration: `${Math.round(file.durationSeconds)}s` } }),
  };
}

const processingError = {
  code: 3,
  message: "The file failed to be processed.",
  details: [detail("ErrorInfo", { reason: "FILE_PROCESSING_FAILED", domain: "googleapis.com" })],
};
