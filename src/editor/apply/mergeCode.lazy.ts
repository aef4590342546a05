import { Reindenter } from "../indentation.ts";
import { codeItems, type CodeItem, indentationOf, innerItems, innerLines } from "./codeItems.ts";
import { isElision, isImport } from "./declaration.ts";
import { findStretch, isTelling, keyOf } from "./findStretch.ts";

export interface MergeLayout {
  readonly insertSpaces: boolean;
  readonly tabSize: number;
}

/** Lines of the old text, from the one to before the other, that become others. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/**
 * Puts a piece of code where it belongs in a text: declarations in the place of those of the same name, new ones beside
 * their neighbours, imports among the imports, statements where lines around them are found again. A line such as
 * `// ...` stands for what is there. Undefined where no place is found.
 */
export function mergeCode(
  old: readonly string[],
  code: readonly string[],
  layout: MergeLayout,
): readonly string[] | undefined {
  if (old.every((line) => line.trim() === "") || isWhole(old, code)) {
    return code;
  }
  const edits = new Merger(old, code, layout).edits();
  return edits && applied(old, edits);
}

/** Whether the code is the whole text, changed: it begins as the text does, and has most of its lines. */
function isWhole(old: readonly string[], code: readonly string[]): boolean {
  const [was, is] = [old.filter(isTelling).map(keyOf), code.filter(isTelling).map(keyOf)];
  if (was.length === 0 || code.some(isElision) || was[0] !== is[0]) {
    return false;
  }
  const present = new Set(is);
  const share = was.filter((line) => present.has(line)).length / was.length;
  const endsAlike = lastOf(old) === lastOf(code) && is.slice(-3).includes(was.at(-1) ?? "");
  return share >= 0.8 || (endsAlike && share >= 0.4);
}

function lastOf(lines: readonly string[]): string {
  return keyOf(lines.findLast((line) => line.trim() !== "") ?? "");
}

function applied(old: readonly string[], edits: readonly Edit[]): readonly string[] {
  const lines = [...old];
  // From the last to the first; of those at one place the later comes first, so that they keep their order.
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.start - a.edit.start || b.edit.end - a.edit.end || b.index - a.index);
  for (const { edit } of ordered) lines.splice(edit.start, edit.end - edit.start, ...edit.lines);
  return lines;
}

class Merger {
  readonly #old: readonly string[];
  readonly #code: readonly string[];
  readonly #layout: MergeLayout;
  readonly #edits: Edit[] = [];

  constructor(old: readonly string[], code: readonly string[], layout: MergeLayout) {
    this.#old = old;
    this.#code = code;
    this.#layout = layout;
  }

