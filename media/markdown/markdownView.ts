import { BlockStream, type OpenBlock } from "./blockStream.ts";
import type { AnswerToken } from "./extraTokens.ts";
import { growElement } from "./growElement.ts";
import { codeAtEnd } from "./innerFence.ts";
import { hasHeading, levelHeadings } from "./levelHeadings.ts";
import type { LinkDefinitions } from "./lex.ts";
import { renderBlock } from "./renderBlock.ts";
import type { InlineOptions } from "./renderInline.ts";
import { sameToken } from "./sameToken.ts";
import { Sections } from "./sections.ts";
import { TablePace } from "./tablePace.ts";

/** UTF-16 units of text that are read in one task: between two of them the page answers. */
const UNITS_PER_TASK = 16_000;

interface PaintedBlock extends OpenBlock {
  readonly element: HTMLElement;
}

export interface BlockListener {
  /** This block will not change any more. */
  complete(block: HTMLElement): void;
  /** More code was written in this block of code; `code` is its end, behind `before` characters that were told already. */
  codeGrew(block: HTMLElement, code: string, before: number): void;
}

/** A way through the text. */
interface Reading {
  /** To show it, to find what it defines, or to show what it says with all that it defines. */
  readonly purpose: "paint" | "define" | "revise";
  readonly stream: BlockStream;
  /** Where it has come to in the text. */
  from: number;
  /** Blocks that will not change on this way. */
  complete: number;
  isOver: boolean;
}

function newReading(purpose: Reading["purpose"], known: LinkDefinitions = {}): Reading {
  return { purpose, stream: new BlockStream(known), from: 0, complete: 0, isOver: false };
}

/**
 * Shows Markdown that is being written. A complete block is painted once and never touched again; at the
 * end the tree is the one that the whole text, read as one, would give.
 */
export class MarkdownView {
  readonly #root: HTMLElement;
  readonly #sections: Sections;
  readonly #listener: BlockListener;
  #options: InlineOptions;
  #blocks: PaintedBlock[] = [];
  #text = "";
  #isFinished = false;
  #reading: Reading = newReading("paint");
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #tablePace = new TablePace();
  /** Until what is open is shown, where that can wait. */
  #lateTimer: ReturnType<typeof setTimeout> | undefined;
  #headingsChanged = false;
  /** Blocks whose completeness was told. */
  #completed = 0;

  constructor(
    root: HTMLElement,
    listener: Partial<BlockListener> = {},
    options: InlineOptions = { timestamps: false },
  ) {
    this.#root = root;
    this.#sections = new Sections(root);
    this.#listener = { complete: () => undefined, codeGrew: () => undefined, ...listener };
    this.#options = options;
  }

