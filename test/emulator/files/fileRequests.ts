import { ApiFailure } from "../failure.ts";
import type { JsonObject } from "../wire.ts";
import type { Exchange } from "../exchange.ts";
import { type FilesContext, baseOf, keyOf } from "./filesContext.ts";
import { fileResource } from "./fileState.ts";

/** `files.get`: every call is one poll of a client that waits. */
export function getFile(exchange: Exchange, { store, clock }: FilesContext, id: string): JsonObject {
  const file = store.get(id, keyOf(exchange));
  const resource = fileResource(file, clock, baseOf(exchange));
  file.polls += 1;
  return resource;
}

/** `files.list`: one page, the newest first; the token is opaque to clients. */
export function listFiles(exchange: Exchange, { store, clock }: FilesContext): JsonObject {
  const { query } = exchange.record;
  const size = Number(query.get("pageSize") ?? 0) || 10;
  if (size < 0 || size > 100 || !Number.isInteger(size)) {
    throw new ApiFailure(400, "* ListFilesRequest.page_size: must be in the range [0, 100].");
  }
  const token = query.get("pageToken") ?? "";
  const start = token === "" ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(start) || start < 0) {
    throw new ApiFailure(400, "Invalid page token.");
  }
  const files = store.list(keyOf(exchange));
  const page = files.slice(start, start + size);
  const end = start + size;
  return {
    ...(page.length > 0 && { files: page.map((file) => fileResource(file, clock, baseOf(exchange))) }),
    ...(end < files.length && { nextPageToken: Buffer.from(String(end)).toString("base64url") }),
  };
}

export async function deleteFile(
  exchange: Exchange,
  { store }: FilesContext,
  id: string,
): Promise<JsonObject> {
  await store.delete(id, keyOf(exchange));
  return {};
}
