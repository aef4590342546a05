import remend from "remend";
import { countComplete, sourceLength } from "./completeBlocks.ts";
import { define } from "./definitions.ts";
import type { AnswerToken } from "./extraTokens.ts";
import { growingBlock, type GrowingBlock } from "./growingBlock.ts";
import { isVisible, lex, type LinkDefinitions } from "./lex.ts";
import { InnerFence } from "./innerFence.ts";
import { OpenFence } from "./openFence.ts";
import { isVerbatimOver, MAX_BLOCK, readableLength, verbatim, verbatimLength } from "./verbatim.ts";

/** A block still being written. */
export interface OpenBlock {
  readonly token: AnswerToken;
  /**
   * Number of its children that cannot change any more: items of a list or rows of a table. Of code it is how many of its
   * characters, which were told before, are missing at the beginning of the token's text.
   */
  readonly settled: number;
}

export interface BlockUpdate {
  /** Blocks that are complete now. The first one is what the first open block before has become. */
  readonly settled: readonly AnswerToken[];
  readonly open: readonly OpenBlock[];
}

const blankLines = /^(?:[ \t]*\n)+/;
/** What is open is shown with its marks closed up to this length; a longer search for open marks would be felt. */
const MAX_CLOSED = 4_000;
/** Milliseconds after which something long and open is read again only when a good deal more of it is there. */
const MAX_COST = 8;

/**
 * Markdown that arrives in pieces, as blocks. Text is read until it forms a complete block and then never
 * again, so the cost of a piece does not depend on the length of the answer. How much is read at once is bounded, too:
 * what is too long to be a paragraph or an item comes as text.
 */
export class BlockStream {
  /** From the first thing that may still change its meaning. */
  #tail = "";
  #heldBack = "";
  readonly #definitions: LinkDefinitions;
  #definesLate = false;
  #hasSettled = false;
  #fence: OpenFence | undefined;
  #growing: GrowingBlock | undefined;
  #inner: readonly InnerFence[] = [];
  #innerCount = 0;
  #canTakeOut = true;
  #isVerbatim = false;
  /** Nobody sees what is open any more. */
  #isEnding = false;
  /** What was open when it was read last, and how long the tail has to be to be read again. */
  #open: readonly OpenBlock[] = [];
  #readAgainAt = 0;

  /** `known`: what the text defines, where that is known before it is read. */
  constructor(known: LinkDefinitions = {}) {
    this.#definitions = { ...known };
  }

  /** All that was defined so far. */
  get definitions(): LinkDefinitions {
    return this.#definitions;
  }

  /** True when there were blocks before a definition: they have been read without it. */
  get definesLate(): boolean {
    return this.#definesLate;
  }

