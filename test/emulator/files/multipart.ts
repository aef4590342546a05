import type { Exchange } from "../exchange.ts";
import { ApiFailure } from "../failure.ts";
import { type FilesContext, keyOf } from "./filesContext.ts";
import { checkSize } from "./uploadReplies.ts";
import type { UploadSession } from "./uploadSession.ts";
import { describeFile } from "./uploadStart.ts";

/** What may stand before the file's own bytes. */
const maxHeadBytes = 64 * 1024;

/** Takes a body of `multipart/related` (RFC 2387): the description as JSON, then the file, which goes onto the disk. */
export async function receiveMultipart(exchange: Exchange, context: FilesContext): Promise<UploadSession> {
  const type = exchange.record.headers["content-type"] ?? "";
  const boundary = /^multipart\/related;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) {
    throw new ApiFailure(400, "Content-Type must be multipart/related with a boundary.");
  }
  const closing = Buffer.from(`\r\n--${boundary}--`);
  let session: UploadSession | undefined;
  let held = Buffer.alloc(0);
  for await (const piece of exchange.pieces()) {
    held = Buffer.concat([held, piece]);
    if (session === undefined) {
      const head = readHead(held, boundary);
      if (head === undefined) {
        continue;
      }
      const description = describeFile(head.metadata, head.mimeType);
      const owner = keyOf(exchange);
      context.store.checkNew(description, Number(exchange.record.headers["content-length"] ?? 0), owner);
      session = await context.sessions.start({ description, owner });
      held = held.subarray(head.length);
    }
    // The end of the body may be the boundary, and a line end behind it.
    const free = Math.max(0, held.length - closing.length - 2);
    checkSize(session.received + free || 1);
    await session.append(held.subarray(0, free));
    held = held.subarray(free);
  }
  const end = held.lastIndexOf(closing);
  if (session === undefined || end < 0) {
    await (session && context.sessions.forget(session));
    throw new ApiFailure(400, "The multipart body has no end.");
  }
  await session.append(held.subarray(0, end));
  checkSize(session.received);
  return session;
}

/** Undefined until both parts' headers are there. */
function readHead(bytes: Buffer, boundary: string) {
  const text = bytes.subarray(0, maxHeadBytes).toString("latin1");
  const mark = `--${boundary.replaceAll(/\W/g, String.raw`\$&`)}\r\n`;
  const part = String.raw`([\s\S]*?)\r\n\r\n`;
  const match = new RegExp(`^(?:\r\n)?${mark}${part}([\\s\\S]*?)\r\n${mark}${part}`).exec(text);
  if (match === null) {
    if (bytes.length > maxHeadBytes) {
      throw new ApiFailure(400, "The multipart body does not begin with a description of the file.");
    }
    return undefined;
  }
  const [head, , metadata = "", fileHeaders = ""] = match;
  return {
    metadata: Buffer.from(metadata, "latin1").toString("utf8"),
    mimeType: /^content-type:\s*(.+?)\s*$/im.exec(fileHeaders)?.[1],
    /** Up to the file's first byte. */
    length: head.length,
  };
}
