import type { CitationSource, GroundingChunk, GroundingMetadata } from "./wireGrounding.ts";

/** All that the chunks of one answer told about its sources: lists grow, the last single value stands. */
export function mergeGrounding(updates: readonly GroundingMetadata[]): GroundingMetadata | undefined {
  if (updates.length === 0) {
    return undefined;
  }
  const lists = {
    groundingChunks: mergeGroundingChunks(updates),
    groundingSupports: unique(updates.flatMap((update) => update.groundingSupports ?? [])),
    webSearchQueries: unique(updates.flatMap((update) => update.webSearchQueries ?? [])),
    imageSearchQueries: unique(updates.flatMap((update) => update.imageSearchQueries ?? [])),
  };
  const told = Object.entries(lists).filter(([, list]) => list.length > 0);
  return Object.assign({}, ...updates, Object.fromEntries(told)) as GroundingMetadata;
}

/** Citations without repetition; servers list those of earlier chunks again. */
export function mergeCitations(citations: readonly CitationSource[]): readonly CitationSource[] {
  return unique(citations);
}

/**
 * Supports refer to chunks by their position. A server sends either only the new ones, or all so far: then a list begins
 * with everything that is known.
 */
function mergeGroundingChunks(updates: readonly GroundingMetadata[]): readonly GroundingChunk[] {
  const known: GroundingChunk[] = [];
  for (const { groundingChunks = [] } of updates) {
    const repeats = known.length <= groundingChunks.length && known.every(isSameAt(groundingChunks));
    known.push(...(repeats ? groundingChunks.slice(known.length) : groundingChunks));
  }
  return known;
}

function isSameAt(list: readonly unknown[]): (item: unknown, index: number) => boolean {
  return (item, index) => JSON.stringify(item) === JSON.stringify(list[index]);
}

function unique<T>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
