import { byteStream } from "../base/byteStream.ts";
import type { StreamedBody, Transport } from "./transport.ts";

/** Sends by the `fetch` that is there when a request is made. */
export const fetchTransport: Transport = (url, { body, ...init }) => {
  if (body === undefined || typeof body === "string") {
    return globalThis.fetch(url, { ...init, ...(body !== undefined && { body }) });
  }
  const streamed = { body: byteStream(copies(body)), duplex: "half" as const };
  return globalThis.fetch(url, { ...init, ...streamed });
};

/** What fetch has been handed it may still hold when it asks for more. */
async function* copies({ pieces }: StreamedBody): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) {
    yield piece.slice();
  }
}
