import { element } from "../dom.ts";
import type { ChildList } from "./childList.ts";

/** Items laid out together: a browser looks at all that lie in one box again when one is added to it. */
const ITEMS_PER_GROUP = 32;

/**
 * The items of a list. The first of them lie in the list itself; those of a long one that follow lie in groups, which
 * nobody sees or hears of.
 */
export class ListItems implements ChildList {
  readonly #list: Element;

  constructor(list: Element) {
    this.#list = list;
  }

  get length(): number {
    const own = this.#list.childElementCount;
    const groups = Math.max(0, own - ITEMS_PER_GROUP);
    return groups === 0
      ? own
      : groups * ITEMS_PER_GROUP + (this.#list.lastElementChild?.childElementCount ?? 0);
  }

  at(index: number): Element | undefined {
    const group = Math.floor(index / ITEMS_PER_GROUP);
    return group === 0
      ? this.#list.children[index]
      : this.#group(group)?.children[index - group * ITEMS_PER_GROUP];
  }

  append(item: Element): void {
    const { length } = this;
    const group = Math.floor(length / ITEMS_PER_GROUP);
    if (group === 0) {
      this.#list.append(item);
    } else {
      (this.#group(group) ?? this.#newGroup()).append(item);
    }
  }

  removeLast(): void {
    const last = this.#list.lastElementChild;
    if (this.#list.childElementCount <= ITEMS_PER_GROUP || last?.childElementCount === 1) {
      last?.remove();
    } else {
      last?.lastElementChild?.remove();
    }
    if (this.#list.childElementCount <= ITEMS_PER_GROUP) {
      this.#list.removeAttribute("role");
    }
  }

  /** Counted from one. */
  #group(group: number): Element | undefined {
    return this.#list.children[ITEMS_PER_GROUP + group - 1];
  }

  #newGroup(): Element {
    // Said, because not all that read the page look for items behind an element that means nothing.
    this.#list.setAttribute("role", "list");
    return this.#list.appendChild(element("div", { class: "md-items", role: "none" }));
  }
}
