import { declaredName, isElision } from "./declaration.ts";

/** Lines that belong together: a declaration with its comments and its body, or a statement. */
export interface CodeItem {
  /** Of its first comment or decorator, else as `head`. */
  readonly start: number;
  readonly head: number;
  /** The line after its last. */
  readonly end: number;
  readonly name: string | undefined;
  /** It stands for lines that are left out. */
  readonly isElision: boolean;
}

interface OpenItem {
  start: number;
  head: number;
  end: number;
}

/** Cuts lines into the items of their outermost level; what is further in belongs to the item before it. */
export function codeItems(lines: readonly string[], from = 0, to = lines.length): readonly CodeItem[] {
  const outer = outermost(lines.slice(from, to));
  const items: OpenItem[] = [];
  let lead: number | undefined;
  let inComment = false;
  const closeLead = (end: number) => {
    if (lead !== undefined) items.push({ start: lead, head: lead, end });
    lead = undefined;
  };
  for (let at = from; at < to; at++) {
    const line = lines[at] ?? "";
    const open = items.at(-1);
    if (inComment) {
      inComment = !line.includes("*/");
    } else if (line.trim() === "") {
      closeLead(at);
    } else if ((open || lead !== undefined) && (indentationOf(line) > outer || isContinuation(line))) {
      if (open && lead === undefined) open.end = at + 1;
    } else if (isElision(line)) {
      closeLead(at);
      items.push({ start: at, head: at, end: at + 1 });
    } else if (isLead(line)) {
      lead ??= at;
      inComment = /^\s*\/\*/.test(line) && !line.includes("*/");
    } else {
      items.push({ start: lead ?? at, head: at, end: at + 1 });
      lead = undefined;
    }
  }
  closeLead(to);
  return items.map((item) => {
    const head = lines[item.head] ?? "";
    return { ...item, name: declaredName(head), isElision: isElision(head) };
  });
}

/** The items within an item: of a class its members. */
export function innerItems(lines: readonly string[], { head, end }: CodeItem): readonly CodeItem[] {
  const [from, to] = innerLines(lines, head, end);
  return from < to ? codeItems(lines, from, to) : [];
}

/** The lines that are further in than the head. */
export function innerLines(lines: readonly string[], head: number, end: number): readonly [number, number] {
  const outer = indentationOf(lines[head] ?? "");
  const isIn = (at: number) => (lines[at] ?? "").trim() === "" || indentationOf(lines[at] ?? "") > outer;
  let from = head + 1;
  while (from < end && !isIn(from)) from++;
  let to = from;
  while (to < end && isIn(to)) to++;
  while (to > from && (lines[to - 1] ?? "").trim() === "") to--;
  return [from, to];
}

/** Columns before the first character, a tab as four. */
export function indentationOf(line: string): number {
  return (/^[ \t]*/.exec(line)?.[0] ?? "").replaceAll("\t", "    ").length;
}

function outermost(lines: readonly string[]): number {
  return Math.min(...lines.filter((line) => line.trim() !== "").map(indentationOf));
}

/** A line that ends or goes on with what the line above it, as far out, has begun. */
function isContinuation(line: string): boolean {
  return /^\s*(?:[}\])]|<\/|end\b|(?:else|elif|elsif|except|finally|catch|rescue|ensure)\b|\{\s*$)/.test(
    line,
  );
}

/** A comment, a decorator or an attribute. */
function isLead(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|--\s|#(?!include|define|if|el|end|pragma|#|\s*\S+\s*\{|\w)|@[\w.]+(?:\(.*)?\s*$|\[[A-Z]\w*.*\]\s*$)/.test(
    line,
  );
}
