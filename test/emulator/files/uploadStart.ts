import type { Exchange } from "../exchange.ts";
import { readMessage } from "../validate/protoJson.ts";
import { ApiFailure, badRequest } from "../failure.ts";
import type { FileDescription } from "./fileStore.ts";
import { type FilesContext, baseOf, keyOf } from "./filesContext.ts";
import { checkSize } from "./uploadReplies.ts";

/** `start`: checks what is to come, and gives the address that takes it. */
export async function startUpload(exchange: Exchange, context: FilesContext): Promise<void> {
  const { headers, query } = exchange.record;
  const text = (await exchange.receive()) ?? "";
  const mimeType = headers["x-goog-upload-header-content-type"];
  const description = describeFile(text, typeof mimeType === "string" ? mimeType : undefined);
  const length = headers["x-goog-upload-header-content-length"];
  const declaredSize = typeof length === "string" ? Number(length) : undefined;
  if (declaredSize !== undefined) {
    checkSize(declaredSize);
  }
  const owner = keyOf(exchange);
  context.store.checkNew(description, declaredSize ?? 0, owner);
  const session = await context.sessions.start({
    description,
    owner,
    ...(declaredSize !== undefined && { declaredSize }),
  });
  const address = new URL(`${baseOf(exchange)}${exchange.record.path}`);
  query.forEach((value, name) => address.searchParams.set(name, value));
  address.searchParams.set("upload_id", session.id);
  address.searchParams.set("upload_protocol", "resumable");
  exchange.reply(
    200,
    {
      "x-goog-upload-url": address.href,
      "x-goog-upload-control-url": address.href,
      "x-goog-upload-status": "active",
      "x-goog-upload-chunk-granularity": String(context.chunkGranularity),
    },
    "",
  );
}

interface CreateFileRequest {
  readonly file?: { readonly name?: string; readonly displayName?: string; readonly mimeType?: string };
}

/** Reads `{ file: { name, displayName, mimeType } }`; a type in the body counts more than one in a header. */
export function describeFile(text: string, mimeType: string | undefined): FileDescription {
  const { value, violations } = readMessage(parseJson(text), "CreateFileRequest");
  if (violations.length > 0) {
    throw badRequest(violations);
  }
  const { file = {} } = value as CreateFileRequest;
  const type = file.mimeType ?? mimeType;
  if (type === undefined || !/^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/.test(type)) {
    throw new ApiFailure(400, `Unsupported MIME type: ${type ?? ""}`);
  }
  return { id: file.name?.replace(/^files\//, ""), displayName: file.displayName, mimeType: type };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch (error) {
    throw new ApiFailure(400, `Invalid JSON payload received. ${(error as Error).message}`);
  }
}
