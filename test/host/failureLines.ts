const MOST_LINES = 80;
const WITHOUT_LIST = 25;

/** What a step that failed has to say, of all its lines: mocha's list of failures, else the last lines. */
export function failureLines(lines: readonly string[]): readonly string[] {
  const list = lines.findLastIndex((line) => /^\W*\d+ failing\b/.test(line));
  const found = list === -1 ? lines.slice(-WITHOUT_LIST) : lines.slice(list, list + MOST_LINES);
  return found.filter((line) => /[^\s│]/.test(line));
}