  /** `text` is the whole text so far: what was given before, and more. `sources`: marks of sources stand in it now. */
  update(text: string, finished: boolean, sources = false): void {
    this.#options = { timestamps: this.#options.timestamps, ...(sources && { sources: "shown" }) };
    const goesOn = finished ? text.startsWith(this.#text) : text.length >= this.#text.length;
    if (this.#reading.isOver || !goesOn) {
      clearTimeout(this.#lateTimer);
      if (!finished) {
        this.#truncate(0);
      }
      // What is shown already stays where the other text has it too.
      this.#reading = newReading(finished && this.#blocks.length > 0 ? "define" : "paint");
    }
    this.#text = text;
    this.#isFinished = finished;
    if (this.#timer === undefined) {
      this.#work();
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#lateTimer);
  }

  /** Reads as much as the page can do without being missed, and the rest in tasks of their own. */
  #work(): void {
    clearTimeout(this.#lateTimer);
    let left = UNITS_PER_TASK;
    while (left > 0 && !this.#reading.isOver) {
      const { stream, from } = this.#reading;
      const piece = this.#text.slice(from, from + left);
      if (piece === "" && !this.#isFinished) {
        break;
      }
      this.#reading.from += piece.length;
      left -= piece.length;
      const isLast = this.#isFinished && this.#reading.from === this.#text.length;
      if (piece !== "" && isLast) {
        stream.take(piece);
      } else if (piece !== "") {
        const { settled, open } = stream.append(piece);
        this.#settle(settled);
        this.#showInTime(open);
      } else {
        this.#finish();
      }
    }
    this.#levelHeadings();
    const isBehind = !this.#reading.isOver && (this.#isFinished || this.#reading.from < this.#text.length);
    this.#timer = isBehind
      ? setTimeout(() => {
          this.#timer = undefined;
          this.#work();
        })
      : undefined;
  }

  #settle(tokens: readonly AnswerToken[]): void {
    if (this.#reading.purpose === "define") {
      return;
    }
    for (const token of tokens) {
      const index = this.#reading.complete;
      this.#reading.complete += 1;
      const isNew = this.#paint(index, { token, settled: 0 }) || index >= this.#completed;
      const painted = this.#blocks[index];
      if (isNew && painted) {
        this.#listener.complete(painted.element);
      }
      this.#completed = Math.max(this.#completed, index + 1);
    }
  }

  #showInTime(open: readonly OpenBlock[]): void {
    clearTimeout(this.#lateTimer);
    const wait = this.#tablePace.wait(open, performance.now());
    if (wait > 0) {
      this.#lateTimer = setTimeout(() => this.#showInTime(open), wait);
      return;
    }
    const part = this.#tablePace.take(open);
    this.#show(part);
    if (part !== open) {
      this.#lateTimer = setTimeout(() => this.#showInTime(open));
    }
  }

  #show(open: readonly OpenBlock[]): void {
    const { purpose, complete } = this.#reading;
    if (purpose !== "paint") {
      return;
    }
    open.forEach((block, index) => this.#paint(complete + index, block));
    this.#truncate(complete + open.length);
    for (const { element, token, settled } of this.#blocks.slice(complete)) {
      const code = codeAtEnd(token)?.code;
      const block = code && ([...element.querySelectorAll<HTMLElement>(".code-block")].at(-1) ?? element);
      if (code && block) {
        this.#listener.codeGrew(block, code.text, code === token ? settled : 0);
      }
    }
  }

  /** Definitions of links that came late have changed what an earlier block means: it is read once more. */
  #finish(): void {
    const { stream, purpose } = this.#reading;
    clearTimeout(this.#lateTimer);
    this.#settle(stream.finish());
    if (purpose === "define" || stream.definesLate) {
      this.#reading = newReading("revise", stream.definitions);
      return;
    }
    this.#truncate(this.#reading.complete);
    this.#reading.isOver = true;
    this.#headingsChanged = true;
  }

  #levelHeadings(): void {
    if (this.#headingsChanged) {
      this.#headingsChanged = false;
      levelHeadings(this.#root);
    }
  }

  #truncate(length: number): void {
    this.#completed = Math.min(this.#completed, length);
    for (const { element } of this.#blocks.splice(length)) {
      this.#headingsChanged ||= hasHeading(element);
      element.remove();
    }
    this.#sections.truncate(length);
  }

  /** True when something came of it that was not there before. */
  #paint(index: number, block: OpenBlock): boolean {
    const painted = this.#blocks[index];
    const isSame = painted && sameToken(painted.token, block.token);
    if (painted && (isSame || growElement(painted.element, painted, block, this.#options))) {
      this.#blocks[index] = { ...block, element: painted.element };
    } else {
      this.#repaint(index, block);
    }
    return !isSame;
  }

  #repaint(index: number, block: OpenBlock): void {
    const element = renderBlock(block.token, this.#options);
    const painted = this.#blocks[index];
    this.#headingsChanged ||= hasHeading(element) || (painted !== undefined && hasHeading(painted.element));
    if (painted) {
      painted.element.replaceWith(element);
    } else {
      this.#sections.at(index).append(element);
    }
    this.#blocks[index] = { ...block, element };
  }
}
