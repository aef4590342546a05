import type { MarkedToken, Tokens } from "marked";

/**
 * A list or table whose complete children are set aside, so that each new piece of text costs only the
 * reading of the last child, not of the whole block.
 */
export interface GrowingBlock {
  /** What must stand before the rest of the text for it to be read as this block. */
  readonly prefix: string;
  /** Number of children set aside. */
  readonly settled: number;
  /** What was set aside and `rest`, read from the text after it: one block, or two if `rest` is no part of it. */
  join(rest: MarkedToken | undefined): readonly MarkedToken[];
  /** Sets aside the complete children of `rest`; returns how many characters of `source` they took. */
  settle(rest: MarkedToken | undefined, source: string): number;
}

/** The growing form of a block that has one and whose kind is already certain. */
export function growingBlock(token: MarkedToken | undefined, source: string): GrowingBlock | undefined {
  if (token?.type === "list") {
    return new GrowingList(token);
  }
  if (token?.type === "table") {
    const head = source.slice(0, source.indexOf("\n", source.indexOf("\n") + 1) + 1);
    return head === "" ? undefined : new GrowingTable(token, head);
  }
  return undefined;
}

class GrowingList implements GrowingBlock {
  readonly prefix = "";
  readonly #list: Tokens.List;
  #items: readonly Tokens.ListItem[] = [];
  #loose = false;

  constructor(list: Tokens.List) {
    this.#list = list;
  }

  get settled(): number {
    return this.#items.length;
  }

  join(rest: MarkedToken | undefined): readonly MarkedToken[] {
    if (rest?.type !== "list") {
      return apart({ ...this.#list, loose: this.#loose, items: [...this.#items] }, rest);
    }
    // One blank line between two items spaces out the whole list, earlier items too.
    const loose = this.#loose || rest.loose;
    const items = [...this.#items, ...rest.items];
    return [{ ...this.#list, loose, items: loose ? items.map(loosened) : items }];
  }

  settle(rest: MarkedToken | undefined, source: string): number {
    if (rest?.type !== "list") {
      return 0;
    }
    let length = 0;
    const complete: Tokens.ListItem[] = [];
    for (const item of rest.items.slice(0, -1)) {
      // The first line of the item after tells whether it is one.
      if (!source.includes("\n", length + item.raw.length)) {
        break;
      }
      length += item.raw.length;
      complete.push(item);
    }
    this.#loose ||= rest.loose;
    const items = [...this.#items, ...complete];
    this.#items = this.#loose ? items.map(loosened) : items;
    return length;
  }
}

function loosened(item: Tokens.ListItem): Tokens.ListItem {
  if (item.loose) {
    return item;
  }
  const [checkbox, ...others] = item.tokens;
  const tokens = (checkbox?.type === "checkbox" ? others : item.tokens).map((token) =>
    token.type === "text" ? { ...token, type: "paragraph" } : token,
  );
  const [first, ...following] = tokens;
  if (checkbox?.type !== "checkbox") {
    return { ...item, loose: true, tokens };
  }
  const paragraph =
    first?.type === "paragraph"
      ? [{ ...first, tokens: [checkbox, ...(first.tokens ?? [])] }, ...following]
      : [{ type: "paragraph", raw: checkbox.raw, tokens: [checkbox] }, ...tokens];
  return { ...item, loose: true, tokens: paragraph };
}

function apart(block: MarkedToken, rest: MarkedToken | undefined): readonly MarkedToken[] {
  return rest ? [block, rest] : [block];
}

class GrowingTable implements GrowingBlock {
  readonly prefix: string;
  readonly #table: Tokens.Table;
  #rows: readonly Tokens.TableCell[][] = [];

  /** `head`: the source of the header and delimiter rows with their line ends. */
  constructor(table: Tokens.Table, head: string) {
    this.#table = table;
    this.prefix = head;
  }

  get settled(): number {
    return this.#rows.length;
  }

  join(rest: MarkedToken | undefined): readonly MarkedToken[] {
    return rest?.type === "table"
      ? [{ ...this.#table, rows: [...this.#rows, ...rest.rows] }]
      : apart({ ...this.#table, rows: [...this.#rows] }, rest);
  }

  settle(rest: MarkedToken | undefined, source: string): number {
    if (rest?.type !== "table") {
      return 0;
    }
    let length = this.prefix.length;
    let complete = 0;
    while (complete < rest.rows.length && source.includes("\n", length)) {
      length = source.indexOf("\n", length) + 1;
      complete += 1;
    }
    this.#rows = [...this.#rows, ...rest.rows.slice(0, complete)];
    return length - this.prefix.length;
  }
}
