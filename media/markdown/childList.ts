/** What the children of a block can be brought up to date through, however deep in it they lie. */
export interface ChildList {
  readonly length: number;
  at(index: number): Element | undefined;
  append(child: Element): void;
  removeLast(): void;
}

/** Those that lie in the element itself. */
export function childrenOf(parent: Element): ChildList {
  return {
    get length() {
      return parent.childElementCount;
    },
    at: (index) => parent.children[index],
    append: (child) => parent.append(child),
    removeLast: () => parent.lastElementChild?.remove(),
  };
}
