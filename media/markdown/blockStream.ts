import remend from "remend";
import { footnoteKey, type AnswerToken } from "./extraTokens.ts";
import { growingBlock, type GrowingBlock } from "./growingBlock.ts";
import { isVisible, lex, type LinkDefinitions } from "./lex.ts";
import { OpenFence } from "./openFence.ts";

/** A block still being written. */
export interface OpenBlock {
  readonly token: AnswerToken;
  /** Number of its children that cannot change any more: list items, table rows, or characters of code. */
  readonly settled: number;
}

export interface BlockUpdate {
  /** Blocks that are complete now. The first one is what the first open block before has become. */
  readonly settled: readonly AnswerToken[];
  readonly open: readonly OpenBlock[];
}

/** The blocks of a whole text, read at once. */
export function readBlocks(text: string): readonly AnswerToken[] {
  return lex(unixLines(text)).filter(isVisible);
}

function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

const blankLines = /^(?:[ \t]*\n)+/;

/**
 * Markdown that arrives in pieces, as blocks. Text is read until it forms a complete block and then never
 * again, so the cost of a piece does not depend on the length of the answer.
 */
export class BlockStream {
  /** From the first thing that may still change its meaning. */
  #tail = "";
  #heldBack = "";
  readonly #definitions: LinkDefinitions = {};
  #fence: OpenFence | undefined;
  #growing: GrowingBlock | undefined;

  append(piece: string): BlockUpdate {
    const text = this.#heldBack + piece;
    // Whether a carriage return at the end is half a line end is known only later.
    this.#heldBack = text.endsWith("\r") ? "\r" : "";
    this.#tail += unixLines(text.slice(0, text.length - this.#heldBack.length));
    const settled: AnswerToken[] = [];
    for (;;) {
      const open = this.#readTail(settled);
      if (open) {
        return { settled: settled.filter(isVisible), open };
      }
    }
  }

  /** Moves complete blocks from the tail to `settled`; what it returns is still open. Undefined: read again. */
  #readTail(settled: AnswerToken[]): readonly OpenBlock[] | undefined {
    if (!this.#growing) {
      this.#advance(blankLines.exec(this.#tail)?.[0].length ?? 0);
      this.#fence ??= OpenFence.at(this.#tail);
    }
    return this.#fence ? this.#readFence(this.#fence, settled) : this.#readBlocks(settled);
  }

  #readFence(fence: OpenFence, settled: AnswerToken[]): readonly OpenBlock[] | undefined {
    const end = fence.findEnd(this.#tail);
    if (end === undefined) {
      const token = fence.token(this.#tail);
      return [{ token, settled: token.text.length }];
    }
    settled.push(...lex(this.#tail.slice(0, end)));
    this.#advance(end);
    this.#fence = undefined;
    return undefined;
  }

  #readBlocks(settled: AnswerToken[]): readonly OpenBlock[] | undefined {
    const prefix = this.#growing?.prefix ?? "";
    const source = prefix + this.#tail;
    const tokens = lex(source, this.#definitions, { isOpen: true });
    const complete = countComplete(tokens, source);
    if (complete > 0) {
      const [first, ...others] = tokens.slice(0, complete);
      settled.push(...joined(this.#growing, first), ...others);
      this.#define(tokens.slice(0, complete));
      this.#advance(sourceLength(tokens.slice(0, complete)) - prefix.length);
      this.#growing = undefined;
      return undefined;
    }
    const growing = this.#growing ?? growingBlock(tokens[0], source);
    const end = growing?.completeUntil(tokens[0], source) ?? 0;
    if (!growing || end === growing.prefix.length) {
      return this.#openBlocks(tokens);
    }
    // Read without what comes after, which may be no child and still space out those before it.
    const children = source.slice(0, end);
    growing.setAside(lex(children, this.#definitions, { isOpen: true })[0], children);
    this.#growing = growing;
    this.#advance(end - prefix.length);
    return this.#openBlocks(undefined);
  }

  /** The open blocks with their unfinished marks (`**bo`) closed for show. */
  #openBlocks(tokens: readonly AnswerToken[] | undefined): readonly OpenBlock[] {
    const source = (this.#growing?.prefix ?? "") + this.#tail;
    const last = tokens?.at(-1);
    const isFormula = last?.type === "math" && last.open;
    const shown = isFormula ? source : remend(source, { katex: false, linkMode: "text-only" });
    const blocks = tokens && shown === source ? tokens : lex(shown, this.#definitions, { isOpen: true });
    const [first, ...others] = blocks;
    return [
      ...joined(this.#growing, first).map((token) => ({ token, settled: this.#growing?.settled ?? 0 })),
      ...others.map((token) => ({ token, settled: 0 })),
    ].filter(({ token }) => isVisible(token));
  }

  #define(tokens: readonly AnswerToken[]): void {
    for (const token of tokens) {
      if (token.type === "def") {
        this.#definitions[token.tag] ??= { href: token.href, title: token.title };
      } else if (token.type === "footnote") {
        this.#definitions[footnoteKey(token.label)] ??= { href: "", title: null };
      }
    }
  }

  #advance(length: number): void {
    this.#tail = this.#tail.slice(length);
  }
}

function joined(growing: GrowingBlock | undefined, first: AnswerToken | undefined): readonly AnswerToken[] {
  return growing ? growing.join(first) : first ? [first] : [];
}

/** How many tokens stand before a block that has certainly begun: nothing written later can reach them. */
function countComplete(tokens: readonly AnswerToken[], source: string): number {
  let offset = 0;
  let complete = 0;
  tokens.forEach((token, index) => {
    if (index > 0 && hasBegun(token, tokens[index - 1], source, offset)) {
      complete = index;
    }
    offset += token.raw.length;
  });
  return complete;
}

/**
 * A block is certain once its first line is complete. Where it follows a paragraph without a blank line, or
 * is told by its second line as tables are, that one has to be complete too.
 */
function hasBegun(
  token: AnswerToken,
  before: AnswerToken | undefined,
  source: string,
  offset: number,
): boolean {
  if (token.type === "space" || (token.type === "paragraph" && before?.type === "paragraph")) {
    return false;
  }
  // Whatever follows the closing sign on its line makes words of it.
  if (token.type === "math" && (token.open || !token.raw.endsWith("\n"))) {
    return false;
  }
  const firstLineEnd = source.indexOf("\n", offset);
  const needsTwoLines = token.type === "table" || before?.type === "paragraph";
  return firstLineEnd >= 0 && (!needsTwoLines || source.includes("\n", firstLineEnd + 1));
}

function sourceLength(tokens: readonly AnswerToken[]): number {
  return tokens.reduce((length, token) => length + token.raw.length, 0);
}
