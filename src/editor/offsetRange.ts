/** Part of a document, in UTF-16 units from its start. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** The part of `vscode.TextDocumentContentChangeEvent` that moves other text. */
export interface OffsetChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where a range that is being filled at its end lies after somebody else's change. What is typed at either edge stays
 * outside, what changes within is adopted. Undefined when the change takes the end away or crosses an edge: then there
 * is no place left where the next piece would belong.
 */
export function followChange(range: OffsetRange, change: OffsetChange): OffsetRange | undefined {
  const start = change.rangeOffset;
  const end = start + change.rangeLength;
  const growth = change.text.length - change.rangeLength;
  if (end <= range.start) {
    return { start: range.start + growth, end: range.end + growth };
  }
  if (start >= range.end) {
    return range;
  }
  return start >= range.start && end < range.end
    ? { start: range.start, end: range.end + growth }
    : undefined;
}

/** Where an offset lies after a change; text inserted at it pushes it on, as it does with a cursor. */
export function followOffset(offset: number, { rangeOffset, rangeLength, text }: OffsetChange): number {
  if (offset >= rangeOffset + rangeLength) {
    return offset + text.length - rangeLength;
  }
  return Math.min(offset, rangeOffset + text.length);
}
