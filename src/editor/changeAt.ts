import { structuredPatch } from "diff";

/** Lines around a change that are shown with it. */
const CONTEXT = 10;
/** How long the comparison may take; beyond it texts are too different for a change to be told. */
const TIMEOUT_MS = 2000;

/** One change between two texts. */
export interface Change {
  /** As `git diff` prints it, from its `@@` line on. */
  readonly diff: string;
  /** Zero-based lines of the new text that it covers, both included; of lines that are gone, the one they stood before. */
  readonly startLine: number;
  readonly endLine: number;
}

/** Which line is meant: zero-based, of the old or the new text. */
export interface ChangePlace {
  readonly side: "old" | "new";
  readonly startLine: number;
  readonly endLine: number;
}

/** The changes that lines belong to, as one; undefined where nothing has changed there. */
export function changeAt(oldText: string, newText: string, place: ChangePlace): Change | undefined {
  const options = { context: CONTEXT, timeout: TIMEOUT_MS };
  const patch = structuredPatch("", "", withoutReturns(oldText), withoutReturns(newText), "", "", options);
  const hunk = patch?.hunks.find((one) => spans(one.lines, one).some((span) => isAt(span, place)));
  if (hunk === undefined) {
    return undefined;
  }
  const { oldStart, oldLines, newStart, newLines, lines } = hunk;
  const changed = spans(lines, hunk).map((span) => span.new);
  return {
    diff: [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines].join("\n"),
    startLine: Math.min(...changed.map(({ from }) => from)),
    endLine: Math.max(...changed.map(({ from, to }) => Math.max(from, to - 1))),
  };
}

interface Span {
  readonly old: Range;
  readonly new: Range;
}

/** Zero-based lines from the first to before the last. */
interface Range {
  from: number;
  to: number;
}

/** Runs of lines that were taken away or have come. */
function spans(
  lines: readonly string[],
  { oldStart, newStart }: { readonly oldStart: number; readonly newStart: number },
): readonly Span[] {
  const found: Span[] = [];
  let [oldLine, newLine] = [oldStart - 1, newStart - 1];
  let current: Span | undefined;
  for (const line of lines) {
    const sign = line[0];
    if (sign === "\\") {
      continue;
    }
    if (sign === " ") {
      current = undefined;
      oldLine++;
      newLine++;
      continue;
    }
    if (current === undefined) {
      current = { old: { from: oldLine, to: oldLine }, new: { from: newLine, to: newLine } };
      found.push(current);
    }
    if (sign === "-") {
      current.old.to = ++oldLine;
    } else {
      current.new.to = ++newLine;
    }
  }
  return found;
}

/** Where lines are gone, the lines on either side of the gap are meant too. */
function isAt(span: Span, { side, startLine, endLine }: ChangePlace): boolean {
  const { from, to } = span[side];
  return from === to ? startLine <= from && from <= endLine + 1 : startLine < to && from <= endLine;
}

/** How lines end is no change that anybody asks about. */
function withoutReturns(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
