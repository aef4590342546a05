/** The one stretch in which two texts differ, in UTF-16 units from their start. */
export interface TextDifference {
  readonly start: number;
  /** Its end in the old text. */
  readonly end: number;
  /** What stands there in the new text. */
  readonly text: string;
}

/** What has to be replaced to make `now` of `before`; never half of a character or of a line break. */
export function textDifference(before: string, now: string): TextDifference {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start++;
  while (start > 0 && (isSplit(before, start) || isSplit(now, start))) start--;
  let kept = 0;
  while (kept < most - start && before[before.length - kept - 1] === now[now.length - kept - 1]) kept++;
  while (kept > 0 && (isSplit(before, before.length - kept) || isSplit(now, now.length - kept))) kept--;
  return { start, end: before.length - kept, text: now.slice(start, now.length - kept) };
}

function isSplit(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return pair === "\r\n" || /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair);
}