  edits(): readonly Edit[] | undefined {
    const items = codeItems(this.#code);
    const places = this.#level(codeItems(this.#old));
    if (this.#hasStrayStatement(items, places) && this.#stretches(this.#code, 0, this.#old.length)) {
      return this.#edits;
    }
    const isFound =
      this.#merge(items, places) ||
      (this.#edits.length === 0 && this.#stretches(this.#code, 0, this.#old.length));
    return isFound ? this.#edits : undefined;
  }

  /** The items of the old text, those further in behind those further out. */
  #level(items: readonly CodeItem[]): readonly CodeItem[] {
    const all: CodeItem[] = [];
    for (let level = items; level.length > 0; level = level.flatMap((item) => innerItems(this.#old, item))) {
      all.push(...level);
    }
    return all;
  }

  /** Whether any of the code was found among `places`; nothing is changed otherwise. */
  #merge(items: readonly CodeItem[], places: readonly CodeItem[]): boolean {
    const partners = this.#partners(items, places);
    if (
      ![...partners.keys()].some(({ name, head }) => name !== undefined && !isImport(this.#code[head] ?? ""))
    ) {
      return false;
    }
    items.forEach((item, index) => {
      const place = partners.get(item);
      if (place !== undefined) {
        this.#replace(item, place);
      } else if (!item.isElision) {
        this.#add(item, items, index, partners);
      }
    });
    return true;
  }

  #partners(items: readonly CodeItem[], places: readonly CodeItem[]): Map<CodeItem, CodeItem> {
    const partners = new Map<CodeItem, CodeItem>();
    const taken = new Set<CodeItem>();
    for (const item of items.filter(({ isElision: leftOut }) => !leftOut)) {
      const head = keyOf(this.#code[item.head] ?? "");
      const same = places.filter(
        (place) => !taken.has(place) && !taken.has(item) && this.#isSame(item, head, place),
      );
      const partner = this.#likest(item, same);
      if (partner !== undefined) {
        partners.set(item, partner);
        taken.add(partner);
      }
    }
    return partners;
  }

  #isSame({ name }: CodeItem, head: string, place: CodeItem): boolean {
    const was = keyOf(this.#old[place.head] ?? "");
    return was === head || (name !== undefined && name === place.name && isImport(head) === isImport(was));
  }

  /** Of places with the same name the one that has most of the item's lines. */
  #likest(item: CodeItem, places: readonly CodeItem[]): CodeItem | undefined {
    const lines = new Set(this.#code.slice(item.start, item.end).map(keyOf));
    const scored = places.map((place) => ({
      place,
      score: this.#old.slice(place.start, place.end).filter((line) => lines.has(keyOf(line))).length,
    }));
    const best = Math.max(...scored.map(({ score }) => score));
    return scored.find(({ score }) => score === best)?.place;
  }

  #replace(item: CodeItem, place: CodeItem): void {
    const inner = this.#code.slice(item.head, item.end);
    if (inner.some(isElision)) {
      this.#replaceAround(item, place);
      return;
    }
    // Comments that the code leaves out are not meant to go.
    const start = item.start < item.head ? place.start : place.head;
    this.#edit(start, place.end, this.#code.slice(item.start, item.end), place.head);
  }

  /** Of an item that leaves something out, what it says is merged into what is there. */
  #replaceAround(item: CodeItem, place: CodeItem): void {
    const [from, to] = innerLines(this.#code, item.head, item.end);
    const [oldFrom, oldTo] = innerLines(this.#old, place.head, place.end);
    if (item.start < item.head) {
      this.#edit(place.start, place.head, this.#code.slice(item.start, item.head), place.head);
    }
    this.#edit(place.head, oldFrom, this.#code.slice(item.head, from), place.head);
    const items = from < to ? codeItems(this.#code, from, to) : [];
    const places = oldFrom < oldTo ? codeItems(this.#old, oldFrom, oldTo) : [];
    if (!this.#merge(items, this.#level(places))) {
      this.#stretches(this.#code.slice(from, to), oldFrom, oldTo);
    }
  }

  /** An item that is new stands behind the one before it, or before the one behind it; an import among its like. */
  #add(
    item: CodeItem,
    items: readonly CodeItem[],
    index: number,
    partners: ReadonlyMap<CodeItem, CodeItem>,
  ): void {
    const lines = this.#code.slice(item.start, item.end);
    if (isImport(this.#code[item.head] ?? "")) {
      const at = this.#old.findLastIndex(isImport) + 1;
      this.#edit(at, at, at > 0 ? lines : [...lines, ""], at > 0 ? at - 1 : 0);
      return;
    }
    const partnerOf = (other: CodeItem) => partners.get(other);
    const before = items
      .slice(0, index)
      .map(partnerOf)
      .findLast((place) => place !== undefined);
    const after = items
      .slice(index + 1)
      .map(partnerOf)
      .find((place) => place !== undefined);
    const isApart = (at: number) => (this.#code[at] ?? "").trim() === "";
    if (before !== undefined) {
      const gap = isApart(item.start - 1) ? [""] : [];
      this.#edit(before.end, before.end, [...gap, ...lines], before.head);
    } else if (after !== undefined) {
      const gap = isApart(item.end) ? [""] : [];
      this.#edit(after.start, after.start, [...lines, ...gap], after.head);
    }
  }

  /** A statement that stands nowhere is a changed one: only the lines around it can tell where it belongs. */
  #hasStrayStatement(items: readonly CodeItem[], places: readonly CodeItem[]): boolean {
    const partners = this.#partners(items, places);
    return items.some(
      (item) =>
        item.name === undefined &&
        !item.isElision &&
        !partners.has(item) &&
        !isImport(this.#code[item.head] ?? ""),
    );
  }

  /** Whether each piece of the code between lines that leave something out was found, one after the other. */
  #stretches(code: readonly string[], from: number, to: number): boolean {
    const old = this.#old.slice(0, to);
    let next = from;
    const edits: (() => void)[] = [];
    for (const piece of piecesOf(code)) {
      const place = findStretch(old, piece, next);
      if (place === undefined) {
        return false;
      }
      edits.push(() => this.#edit(place.start, place.end, piece, place.start));
      next = place.end;
    }
    edits.forEach((edit) => edit());
    return edits.length > 0;
  }

  /** Puts lines in the place of others, as far in as the line `like`. */
  #edit(start: number, end: number, lines: readonly string[], like: number): void {
    const before = /^[ \t]*/.exec(this.#old[like] ?? "")?.[0] ?? "";
    const gapBefore = lines.findIndex((line) => line.trim() !== "");
    const gapAfter = lines.length - 1 - lines.findLastIndex((line) => line.trim() !== "");
    const fitted = this.#fit(lines.slice(gapBefore, lines.length - gapAfter), before);
    const blanks = (count: number) => Array.from({ length: count }, () => "");
    this.#edits.push({ start, end, lines: [...blanks(gapBefore), ...fitted, ...blanks(gapAfter)] });
  }

  #fit(lines: readonly string[], before: string): readonly string[] {
    const reindenter = new Reindenter({ ...this.#layout, before, after: "", eol: "\n" });
    const outer = Math.min(...lines.filter((line) => line.trim() !== "").map(indentationOf));
    // A line further out than the first would be moved in with it.
    if (indentationOf(lines[0] ?? "") > outer) {
      return lines;
    }
    return `${before}${reindenter.push(lines.join("\n"))}${reindenter.end()}`.split("\n");
  }
}

function piecesOf(code: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[][] = [[]];
  for (const line of code) {
    if (isElision(line)) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return pieces.map(trimmed).filter((piece) => piece.length > 0);
}

function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
