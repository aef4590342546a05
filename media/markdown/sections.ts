import { element } from "../dom.ts";

/** Blocks laid out together: layout of the page stays as cheap as that of one section. */
const BLOCKS_PER_SECTION = 16;
/** And it looks at all that lie in one box, though they have not changed: at a hundred sections that would be felt. */
const SECTIONS_PER_PAGE = 16;

/** Boxes around the blocks of an answer, and boxes around those, which nobody sees. */
export class Sections {
  readonly #root: Element;

  constructor(root: Element) {
    this.#root = root;
  }

  /** The box of a block, made when the first block of it comes; those before it are there. */
  at(block: number): Element {
    const section = Math.floor(block / BLOCKS_PER_SECTION);
    const page = childAt(this.#root, Math.floor(section / SECTIONS_PER_PAGE), "md-page");
    return childAt(page, section % SECTIONS_PER_PAGE, "md-section");
  }

  /** Takes away what would be empty with so many blocks. */
  truncate(blocks: number): void {
    const sections = Math.ceil(blocks / BLOCKS_PER_SECTION);
    const pages = Math.ceil(sections / SECTIONS_PER_PAGE);
    removeFrom(this.#root, pages);
    const last = this.#root.children[pages - 1];
    if (last) {
      removeFrom(last, sections - (pages - 1) * SECTIONS_PER_PAGE);
    }
  }
}

function childAt(box: Element, index: number, name: string): Element {
  return box.children[index] ?? box.appendChild(element("div", { class: name }));
}

function removeFrom(box: Element, length: number): void {
  while (box.children.length > length) {
    box.lastElementChild?.remove();
  }
}
