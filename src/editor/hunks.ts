import type { DiffLine } from "./inlineDiff.ts";
import { followOffset, type OffsetChange, type OffsetRange } from "./offsetRange.ts";

/** One change among others that waits for a decision. Both ranges are in the document. */
export interface Hunk {
  /** Of the same change as long as it waits, wherever it moves and whatever else is decided. */
  readonly id: number;
  /** Lines that go when it is accepted; empty if there are none, or if they are gone. */
  readonly removed: OffsetRange;
  /** What goes when it is discarded. */
  readonly added: OffsetRange;
  /** What stood in the place of `added`, where that is gone. */
  readonly instead: string;
  /** It was put in as it is, and not line by line: a line break before it was there already. */
  readonly isPiece?: true;
}

/** The changes among lines that stand in a document from `start` on, each followed by `eol`. */
export function hunksOf(lines: readonly DiffLine[], start: number, eol: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let offset = start;
  let open: { from: number; middle: number } | undefined;
  const close = () => {
    if (open !== undefined) {
      const { from, middle } = open;
      hunks.push({
        id: hunks.length,
        removed: { start: from, end: middle },
        added: { start: middle, end: offset },
        instead: "",
      });
      open = undefined;
    }
  };
  for (const { kind, text } of lines) {
    if (kind === "same" || kind === "ahead") {
      close();
    }
    const end = offset + text.length + eol.length;
    if (kind === "removed") {
      open ??= { from: offset, middle: offset };
      open.middle = end;
    } else if (kind === "added") {
      open ??= { from: offset, middle: offset };
    }
    offset = end;
  }
  close();
  return hunks;
}

/** Where a change lies after somebody's edit; undefined when the edit crosses one of its edges, which settles it. */
export function followHunk(hunk: Hunk, change: OffsetChange): Hunk | undefined {
  const [removed, added] = [follow(hunk.removed, change), follow(hunk.added, change)];
  return removed && added && { ...hunk, removed, added };
}

function follow(range: OffsetRange, change: OffsetChange): OffsetRange | undefined {
  const { rangeOffset: start, rangeLength, text } = change;
  const end = start + rangeLength;
  const growth = text.length - rangeLength;
  if (range.start === range.end) {
    const at = followOffset(range.start, change);
    return start < range.start && end > range.start ? undefined : { start: at, end: at };
  }
  if (end <= range.start) {
    return { start: range.start + growth, end: range.end + growth };
  }
  if (start >= range.end) {
    return range;
  }
  return start >= range.start && end <= range.end
    ? { start: range.start, end: range.end + growth }
    : undefined;
}
