import type { FileReference, MediaView } from "./transcript.ts";

/** A file that waits in the composer to be sent. */
export interface Attachment {
  readonly id: string;
  /** Known as soon as its first bytes were read; until then only a name. */
  readonly file: FileReference | undefined;
  readonly label: string;
  readonly state: AttachmentState;
  /** Tokens it costs by the published rates; the server's own count may differ. */
  readonly tokens?: number;
}

export type AttachmentState =
  | { readonly type: "reading" }
  /** A page makes a PNG of it, or will when there is one. */
  | { readonly type: "converting" }
  /** Bytes that have left, and how many leave in a second; undefined until that can be told. */
  | { readonly type: "uploading"; readonly sent: number; readonly bytesPerSecond?: number }
  /** It has arrived, and the server looks through it. */
  | { readonly type: "processing" }
  /** It can be sent: inside the request, or as a reference to where it was uploaded. */
  | { readonly type: "ready" }
  /** Why it cannot be sent; `retryable` where trying again may help. */
  | { readonly type: "failed"; readonly reason: string; readonly retryable: boolean };

export type MediaKind = "image" | "audio" | "video" | "pdf" | "text";

/** What a type is to a person. */
export function mediaKind(mimeType: string): MediaKind {
  const [family] = mimeType.split("/");
  if (family === "image" || family === "audio" || family === "video") {
    return family;
  }
  return mimeType === "application/pdf" ? "pdf" : "text";
}

/** What the message under way costs, as far as it is known. */
export interface TokenCount {
  readonly tokens: number;
  /** True until the server has counted. */
  readonly estimated: boolean;
  /** The most the model takes; undefined where that is not known. */
  readonly limit?: number;
  readonly parts?: ContextParts;
}

/** Tokens of a request by what they are of; together they are all of it. */
export interface ContextParts {
  readonly system: number;
  /** What was said before, without its files. */
  readonly history: number;
  readonly files: number;
  readonly message: number;
}

/** A file that `#` completes to. */
export interface FileMatch {
  readonly uri: string;
  /** Path for the eye, relative to the workspace. */
  readonly path: string;
}

/** True where there is something to be asked of: a range, or how closely to look. */
export function isWholeView(view: MediaView | undefined): boolean {
  return view === undefined || Object.values(view).every((value) => value === undefined);
}
