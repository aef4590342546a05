import { element } from "../dom.ts";
import { BlockStream, readBlocks, type OpenBlock } from "./blockStream.ts";
import { growElement } from "./growElement.ts";
import { hasHeading, levelHeadings } from "./levelHeadings.ts";
import { renderBlock } from "./renderBlock.ts";
import type { InlineOptions } from "./renderInline.ts";
import { sameToken } from "./sameToken.ts";

/** Blocks laid out together: layout of the page stays as cheap as that of one section. */
const BLOCKS_PER_SECTION = 16;

interface PaintedBlock extends OpenBlock {
  readonly element: HTMLElement;
}

export interface BlockListener {
  /** This block will not change any more. */
  complete(block: HTMLElement): void;
  /** More code was written in this block of code; `code` is all of it. */
  codeGrew(block: HTMLElement, code: string): void;
}

/**
 * Shows Markdown that is being written. A complete block is painted once and never touched again; at the
 * end the tree is the one that the whole text, read as one, would give.
 */
export class MarkdownView {
  readonly #root: HTMLElement;
  readonly #listener: BlockListener;
  #options: InlineOptions;
  #stream = new BlockStream();
  #blocks: PaintedBlock[] = [];
  /** Blocks that are complete; the others are painted again with the next update. */
  #complete = 0;
  #length = 0;
  #finished = false;
  #headingsChanged = false;

  constructor(
    root: HTMLElement,
    listener: Partial<BlockListener> = {},
    options: InlineOptions = { timestamps: false },
  ) {
    this.#root = root;
    this.#listener = { complete: () => undefined, codeGrew: () => undefined, ...listener };
    this.#options = options;
  }

  /** `text` is the whole text so far: what was given before, and more. `sources`: marks of sources stand in it now. */
  update(text: string, finished: boolean, sources = false): void {
    this.#options = { timestamps: this.#options.timestamps, ...(sources && { sources: "shown" }) };
    if (this.#finished || text.length < this.#length) {
      this.#reset();
    }
    if (finished) {
      this.#finish(text);
      return;
    }
    const { settled, open } = this.#stream.append(text.slice(this.#length));
    this.#length = text.length;
    const blocks = [...settled.map((token) => ({ token, settled: 0 })), ...open];
    blocks.forEach((block, index) => this.#paint(this.#complete + index, block));
    this.#truncate(this.#complete + blocks.length);
    for (const { element } of this.#blocks.slice(this.#complete, this.#complete + settled.length)) {
      this.#listener.complete(element);
    }
    this.#complete += settled.length;
    for (const { element, token } of this.#blocks.slice(this.#complete)) {
      if (token.type === "code") {
        this.#listener.codeGrew(element, token.text);
      }
    }
    if (this.#headingsChanged) {
      this.#headingsChanged = false;
      levelHeadings(this.#root);
    }
  }

  /** Late link definitions and blank lines may have changed what an earlier block means. */
  #finish(text: string): void {
    const tokens = readBlocks(text);
    tokens.forEach((token, index) => {
      const painted = this.#blocks[index];
      if (painted && sameToken(painted.token, token)) {
        if (index >= this.#complete) {
          this.#listener.complete(painted.element);
        }
        return;
      }
      this.#listener.complete(this.#repaint(index, { token, settled: 0 }));
    });
    this.#truncate(tokens.length);
    this.#finished = true;
    levelHeadings(this.#root);
  }

  #reset(): void {
    this.#truncate(0);
    this.#stream = new BlockStream();
    this.#complete = 0;
    this.#length = 0;
    this.#finished = false;
  }

  #truncate(length: number): void {
    for (const { element } of this.#blocks.splice(length)) {
      this.#headingsChanged ||= hasHeading(element);
      element.remove();
    }
    while (this.#root.children.length > Math.ceil(length / BLOCKS_PER_SECTION)) {
      this.#root.lastElementChild?.remove();
    }
  }

  #paint(index: number, block: OpenBlock): void {
    const painted = this.#blocks[index];
    if (painted && growElement(painted.element, painted, block, this.#options)) {
      this.#blocks[index] = { ...block, element: painted.element };
    } else {
      this.#repaint(index, block);
    }
  }

  #repaint(index: number, block: OpenBlock): HTMLElement {
    const element = renderBlock(block.token, this.#options);
    const painted = this.#blocks[index];
    this.#headingsChanged ||= hasHeading(element) || (painted !== undefined && hasHeading(painted.element));
    if (painted) {
      painted.element.replaceWith(element);
    } else {
      this.#sectionFor(index).append(element);
    }
    this.#blocks[index] = { ...block, element };
    return element;
  }

  #sectionFor(index: number): Element {
    const section = this.#root.children[Math.floor(index / BLOCKS_PER_SECTION)];
    return section ?? this.#root.appendChild(element("div", { class: "md-section" }));
  }
}
