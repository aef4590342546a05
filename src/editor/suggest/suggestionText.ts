/** What stands on the cursor's line. */
export interface CursorLine {
  readonly before: string;
  readonly after: string;
}

/**
 * Makes of an answer what can stand at the cursor: without the beginning of the line, which models like to repeat, and
 * without the end of it. Empty if nothing is left.
 */
export function suggestionText(answer: string, { before, after }: CursorLine): string {
  const text = withoutEnd(withoutBeginning(answer.replace(/\r\n?/g, "\n"), before), after).trimEnd();
  return text.trim() === "" ? "" : text;
}

function withoutBeginning(answer: string, before: string): string {
  const begun = before.trimStart();
  if (begun === "") {
    // The cursor stands behind the indentation already.
    const blanks = /^[ \t]*/.exec(answer)?.[0] ?? "";
    return answer.startsWith("\n") ? answer : answer.slice(blanks.length);
  }
  const from = answer.trimStart();
  if (begun.trimEnd().length > 1 && from.startsWith(begun.trimEnd())) {
    const rest = from.slice(begun.trimEnd().length);
    // A blank that stands before the cursor need not come again.
    return /\s$/.test(before) ? rest.replace(/^[ \t]+/, "") : rest;
  }
  return answer;
}

function withoutEnd(text: string, after: string): string {
  const end = after.trim();
  const trimmed = text.trimEnd();
  return end !== "" && trimmed.endsWith(end) ? trimmed.slice(0, -end.length) : text;
}

/** A suggestion as it was made. */
export interface MadeSuggestion {
  readonly uri: string;
  /** All that stood before the cursor, and behind it. */
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

/** What is left of a suggestion where the person has typed its beginning; undefined if something else was done. */
export function remainder(
  made: MadeSuggestion | undefined,
  now: Omit<MadeSuggestion, "text">,
): string | undefined {
  if (made?.uri !== now.uri || made.after !== now.after || !now.before.startsWith(made.before)) {
    return undefined;
  }
  const typed = now.before.slice(made.before.length);
  return made.text.startsWith(typed) && made.text.length > typed.length
    ? made.text.slice(typed.length)
    : undefined;
}
