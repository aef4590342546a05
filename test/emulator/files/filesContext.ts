import type { Exchange } from "../exchange.ts";
import type { Clock } from "./clock.ts";
import type { FileStore } from "./fileStore.ts";
import type { UploadSessions } from "./uploadSession.ts";

/** What the Files API remembers from one request to the next. */
export interface FilesContext {
  readonly store: FileStore;
  readonly sessions: UploadSessions;
  readonly clock: Clock;
  /** Each piece of an upload but the last must be a multiple of this long. */
  readonly chunkGranularity: number;
}

/** The credential the client sent, which stands for a project; empty when there was none. */
export function keyOf(exchange: Exchange): string {
  const { headers, query } = exchange.record;
  return String(headers["x-goog-api-key"] ?? query.get("key") ?? "");
}

/** Where the client found the emulator, without a slash at its end. */
export function baseOf(exchange: Exchange): string {
  return `http://${exchange.record.headers.host ?? "127.0.0.1"}`;
}
