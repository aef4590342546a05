import { errors, type Locator, type Page } from "playwright-core";

/** How often it is opened anew before that counts as a failure. */
const ATTEMPTS = 4;

/** The file tree. */
export class Explorer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #tree(): Locator {
    return this.#page.locator(".explorer-folders-view");
  }

  /** A click on what VS Code is opening by itself at this moment closes it: then it is opened again. */
  async open(): Promise<void> {
    const item = this.#page.locator(".activitybar").getByRole("tab", { name: "Explorer" });
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if ((await item.getAttribute("aria-selected")) !== "true") await item.click();
      try {
        await this.#tree.waitFor({ timeout: 4000 });
        return;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError)) throw error;
      }
    }
    throw new Error("The Explorer does not open.");
  }

  #row(segments: readonly string[]): Locator {
    // A line break stands in CSS as its number.
    const name = (segments.at(-1) ?? "").replaceAll("\n", "\\a ");
    return this.#tree.locator(`.monaco-list-row[aria-label="${name}"][aria-level="${segments.length}"]`);
  }

  /** The row of a file, such as "images/boats.jpg", after opening the folders above it. */
  async reveal(file: string): Promise<Locator> {
    await this.open();
    const segments = file.split("/");
    for (let depth = 1; depth < segments.length; depth++) {
      const folder = await this.#shown(segments.slice(0, depth));
      if ((await folder.getAttribute("aria-expanded")) !== "true") await folder.click();
    }
    return this.#shown(segments);
  }

  /** Rows out of sight are not in the page, and a tree that was hidden while files went may have stayed empty. */
  async #shown(segments: readonly string[]): Promise<Locator> {
    const row = this.#row(segments);
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        await row.waitFor({ timeout: 4000 });
        return row;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError)) throw error;
      }
      await this.open();
      await this.#tree.hover();
      await this.#page.getByRole("button", { name: "Refresh Explorer" }).first().click();
      await this.#tree.getByRole("tree").press("Home");
    }
    await row.waitFor();
    return row;
  }

  /** Selects the files, as with Ctrl held, and right-clicks the last. */
  async openContextMenu(files: readonly string[]): Promise<void> {
    await this.#select(files);
    const last = await this.reveal(files.at(-1) ?? "");
    await last.click({ button: "right" });
  }

  /** A tree that is still being filled can lose what was selected in it: then it is selected anew. */
  async #select(files: readonly string[]): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (const [index, file] of files.entries()) {
        const row = await this.reveal(file);
        // The first click without Ctrl: it drops the folders that opening them has selected.
        await row.click({ modifiers: index > 0 ? ["ControlOrMeta"] : [] });
      }
      try {
        const selected = this.#tree.locator('.monaco-list-row[aria-selected="true"]');
        await selected.nth(files.length - 1).waitFor({ timeout: 4000 });
        return;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError)) throw error;
      }
    }
    throw new Error(`These do not stay selected: ${files.join(", ")}`);
  }
}
