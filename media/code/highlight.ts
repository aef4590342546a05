import { element } from "../dom.ts";
import { CodeWriter } from "./codeWriter.ts";
import type { CodeRun } from "./grammars.ts";
import { OpenColours } from "./openColours.ts";

/** UTF-16 units of code beyond which colours are not worth the time they take. */
const MAX_LENGTH = 50_000;

/** Milliseconds after which a block has its colours though the page was never idle. */
const PATIENCE_MS = 500;
/** Milliseconds that are left of a frame when another block is coloured in it. */
const WORTHWHILE_MS = 4;

type HighlightRuns = (grammar: string, code: string) => readonly CodeRun[] | undefined;

/**
 * Colours code: while it is written, and of what is complete the blocks that come near the visible part of the page, when the
 * page is idle. Blocks of turns that the browser skips are not even watched: in a long conversation that would be felt with
 * each frame.
 */
export class Highlighter {
  readonly #observer = new IntersectionObserver((entries) => this.#onSeen(entries), { rootMargin: "400px" });
  readonly #open = new WeakMap<Element, OpenColours>();
  /** Complete blocks that have no colours yet. */
  readonly #plain = new WeakSet<Element>();
  readonly #skipped = new WeakSet<Element>();
  /** Those of the plain blocks that are seen. */
  readonly #seen = new Set<Element>();
  #idle: number | undefined;
  #highlightRuns: HighlightRuns | undefined;
  #loading: Promise<HighlightRuns> | undefined;

  constructor() {
    document.addEventListener("contentvisibilityautostatechange", this.#onSkipped);
  }

  /** Colours every code block within `container`; the code must be complete. */
  add(container: Element): void {
    const turn = container.closest(".turn");
    for (const block of blocksIn(container)) {
      if (block.getAttribute("data-grammar")) {
        this.#plain.add(block);
        if (!turn || !this.#skipped.has(turn)) {
          this.#observer.observe(block);
        }
      }
    }
  }

  /** The code of a block that is being written ends in `text` now, behind `before` characters: its complete lines are coloured. */
  grow(block: Element, text: string, before = 0): void {
    const grammar = block.getAttribute("data-grammar");
    if (!grammar) {
      return;
    }
    if (!this.#highlightRuns) {
      // The lines until then are coloured with the next one that comes.
      void this.#load();
      return;
    }
    this.#openColours(block, grammar, this.#highlightRuns)?.grow(text, before);
  }

  dispose(): void {
    this.#observer.disconnect();
    document.removeEventListener("contentvisibilityautostatechange", this.#onSkipped);
    this.#seen.clear();
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

  readonly #onSkipped = (event: Event): void => {
    const { target: turn, skipped } = event as ContentVisibilityAutoStateChangeEvent;
    if (!(turn instanceof Element)) {
      return;
    }
    if (skipped) {
      this.#skipped.add(turn);
      blocksIn(turn).forEach((block) => this.#forget(block));
    } else {
      this.#skipped.delete(turn);
      blocksIn(turn)
        .filter((block) => this.#plain.has(block))
        .forEach((block) => this.#observer.observe(block));
    }
  };

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.#seen.add(target);
      } else {
        this.#seen.delete(target);
      }
    }
    this.#colourWhenIdle();
  }

  #forget(block: Element): void {
    this.#observer.unobserve(block);
    this.#seen.delete(block);
  }

  #colourWhenIdle(): void {
    if (this.#idle !== undefined || this.#seen.size === 0) {
      return;
    }
    this.#idle = requestIdleCallback(
      (deadline) => void this.#load().then((highlightRuns) => this.#colour(highlightRuns, deadline)),
      { timeout: PATIENCE_MS },
    );
  }

  #colour(highlightRuns: HighlightRuns, deadline: IdleDeadline): void {
    this.#idle = undefined;
    for (const block of this.#seen) {
      this.#forget(block);
      this.#plain.delete(block);
      highlightBlock(block, highlightRuns);
      if (deadline.timeRemaining() < WORTHWHILE_MS) {
        break;
      }
    }
    this.#colourWhenIdle();
  }
}

function blocksIn(container: Element): readonly Element[] {
  return container.matches(".code-block") ? [container] : [...container.querySelectorAll(".code-block")];
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
