import { CodeWriter } from "./codeWriter.ts";

/** UTF-16 units of code beyond which colours are not worth the time they take. */
const MAX_LENGTH = 50_000;

/** Colours blocks when they come near the visible part of the page: a long conversation opens plain and at once. */
export class Highlighter {
  readonly #observer = new IntersectionObserver((entries) => this.#onSeen(entries), { rootMargin: "400px" });

  /** Colours every code block within `container`; the code must be complete. */
  add(container: Element): void {
    const blocks = container.matches(".code-block") ? [container] : container.querySelectorAll(".code-block");
    for (const block of blocks) {
      if (block.getAttribute("data-grammar")) {
        this.#observer.observe(block);
      }
    }
  }

  dispose(): void {
    this.#observer.disconnect();
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.#observer.unobserve(target);
        void highlightBlock(target);
      }
    }
  }
}

/** Loads the grammars, which are most of the page's code, when the first block needs them. */
export async function highlightBlock(block: Element): Promise<void> {
  const code = block.querySelector("code");
  const text = code?.textContent ?? "";
  if (!code || text.length > MAX_LENGTH) {
    return;
  }
  const { highlightRuns } = await import("./grammars.ts");
  const runs = highlightRuns(block.getAttribute("data-grammar") ?? "", text);
  if (runs) {
    code.replaceChildren();
    const writer = new CodeWriter(code);
    runs.forEach((run) => writer.write(run.text, run.className));
  }
}
