import type { Hunk } from "./hunks.ts";
import type { OffsetRange } from "./offsetRange.ts";

/** From the first of these changes to the last. */
export function regionOf(hunks: readonly Hunk[]): OffsetRange {
  return {
    start: Math.min(...hunks.map(({ removed }) => removed.start)),
    end: Math.max(...hunks.map(({ added }) => added.end)),
  };
}

/** A stretch of a document that holds the changes which are decided about. */
export interface Stretch {
  readonly text: string;
  /** Where it begins in the document. */
  readonly start: number;
  readonly hunks: readonly Hunk[];
  /** It ends the document, and has no line break there. */
  readonly isBare: boolean;
}

/** The stretch of changes in a whole text. Where they end it without a line break, the break before them is theirs. */
export function stretchOf(whole: string, hunks: readonly Hunk[]): Stretch {
  const { start, end } = regionOf(hunks);
  const isBare = end >= whole.length && !whole.endsWith("\n") && !hunks.at(-1)?.isPiece;
  const lineBreak = isBare ? (/\r?\n$/.exec(whole.slice(0, start))?.[0] ?? "") : "";
  return { text: whole.slice(start - lineBreak.length, end), start: start - lineBreak.length, hunks, isBare };
}

/** What the stretch comes to when its changes are accepted, or discarded. */
export function decided({ text, start, hunks, isBare }: Stretch, decision: "accept" | "discard"): string {
  let result = "";
  let from = start;
  for (const { removed, added, instead } of hunks) {
    const [gone, place] = decision === "accept" ? [removed, ""] : [added, instead];
    result += text.slice(from - start, gone.start - start) + place;
    from = gone.end;
  }
  result += text.slice(from - start);
  return isBare ? result.replace(/\r?\n$/, "") : result;
}
