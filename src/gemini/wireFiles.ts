/** The JSON of the Files API: https://ai.google.dev/api/files */
import type { Open } from "./wire.ts";

export interface File {
  /** `files/ID`; the ID has at most 40 characters, lower-case letters, digits and dashes. */
  readonly name?: string;
  /** At most 512 characters. */
  readonly displayName?: string;
  readonly mimeType?: string;
  /** An int64 in decimal digits. */
  readonly sizeBytes?: string;
  /** RFC 3339, as are the other times. */
  readonly createTime?: string;
  readonly updateTime?: string;
  /** 48 hours after the upload; the file is gone then. */
  readonly expirationTime?: string;
  /** Base64, as a rule of the digest's lower-case hex text. */
  readonly sha256Hash?: string;
  /** What `fileData.fileUri` wants. */
  readonly uri?: string;
  /** Of generated files only. */
  readonly downloadUri?: string;
  /** May be absent right after the upload. */
  readonly state?: Open<"STATE_UNSPECIFIED" | "PROCESSING" | "ACTIVE" | "FAILED">;
  readonly source?: Open<"SOURCE_UNSPECIFIED" | "UPLOADED" | "GENERATED" | "REGISTERED">;
  /** Why it FAILED. */
  readonly error?: Status;
  readonly videoMetadata?: VideoFileMetadata;
}

/** https://cloud.google.com/apis/design/errors#error_model */
export interface Status {
  readonly code?: number;
  readonly message?: string;
  readonly details?: readonly Readonly<Record<string, unknown>>[];
}

export interface VideoFileMetadata {
  /** Such as `"596s"`. */
  readonly videoDuration?: string;
}

export interface CreateFileRequest {
  readonly file?: Pick<File, "name" | "displayName" | "mimeType">;
}

export interface CreateFileResponse {
  readonly file?: File;
}

export interface ListFilesResponse {
  readonly files?: readonly File[];
  readonly nextPageToken?: string;
}
