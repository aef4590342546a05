import { element } from "../dom.ts";

/** Lines laid out together: a browser lays out a whole run of text again when one line is added to it. */
const LINES_PER_GROUP = 64;
/** And it looks at all that lie in one box, though they have not changed: at a thousand groups that would be felt. */
const GROUPS_PER_PAGE = 32;
/** Lines of a block that are shown at first; fewer than those of a group. */
const FOLDED_LINES = 40;

/**
 * Writes at the end of a `code` element, which holds pages of groups of lines. The nodes that come of it do not depend on how
 * the text was cut: each line ends with its line end, and each run of one colour within it is one node.
 */
export class CodeWriter {
  readonly #code: Element;

  constructor(code: Element) {
    this.#code = code;
  }

  /** `className` colours the text; without it the text stands plain. */
  write(text: string, className = ""): void {
    for (let start = 0; start < text.length;) {
      const lineEnd = text.indexOf("\n", start);
      const end = lineEnd < 0 ? text.length : lineEnd + 1;
      append(this.#openLine(), text.slice(start, end), className);
      start = end;
    }
  }

  /** More than is shown before somebody asks for it. */
  get isLong(): boolean {
    const first = this.#code.firstElementChild?.firstElementChild;
    return (first?.childElementCount ?? 0) > FOLDED_LINES;
  }

  /** Takes the last `length` characters away; none of them may be coloured. */
  takeBack(length: number): void {
    for (let left = length; left > 0;) {
      const line = this.#lastGroup()?.lastElementChild;
      const text = line?.lastChild;
      if (!(text instanceof Text)) {
        return;
      }
      const taken = Math.min(left, text.length);
      left -= taken;
      text.deleteData(text.length - taken, taken);
      if (text.length === 0) {
        text.remove();
      }
      this.#removeEmpty(line);
    }
  }

  #openLine(): Element {
    const group = this.#lastGroup();
    const line = group?.lastElementChild;
    if (line && !endsWithLineEnd(line)) {
      return line;
    }
    const isFull = !group || group.childElementCount >= LINES_PER_GROUP;
    const open = isFull ? this.#openPage().appendChild(element("span", { class: "code-lines" })) : group;
    return open.appendChild(element("span", { class: "code-line" }));
  }

  #lastGroup(): Element | null | undefined {
    return this.#code.lastElementChild?.lastElementChild;
  }

  #openPage(): Element {
    const page = this.#code.lastElementChild;
    const isFull = !page || page.childElementCount >= GROUPS_PER_PAGE;
    return isFull ? this.#code.appendChild(element("span", { class: "code-lines" })) : page;
  }

  #removeEmpty(innermost: Element | null | undefined): void {
    for (let box = innermost; box && box !== this.#code && box.firstChild === null;) {
      const outer: Element | null = box.parentElement;
      box.remove();
      box = outer;
    }
  }
}

function append(line: Element, text: string, className: string): void {
  const last = line.lastChild;
  if (className === "" && last instanceof Text) {
    last.appendData(text);
  } else if (className === "") {
    line.append(text);
  } else if (last instanceof Element && last.className === className && last.firstChild instanceof Text) {
    last.firstChild.appendData(text);
  } else {
    line.append(element("span", { class: className }, text));
  }
}

function endsWithLineEnd(line: Element): boolean {
  const last = line.lastChild;
  const text = last instanceof Element ? last.lastChild : last;
  return text instanceof Text && text.data.endsWith("\n");
}
