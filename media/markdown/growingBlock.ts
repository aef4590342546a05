import type { Tokens } from "marked";
import type { AnswerToken } from "./extraTokens.ts";

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
  join(rest: AnswerToken | undefined): readonly AnswerToken[];
  /** Where the complete children of `rest` end in `source`, from which it was read. */
  completeUntil(rest: AnswerToken | undefined, source: string): number;
  /** Sets children aside: all those of `part`, which was read from `source`, complete children alone. */
  setAside(part: AnswerToken | undefined, source: string): void;
}

/** The growing form of a block that has one and whose kind is already certain. */
export function growingBlock(token: AnswerToken | undefined, source: string): GrowingBlock | undefined {
  if (token?.type === "list") {
    return new GrowingList(token);
  }
  if (token?.type === "table") {
    const head = source.slice(0, source.indexOf("\n", source.indexOf("\n") + 1) + 1);
    return head === "" ? undefined : new GrowingTable(token, head);
  }
  return undefined;
}

const endsWithBlankLine = /\n[ \t]*\n[ \t]*$/;

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

  join(rest: AnswerToken | undefined): readonly AnswerToken[] {
    if (rest?.type !== "list") {
      return apart({ ...this.#list, loose: this.#loose, items: [...this.#items] }, rest);
    }
    // One blank line between two items spaces out the whole list, earlier items too.
    const loose = this.#loose || rest.loose;
    const items = [...this.#items, ...rest.items];
    return [{ ...this.#list, loose, items: loose ? items.map(loosened) : items }];
  }

  completeUntil(rest: AnswerToken | undefined, source: string): number {
    let end = 0;
    for (const item of rest?.type === "list" ? rest.items.slice(0, -1) : []) {
      // The first line of the item after tells whether it is one.
      if (!source.includes("\n", end + item.raw.length) || endsInOpenFence(item)) {
        break;
      }
      end += item.raw.length;
    }
    return end;
  }

  setAside(part: AnswerToken | undefined, source: string): void {
    if (part?.type !== "list") {
      return;
    }
    this.#loose ||= part.loose || endsWithBlankLine.test(source);
    const items = [...this.#items, ...part.items];
    this.#items = this.#loose ? items.map(loosened) : items;
  }
}

/** Blank lines at its end are code, which they are not where the item is read as the last one. */
function endsInOpenFence(item: Tokens.ListItem): boolean {
  const last = item.tokens.at(-1);
  const fence = last?.type === "code" ? /^ {0,3}(`{3,}|~{3,})/.exec(last.raw)?.[1] : undefined;
  const closing =
    fence === undefined ? undefined : new RegExp(`\\n {0,3}${fence}${fence.charAt(0)}*[ \\t]*\\n*$`);
  return closing?.test(last?.raw ?? "") === false;
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

function apart(block: AnswerToken, rest: AnswerToken | undefined): readonly AnswerToken[] {
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

  join(rest: AnswerToken | undefined): readonly AnswerToken[] {
    return rest?.type === "table"
      ? [{ ...this.#table, rows: [...this.#rows, ...rest.rows] }]
      : apart({ ...this.#table, rows: [...this.#rows] }, rest);
  }

  completeUntil(rest: AnswerToken | undefined, source: string): number {
    let end = this.prefix.length;
    for (let rows = rest?.type === "table" ? rest.rows.length : 0; rows > 0; rows -= 1) {
      end = source.indexOf("\n", end) + 1 || end;
    }
    return end;
  }

  setAside(part: AnswerToken | undefined): void {
    this.#rows = [...this.#rows, ...(part?.type === "table" ? part.rows : [])];
  }
}
