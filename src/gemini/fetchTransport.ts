import { byteStream } from "../base/byteStream.ts";
import type { StreamedBody, Transport } from "./transport.ts";

/** Sends by the `fetch` that is there when a request is made. */
export const fetchTransport: Transport = (url, { body, ...init }) => {
  if (body === undefined || typeof body === "string") {
    return globalThis.fetch(url, { ...init, ...(body !== undefined && { body }) });
  }
  // A browser does not take the length from here and sends without one.
  const headers = { ...init.headers, "Content-Length": String(body.length) };
  // Under any other rule for redirects Node keeps every byte, to have it once more (Fetch: clone of the request).
  const once = { redirect: "error", window: null } as const;
  const streamed = { headers, body: byteStream(copies(body)), duplex: "half" as const, ...once };
  return globalThis.fetch(url, { ...init, ...streamed });
};

/** What fetch has been handed it may still hold when it asks for more. */
async function* copies({ pieces }: StreamedBody): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) {
    yield new Uint8Array(piece); // `slice` of a Buffer is no copy
  }
}
