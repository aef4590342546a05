/** Cuts `text` into pieces of the given lengths, taken over again as often as needed; none is shorter than one. */
export function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, index = 0; at < text.length; index++) {
    const size = Math.max(1, sizes[index % sizes.length] ?? text.length);
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

export async function* streamOf(...chunks: readonly string[]): AsyncGenerator<string> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) {
    collected.push(item);
  }
  return collected;
}
