import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Exchange } from "../exchange.ts";
import { ApiFailure } from "../failure.ts";
import { sendRefusal } from "../send.ts";
import type { Interruption } from "./fileFate.ts";
import type { FilesContext } from "./filesContext.ts";
import { checkSize, maxFileBytes, plainRefusal, progressHeaders, unavailable } from "./uploadReplies.ts";
import type { UploadSession } from "./uploadSession.ts";

/**
 * Takes a request's bytes. True when all of them have been stored and the upload goes on or may be completed; else the
 * request has been answered, or never will be.
 */
export async function takeBytes(
  exchange: Exchange,
  context: FilesContext,
  session: UploadSession,
  options: { readonly isLast: boolean; readonly interruption: Interruption | undefined },
): Promise<boolean> {
  const length = lengthOf(exchange);
  const refusal = wrongPiece(exchange, context.chunkGranularity, session, options.isLast);
  if (refusal !== undefined) {
    await drain(exchange);
    const headers = progressHeaders(session, context.chunkGranularity);
    sendRefusal(exchange, plainRefusal(400, refusal, headers));
    return false;
  }
  const { interruption } = options;
  const room = interruption === undefined ? Infinity : (interruption.bytes ?? Math.floor((length ?? 2) / 2));
  const isInterrupted = await storeUpTo(exchange, session, room, interruption);
  if (interruption !== undefined && interruption.how !== "pause" && isInterrupted) {
    await interrupt(exchange, context, session, interruption.how);
    return false;
  }
  return true;
}

function lengthOf(exchange: Exchange): number | undefined {
  const length = exchange.record.headers["content-length"];
  return length === undefined ? undefined : Number(length);
}

/** A sentence in the service's words; undefined when these bytes may come now. */
function wrongPiece(
  exchange: Exchange,
  granularity: number,
  session: UploadSession,
  isLast: boolean,
): string | undefined {
  const header = exchange.record.headers["x-goog-upload-offset"];
  const offset = typeof header === "string" && /^\d+$/.test(header) ? Number(header) : undefined;
  if (offset === undefined) {
    return "Invalid request.  The X-Goog-Upload-Offset header is missing or is not a number.";
  }
  const { received, declaredSize = maxFileBytes } = session;
  if (offset !== received) {
    const relation = offset > received ? "exceeds" : "is below the";
    return (
      "Invalid request.  According to the X-Goog-Upload-Offset header, the upload offset is " +
      `${offset} byte(s), which ${relation} already uploaded size of ${received} byte(s).`
    );
  }
  const length = lengthOf(exchange);
  if (!isLast && length === undefined) {
    return "Invalid request.  The Content-Length header is missing.";
  }
  // What was left of a piece that arrived in part is as good as a whole one.
  if (
    !isLast &&
    length !== undefined &&
    length % granularity !== 0 &&
    (offset + length) % granularity !== 0
  ) {
    return `The client sent ${length} bytes, which is not a multiple of the ${granularity} byte chunk granularity.`;
  }
  return length !== undefined && received + length > declaredSize
    ? `Invalid request.  ${received + length} byte(s) were sent of a file of ${declaredSize} byte(s).`
    : undefined;
}

/** True when as many bytes as there is room for were stored: the end, whatever is left, unless it is for a pause. */
async function storeUpTo(
  exchange: Exchange,
  session: UploadSession,
  room: number,
  { how, holdMs, until }: Partial<Interruption> = {},
): Promise<boolean> {
  let left = room;
  for await (const piece of exchange.pieces()) {
    const kept = piece.subarray(0, left);
    left -= kept.length;
    await append(session, kept);
    if (left > 0) {
      continue;
    }
    if (holdMs !== undefined) {
      await delay(holdMs, undefined, { signal: exchange.signal });
    }
    await Promise.race([until, aborted(exchange)]);
    exchange.signal.throwIfAborted();
    if (how !== "pause") {
      return true;
    }
    left = Infinity;
    await append(session, piece.subarray(kept.length));
  }
  return false;
}

async function append(session: UploadSession, bytes: Uint8Array): Promise<void> {
  if (session.received + bytes.length > maxFileBytes) {
    checkSize(session.received + bytes.length);
  }
  await session.append(bytes);
}

async function interrupt(
  exchange: Exchange,
  context: FilesContext,
  session: UploadSession,
  how: Exclude<Interruption["how"], "pause">,
): Promise<void> {
  switch (how) {
    case "reset":
      exchange.reset();
      return;
    case "stall":
      await aborted(exchange);
      return;
    case "unavailable":
      await drain(exchange);
      sendRefusal(exchange, unavailable);
      return;
    case "short":
      await drain(exchange);
      exchange.reply(200, progressHeaders(session, context.chunkGranularity), "");
  }
}

/** The client has gone. */
async function aborted({ signal }: Exchange): Promise<void> {
  if (!signal.aborted) {
    await once(signal, "abort");
  }
}

/** A client hears best when it has said all. */
export async function drain(exchange: Exchange): Promise<void> {
  for await (const _piece of exchange.pieces());
}

/** Throws unless the upload is as long as it was said to be. */
export function checkComplete({ received, declaredSize = received }: UploadSession): void {
  checkSize(received);
  if (received !== declaredSize) {
    throw new ApiFailure(
      400,
      `The upload has ${received} byte(s) of ${declaredSize}; it cannot be finalized.`,
    );
  }
}
