import { element } from "../dom.ts";
import { CodeWriter } from "./codeWriter.ts";
import type { CodeRun } from "./grammars.ts";
import { OpenColours } from "./openColours.ts";

/** UTF-16 units of code beyond which colours are not worth the time they take. */
const MAX_LENGTH = 50_000;

type HighlightRuns = (grammar: string, code: string) => readonly CodeRun[] | undefined;

/** Colours code: while it is written, and of what is complete the blocks that come near the visible part of the page. */
export class Highlighter {
  readonly #observer = new IntersectionObserver((entries) => this.#onSeen(entries), { rootMargin: "400px" });
  readonly #open = new WeakMap<Element, OpenColours>();
  #highlightRuns: HighlightRuns | undefined;
  #loading: Promise<HighlightRuns> | undefined;

  /** Colours every code block within `container`; the code must be complete. */
  add(container: Element): void {
    const blocks = container.matches(".code-block") ? [container] : container.querySelectorAll(".code-block");
    for (const block of blocks) {
      if (block.getAttribute("data-grammar")) {
        this.#observer.observe(block);
      }
    }
  }

  /** The code of a block that is being written is `text` now: its complete lines are coloured. */
  grow(block: Element, text: string): void {
    const grammar = block.getAttribute("data-grammar");
    if (!grammar) {
      return;
    }
    if (!this.#highlightRuns) {
      // The lines until then are coloured with the next one that comes.
      void this.#load();
      return;
    }
    this.#openColours(block, grammar, this.#highlightRuns)?.grow(text);
  }

  dispose(): void {
    this.#observer.disconnect();
  }

  #openColours(block: Element, grammar: string, highlightRuns: HighlightRuns): OpenColours | undefined {
    const known = this.#open.get(block);
    const code = block.querySelector("code");
    if (known || !code) {
      return known;
    }
    const created = new OpenColours(
      code,
      (text) => highlightRuns(grammar, text) ?? [{ text, className: "" }],
    );
    this.#open.set(block, created);
    return created;
  }

  /** Loads the grammars, which are most of the page's code, when the first block needs them. */
  async #load(): Promise<HighlightRuns> {
    this.#loading ??= import("./grammars.ts").then(({ highlightRuns }) => highlightRuns);
    this.#highlightRuns = await this.#loading;
    return this.#highlightRuns;
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.#observer.unobserve(target);
        void this.#load().then((highlightRuns) => highlightBlock(target, highlightRuns));
      }
    }
  }
}

/** Reads the code as a whole. What was coloured while it was written, and is right, stays as it is. */
function highlightBlock(block: Element, highlightRuns: HighlightRuns): void {
  const code = block.querySelector("code");
  const text = code?.textContent ?? "";
  if (!code || text.length > MAX_LENGTH) {
    return;
  }
  const runs = highlightRuns(block.getAttribute("data-grammar") ?? "", text);
  if (runs) {
    const coloured = element("code");
    const writer = new CodeWriter(coloured);
    runs.forEach((run) => writer.write(run.text, run.className));
    replaceDifferent(code, coloured);
  }
}

/** A line that is replaced would take a selection in it along. */
function replaceDifferent(code: Element, coloured: Element): void {
  const linesOf = (element: Element) => [...element.querySelectorAll(".code-line")];
  const [shown, lines] = [linesOf(code), linesOf(coloured)];
  if (shown.length !== lines.length) {
    code.replaceChildren(...coloured.children);
    return;
  }
  lines.forEach((line, index) => {
    const before = shown[index];
    if (before && !before.isEqualNode(line)) {
      before.replaceWith(line);
    }
  });
}
