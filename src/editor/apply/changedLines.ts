/** Lines of a text that differ from those of another, from the one to before the other. */
export interface ChangedLines {
  readonly start: number;
  readonly end: number;
  /** What stands there in the other text. */
  readonly lines: readonly string[];
}

/** The stretch in which two texts differ, with a line above it where nothing goes; undefined if they are the same. */
export function changedLines(old: readonly string[], fresh: readonly string[]): ChangedLines | undefined {
  const most = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < most && old[start] === fresh[start]) start++;
  let kept = 0;
  while (kept < most - start && old.at(-1 - kept) === fresh.at(-1 - kept)) kept++;
  if (start === old.length && start === fresh.length) {
    return undefined;
  }
  // Lines that only come are compared with one that stays: there is no comparison with nothing.
  const from = start === old.length - kept ? Math.max(0, start - 1) : start;
  const end = Math.max(old.length - kept, from + 1);
  return { start: from, end, lines: fresh.slice(from, fresh.length - (old.length - end)) };
}