  append(piece: string): BlockUpdate {
    this.take(piece);
    if (this.#tail.length < this.#readAgainAt) {
      return { settled: [], open: this.#open };
    }
    const start = performance.now();
    const update = this.#read();
    // Of a fence only what is new is read: when that took long, it was for another reason.
    const isLong = !this.#fence && this.#tail.length > MAX_CLOSED;
    const isCostly = isLong && performance.now() - start > MAX_COST;
    this.#readAgainAt = isCostly ? this.#tail.length * 1.1 : 0;
    this.#open = update.open;
    return update;
  }

  /** Takes the last piece of the text, which `finish` reads. */
  take(piece: string): void {
    const text = this.#heldBack + piece;
    // Whether a carriage return at the end is half a line end is known only later.
    this.#heldBack = text.endsWith("\r") ? "\r" : "";
    this.#write(text.slice(0, text.length - this.#heldBack.length));
  }

  /** The text has come to its end: the blocks that were still open. */
  finish(): readonly AnswerToken[] {
    this.#write(this.#heldBack);
    this.#heldBack = "";
    this.#isEnding = true;
    const { settled } = this.#read();
    const rest = this.#readRest();
    this.#define(rest);
    return [...settled, ...rest].filter(isVisible);
  }

  #readRest(): readonly AnswerToken[] {
    if (this.#fence) {
      return [this.#fence.closed(this.#tail)];
    }
    if (this.#isVerbatim) {
      return this.#tail === "" ? [] : [verbatim(this.#tail)];
    }
    const [first, ...others] = this.#lex((this.#growing?.prefix ?? "") + this.#tail, { isOpen: false });
    return [...joined(this.#growing, first), ...others];
  }

  #write(text: string): void {
    this.#canTakeOut &&= InnerFence.canStandIn(text);
    this.#tail += text.replace(/\r\n?/g, "\n");
  }

  #read(): BlockUpdate {
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
    if (this.#isVerbatim) {
      return this.#readVerbatim(settled);
    }
    if (!this.#growing) {
      this.#advance(blankLines.exec(this.#tail)?.[0].length ?? 0);
      this.#fence ??= OpenFence.at(this.#tail);
    }
    return this.#fence ? this.#readFence(this.#fence, settled) : this.#readBlocks(settled);
  }

  #readFence(fence: OpenFence, settled: AnswerToken[]): readonly OpenBlock[] | undefined {
    const end = fence.findEnd(this.#tail);
    if (end === undefined) {
      const open = fence.open(this.#tail);
      this.#tail = fence.setAside(this.#tail);
      return [open];
    }
    settled.push(fence.closed(this.#tail.slice(0, end)));
    this.#advance(end);
    this.#fence = undefined;
    return undefined;
  }

  #readVerbatim(settled: AnswerToken[]): readonly OpenBlock[] | undefined {
    if (isVerbatimOver(this.#tail)) {
      this.#isVerbatim = false;
      return undefined;
    }
    const length = verbatimLength(this.#tail);
    if (length === this.#tail.length && length < MAX_BLOCK) {
      return length === 0 ? [] : [{ token: verbatim(this.#tail), settled: 0 }];
    }
    settled.push(verbatim(this.#tail.slice(0, length)));
    this.#advance(length);
    return undefined;
  }

  #readBlocks(settled: AnswerToken[]): readonly OpenBlock[] | undefined {
    this.#tail = this.#inner.at(-1)?.takeOut(this.#tail) ?? this.#tail;
    const prefix = this.#growing?.prefix ?? "";
    const limit = readableLength(this.#tail);
    let source = prefix + this.#tail.slice(0, limit);
    let tokens = this.#lex(source);
    let complete = countComplete(tokens, source);
    if (this.#tail.length > limit && complete === 0 && isTooLong(tokens[0])) {
      source = prefix + this.#tail.slice(0, 2 * limit);
      tokens = this.#lex(source);
      complete = countComplete(tokens, source);
    }
    if (complete > 0) {
      this.#settle(settled, tokens, complete, source);
      return undefined;
    }
    const growing = this.#growing ?? growingBlock(tokens[0], source);
    const end = growing?.completeUntil(tokens[0], source) ?? 0;
    if (growing && end > growing.prefix.length) {
      // Read without what comes after, which may be no child and still space out those before it.
      const children = source.slice(0, end);
      const [read] = this.#lex(children);
      growing.setAside(read, children);
      this.#define(read ? [read] : []);
      this.#growing = growing;
      this.#advance(end - prefix.length);
      return this.#tail.length > limit ? undefined : this.#openBlocks(undefined);
    }
    if (this.#takeOut(tokens, source)) {
      return this.#tail.length > limit ? undefined : this.#openBlocks(undefined);
    }
    if (this.#tail.length < (isContainer(tokens[0]) ? 2 * limit : limit)) {
      return this.#openBlocks(tokens);
    }
    if (tokens.length > 1) {
      // The last of them is what is too long.
      this.#settle(settled, tokens, tokens.length - 1, source);
    } else {
      this.#giveUp(settled);
    }
    return undefined;
  }

  #settle(settled: AnswerToken[], tokens: readonly AnswerToken[], complete: number, source: string): void {
    const end = sourceLength(tokens.slice(0, complete));
    // A definition half written may turn out to be none: the blocks before it are read without it, as what they are in the end.
    const isDefined = define({}, tokens.slice(complete));
    const read = isDefined ? this.#lex(source.slice(0, end), { isOpen: false }) : tokens;
    const [first, ...others] = read.slice(0, complete);
    settled.push(...joined(this.#growing, first), ...others);
    this.#define(read.slice(0, complete));
    this.#advance(end - (this.#growing?.prefix.length ?? 0));
    this.#growing = undefined;
  }

  /** What is too long to be read is shown as text. */
  #giveUp(settled: AnswerToken[]): void {
    settled.push(...joined(this.#growing, undefined));
    this.#growing = undefined;
    this.#tail = this.#inner.reduce((source, fence) => fence.putBackInto(source), this.#tail);
    this.#inner = [];
    this.#isVerbatim = true;
  }

  /** Takes the lines of code that is being written out of the block around it. True when there were some. */
  #takeOut(tokens: readonly AnswerToken[], source: string): boolean {
    const fence =
      this.#canTakeOut && tokens.length === 1
        ? InnerFence.at(tokens[0], source, this.#innerCount)
        : undefined;
    const before = this.#tail;
    this.#tail = fence?.takeOut(before) ?? before;
    if (!fence || this.#tail === before) {
      return false;
    }
    this.#inner = [...this.#inner, fence];
    this.#innerCount += 1;
    return true;
  }

  /** The open blocks with their unfinished marks (`**bo`) closed for show. */
  #openBlocks(tokens: readonly AnswerToken[] | undefined): readonly OpenBlock[] {
    if (this.#isEnding) {
      return [];
    }
    const source = (this.#growing?.prefix ?? "") + this.#tail;
    const last = tokens?.at(-1);
    const isFormula = last?.type === "math" && last.open;
    const shown =
      isFormula || source.length > MAX_CLOSED
        ? source
        : remend(source, { katex: false, linkMode: "text-only" });
    const blocks = tokens && shown === source ? tokens : this.#lex(shown);
    const [first, ...others] = blocks;
    return [
      ...joined(this.#growing, first).map((token) => ({ token, settled: this.#growing?.settled ?? 0 })),
      ...others.map((token) => ({ token, settled: 0 })),
    ].filter(({ token }) => isVisible(token));
  }

  #lex(source: string, { isOpen } = { isOpen: true }): readonly AnswerToken[] {
    const tokens = lex(source, this.#definitions, { isOpen });
    this.#inner.forEach((fence) => fence.putBack(tokens));
    return tokens;
  }

  #define(tokens: readonly AnswerToken[]): void {
    const isNew = define(this.#definitions, tokens);
    this.#definesLate ||= isNew && (this.#hasSettled || tokens.length > 1);
    this.#hasSettled ||= tokens.length > 0;
  }

  #advance(length: number): void {
    this.#tail = this.#tail.slice(length);
    this.#inner = this.#inner.filter(({ place }) => this.#tail.includes(place));
  }
}

/** What holds other blocks, and no child of it is complete. */
function isTooLong(token: AnswerToken | undefined): boolean {
  return token?.type === "blockquote" || (token?.type === "list" && token.items.length === 1);
}

function isContainer(token: AnswerToken | undefined): boolean {
  return token?.type === "list" || token?.type === "blockquote";
}

function joined(growing: GrowingBlock | undefined, first: AnswerToken | undefined): readonly AnswerToken[] {
  return growing ? growing.join(first) : first ? [first] : [];
}
