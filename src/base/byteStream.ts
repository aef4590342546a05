/** The pieces as a stream that asks for each only when it is read, and tells the source when its reader leaves. */
export function byteStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = source[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done === true) {
          controller.close();
        } else {
          controller.enqueue(next.value);
        }
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  // The types want bytes that are not shared with another thread; those of a socket or a file never are.
  return stream as ReadableStream<Uint8Array<ArrayBuffer>>;
}
