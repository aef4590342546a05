import { byteStream } from "../base/byteStream.ts";
import type { TransportResponse } from "./transport.ts";

/**
 * The bytes of a body, unpacked if the transport handed on gzip as it came. A transport that unpacks by itself leaves the
 * header standing, so the first byte decides.
 */
export function plainBytes(response: TransportResponse): AsyncIterator<Uint8Array> | undefined {
  const packed = /\bgzip\b/i.test(response.headers.get("content-encoding") ?? "");
  const source = response.body?.[Symbol.asyncIterator]();
  return packed && source !== undefined ? sniffed(source) : source;
}

/** First byte of a gzip member; neither JSON nor an event stream begins with it. https://www.rfc-editor.org/rfc/rfc1952 */
const GZIP_MAGIC = 0x1f;

async function* sniffed(source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let next = await source.next();
  while (next.done !== true && next.value.length === 0) {
    next = await source.next();
  }
  if (next.done === true) {
    return;
  }
  const all = startingWith(next.value, source);
  yield* next.value[0] === GZIP_MAGIC ? unpacked(all) : all;
}

async function* startingWith(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

function unpacked(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return byteStream(packed).pipeThrough(new DecompressionStream("gzip"));
}
