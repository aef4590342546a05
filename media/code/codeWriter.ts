import { element } from "../dom.ts";

/** Lines laid out together: a browser lays out a whole run of text again when one line is added to it. */
const LINES_PER_GROUP = 64;

/** Writes at the end of a `code` element. The nodes that come of it do not depend on how the text was cut. */
export class CodeWriter {
  readonly #code: Element;
  #group: Element | undefined;
  #lines: number;

  constructor(code: Element) {
    this.#code = code;
    this.#group = code.lastElementChild ?? undefined;
    this.#lines = (this.#group?.textContent ?? "").split("\n").length - 1;
  }

  /** `className` colours the text; without it the text stands plain. */
  write(text: string, className = ""): void {
    let rest = text;
    while (rest !== "") {
      const group = this.#openGroup();
      const end = endOfLines(rest, LINES_PER_GROUP - this.#lines);
      const piece = rest.slice(0, end.index);
      if (className !== "") {
        group.append(element("span", { class: className }, piece));
      } else if (group.lastChild instanceof Text) {
        group.lastChild.appendData(piece);
      } else {
        group.append(piece);
      }
      this.#lines += end.lines;
      rest = rest.slice(end.index);
    }
  }

  #openGroup(): Element {
    if (!this.#group || this.#lines >= LINES_PER_GROUP) {
      this.#group = element("span", { class: "code-lines" });
      this.#code.append(this.#group);
      this.#lines = 0;
    }
    return this.#group;
  }
}

/** Where the next `limit` lines of `text` end, and how many there are. */
function endOfLines(text: string, limit: number): { readonly index: number; readonly lines: number } {
  let index = 0;
  for (let lines = 0; lines < limit; lines += 1) {
    const lineEnd = text.indexOf("\n", index);
    if (lineEnd < 0) {
      return { index: text.length, lines };
    }
    index = lineEnd + 1;
  }
  return { index, lines: limit };
}
