import { diffArrays } from "diff";

/** A line of a text and of what replaces it, in the order in which both are shown. */
export interface DiffLine {
  /** `ahead`: stands in the old text, and what replaces it has not come so far. */
  readonly kind: "same" | "added" | "removed" | "ahead";
  readonly text: string;
}

/** How far beyond as many lines as have come a line of the old text is looked for. */
const LOOKAHEAD = 200;
/** So many lines that are the same in a row settle everything before them. */
const SETTLED = 3;

/**
 * Lays a text that streams in over the one it replaces, line by line. At every moment the lines that are not `added`
 * are the old text, and at the end those that are not `removed` are the new.
 */
export class InlineDiff {
  readonly #old: readonly string[];
  /** Lines that cannot change any more. */
  readonly #settled: DiffLine[] = [];
  #oldSettled = 0;
  /** Whole lines that came after what is settled. */
  #fresh: string[] = [];
  #partial = "";
  #ended = false;

  /** @param old its lines, without line breaks */
  constructor(old: readonly string[]) {
    this.#old = old;
  }

  /** Takes text with `\n` or `\r\n` between its lines, cut anywhere but within `\r\n`. */
  push(text: string): void {
    const [first = "", ...others] = text.split(/\r?\n/);
    this.#partial += first;
    for (const line of others) {
      this.#fresh.push(this.#partial);
      this.#partial = line;
    }
  }

  /** That was all. */
  end(): void {
    if (!this.#ended) {
      this.#fresh.push(this.#partial);
      this.#partial = "";
      this.#ended = true;
    }
  }

  lines(): readonly DiffLine[] {
    const old = this.#old.slice(this.#oldSettled);
    if (this.#ended) {
      return [...this.#settled, ...inOrder(compare(old, this.#fresh))];
    }
    const passed = strongPart(compare(old.slice(0, this.#fresh.length + LOOKAHEAD), this.#fresh));
    const rest = this.#fresh.slice(count(passed, "removed"));
    const after = this.#after(old.slice(count(passed, "added")), rest);
    if (passed.slice(-SETTLED).filter(({ kind }) => kind === "same").length < SETTLED) {
      return [...this.#settled, ...inOrder(passed), ...after];
    }
    this.#settled.push(...inOrder(passed));
    this.#oldSettled += count(passed, "added");
    this.#fresh = rest;
    return [...this.#settled, ...after];
  }

  /** New lines that are found nowhere: they stand where they take the place of lines that are like them. */
  #after(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
    const added = [...fresh, ...(this.#partial === "" ? [] : [this.#partial])];
    let replaced = 0;
    while (replaced < added.length && isAlike(old[replaced], added[replaced])) replaced++;
    // A line that may become the old one is not shown before it differs.
    if (this.#partial !== "" && old[fresh.length]?.startsWith(this.#partial)) {
      added.pop();
      replaced = Math.min(replaced, added.length);
    }
    return [
      ...asLines("removed", old.slice(0, replaced)),
      ...asLines("added", added),
      ...asLines("ahead", old.slice(replaced)),
    ];
  }
}

function compare(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  return diffArrays([...old], [...fresh]).flatMap(({ added, removed, value }) =>
    asLines(added ? "added" : removed ? "removed" : "same", value),
  );
}

/** What comes before a brace that happens to stand in both texts is no answer to the question how far one has come. */
function strongPart(lines: readonly DiffLine[]): readonly DiffLine[] {
  for (let end = lines.length; end > 0; end--) {
    if (lines[end - 1]?.kind !== "same") {
      continue;
    }
    let start = end;
    while (start > 0 && lines[start - 1]?.kind === "same") start--;
    if (start === 0 || lines.slice(start, end).some(({ text }) => /(?:\w.*){3}/.test(text))) {
      return lines.slice(0, end);
    }
    end = start + 1;
  }
  return [];
}

/** Of a run of changes, first what goes and then what comes. */
function inOrder(lines: readonly DiffLine[]): readonly DiffLine[] {
  const ordered: DiffLine[] = [];
  let added: DiffLine[] = [];
  for (const line of lines) {
    if (line.kind === "added") {
      added.push(line);
    } else {
      if (line.kind !== "removed") {
        ordered.push(...added);
        added = [];
      }
      ordered.push(line);
    }
  }
  return [...ordered, ...added];
}

function isAlike(old: string | undefined, fresh: string | undefined): boolean {
  const [a, b] = [wordsOf(old), wordsOf(fresh)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 0 && shared * 2 >= Math.max(a.size, b.size);
}

function wordsOf(line = ""): ReadonlySet<string> {
  return new Set(line.match(/\w+/g) ?? []);
}

function count(lines: readonly DiffLine[], without: DiffLine["kind"]): number {
  return lines.filter(({ kind }) => kind !== without).length;
}

function asLines(kind: DiffLine["kind"], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}
