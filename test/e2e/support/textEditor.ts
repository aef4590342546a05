import type { Locator, Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** What stands and happens in the active text editor. */
export class TextEditor {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get #page(): Page {
    return this.#workbench.page;
  }

  /** What the status bar says of the cursor, such as `Ln 3, Col 1 (27 selected)`. */
  get position(): Locator {
    return this.#page.locator("#status\\.editor\\.selection");
  }

  /** The lines that are in sight, from the top. */
  async text(): Promise<string> {
    const lines = this.#workbench.editor.locator(".view-lines .view-line");
    return lines.evaluateAll((found) =>
      found
        .map((line) => ({
          top: Number.parseFloat((line as HTMLElement).style.top),
          text: line.textContent.replaceAll("\u00a0", " "),
        }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text)
        .join("\n"),
    );
  }

  /** Selects whole lines, counted from 1, with the keyboard; the cursor ends up behind the last one. */
  async selectLines(first: number, last: number): Promise<void> {
    await this.#workbench.goTo(first);
    for (let line = first; line < last; line++) await this.#page.keyboard.press("Shift+ArrowDown");
    await this.#page.keyboard.press("Shift+End");
    await this.position
      .filter({ hasText: `Ln ${last}` })
      .filter({ hasText: "selected" })
      .waitFor();
  }
}
