import type { Token, Tokens } from "marked";

/** Brackets of the names of what was taken out; nobody writes them, and of text that has one nothing is taken out. */
const [LEFT, RIGHT] = ["\uF8F0", "\uF8F1"] as const;
const fence = /^(?:`{3,}|~{3,})/;

/**
 * Code within an item of a list or a quote. Its complete lines are taken out of the source, because the block around it
 * is read again with each piece of text, and are put back into what was read.
 */
export class InnerFence {
  /** Stands in the source as a line of the code, in place of those that were taken out. */
  readonly place: string;
  readonly #form: FenceForm;
  #code = "";
  #source = "";

  static canStandIn(text: string): boolean {
    return !text.includes(LEFT);
  }

  /** The fence that `source`, whose last block is `token`, ends in. `name` is a number that no other fence has. */
  static at(token: Token | undefined, source: string, name: number): InnerFence | undefined {
    const inner = token && codeAtEnd(token);
    const sign = fence.exec(inner?.code.raw ?? "")?.[0];
    // Lines of one that has a place are taken out by it.
    if (!inner || inner.within === "nothing" || sign === undefined || inner.code.raw.includes(LEFT)) {
      return undefined;
    }
    const lines = source.trimEnd().split("\n");
    const first = lines.length - inner.code.raw.trimEnd().split("\n").length;
    const opening = lines[first] ?? "";
    const column = opening.indexOf(sign);
    if (column <= 0 || opening.includes("\t")) {
      return undefined;
    }
    const before = inner.within === "quote" ? "> " : " ".repeat(column);
    const closing = new RegExp(`^ {0,3}${sign}${sign.charAt(0)}*[ \\t]*$`);
    const start = lines.slice(0, first + 1).reduce((length, line) => length + line.length + 1, 0);
    return new InnerFence({ start, before, closing }, name);
  }

  private constructor(form: FenceForm, name: number) {
    this.#form = form;
    this.place = `${LEFT}${name}${RIGHT}`;
  }

  /** The source without those of its lines that are certainly code. */
  takeOut(source: string): string {
    const place = source.indexOf(this.place);
    const start = place < 0 ? this.#form.start : place + this.place.length + 1;
    let end = start;
    let [code, blank] = ["", ""];
    for (
      let at = start, lineEnd = source.indexOf("\n", at);
      lineEnd >= 0;
      lineEnd = source.indexOf("\n", at)
    ) {
      const line = codeLine(source.slice(at, lineEnd), this.#form);
      at = lineEnd + 1;
      if (line === undefined) {
        break;
      }
      // Blank lines at its end are code or not; what comes after them will tell.
      blank += `${line}\n`;
      if (line.trim() !== "") {
        [code, blank, end] = [code + blank, "", at];
      }
    }
    if (code === "") {
      return source;
    }
    this.#code += code;
    this.#source += source.slice(start, end);
    const mark = place < 0 ? `${this.#form.before}${this.place}\n` : "";
    return source.slice(0, start) + mark + source.slice(end);
  }

  /** What stood in the source at first. */
  putBackInto(source: string): string {
    return source.replace(`${this.#form.before}${this.place}\n`, () => this.#source);
  }

  /** Puts the lines into the code that was read in their place; false where there is none. */
  putBack(tokens: readonly Token[]): boolean {
    return tokens.some((token) => {
      if (token.type === "code") {
        const code = token as Tokens.Code;
        if (code.text.startsWith(this.place)) {
          const rest = code.text.slice(this.place.length);
          code.text = rest === "" ? this.#code.slice(0, -1) : this.#code + rest.slice(1);
          return true;
        }
      }
      return this.putBack(token.type === "list" ? (token as Tokens.List).items : (childrenOf(token) ?? []));
    });
  }
}

interface FenceForm {
  /** Where its first line begins in the source in which it was found. */
  readonly start: number;
  /** What its lines begin with in the source. */
  readonly before: string;
  readonly closing: RegExp;
}

function childrenOf(token: Token): readonly Token[] | undefined {
  return token.type === "blockquote" || token.type === "list_item"
    ? (token as Tokens.Blockquote).tokens
    : undefined;
}

/** Code that a block is, or that the last item of its lists within lists ends in, or a quote. */
export function codeAtEnd(
  token: Token,
): { readonly code: Tokens.Code; readonly within: "nothing" | "list" | "quote" } | undefined {
  let last: Token | undefined = token;
  let within: "nothing" | "list" | "quote" = "nothing";
  while (last?.type === "list") {
    last = (last as Tokens.List).items.at(-1)?.tokens.at(-1);
    within = "list";
  }
  if (within === "nothing" && last?.type === "blockquote") {
    last = (last as Tokens.Blockquote).tokens.at(-1);
    within = "quote";
  }
  return last?.type === "code" ? { code: last as Tokens.Code, within } : undefined;
}

/** A line of the source as a line of the code; undefined where it may be something else. */
function codeLine(line: string, { before, closing }: FenceForm): string | undefined {
  const text = before.startsWith(">")
    ? /^ {0,3}>(?: |(?!\t))(.*)$/.exec(line)?.[1]
    : dedented(line, before.length);
  return text === undefined || closing.test(text) ? undefined : text;
}

function dedented(line: string, columns: number): string | undefined {
  const words = line.trimStart();
  let column = 0;
  for (const blank of line.slice(0, line.length - words.length)) {
    column += blank === "\t" ? 4 - (column % 4) : 1;
  }
  return words === "" || column >= columns ? " ".repeat(Math.max(0, column - columns)) + words : undefined;
}
