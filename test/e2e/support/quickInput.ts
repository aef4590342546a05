import { errors, type Locator, type Page } from "playwright-core";

/** How often it is opened anew before that counts as a failure. */
const ATTEMPTS = 4;
/** Something that takes the focus late, such as a view that was just revealed, closes the box: so long it is waited for. */
const PATIENCE_MS = 4000;

const selector = ".quick-input-widget .quick-input-box input";

/** False when it took too long. */
async function isInTime(done: Promise<void>): Promise<boolean> {
  try {
    await done;
    return true;
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    return false;
  }
}

/** For a role's name that begins with the text: VS Code appends key bindings and hints to its labels. */
export function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}

/** The box at the top of the window: command palette, file search, questions and lists. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get box(): Locator {
    return this.#page.locator(selector);
  }

  /** The row of that name in the list that is open. */
  row(label: string): Locator {
    return this.#page.locator(".quick-input-list .monaco-list-row").filter({
      has: this.#page.locator(".label-name").getByText(label, { exact: true }),
    });
  }

  /** Opens it by a key, types, and picks the row of that name as soon as it is offered. */
  async run(key: string, typed: string, label: string): Promise<void> {
    const row = this.row(label).first();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.#open(key);
      if (
        (await this.#type(typed)) &&
        (await this.#isOffered(row)) &&
        (await isInTime(row.click({ timeout: PATIENCE_MS })))
      ) {
        await this.#taken(typed);
        return;
      }
    }
    throw new Error(`"${label}" is not offered.`);
  }

  async #type(text: string): Promise<boolean> {
    return isInTime(this.box.fill(text, { timeout: PATIENCE_MS }));
  }

  async #isOffered(row: Locator): Promise<boolean> {
    const shown = row.waitFor().then(() => true);
    const closed = this.box.waitFor({ state: "hidden" }).then(() => false);
    return Promise.any([shown, closed]);
  }

  /** A key is lost while a webview that takes the focus is still loading; so it is pressed again until it was heard. */
  async #open(key: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.#page.keyboard.press(key);
      if (await isInTime(this.box.waitFor({ timeout: PATIENCE_MS }))) return;
    }
    throw new Error(`${key} does not open the box at the top of the window.`);
  }

  /** Answers the question that is open, or about to open. */
  async answer(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press("Enter");
    await this.#taken(text);
  }

  /** Picks from the list that is open, or about to open. */
  async pick(label: string): Promise<void> {
    await this.row(label).first().click();
  }

  /** Waits until the box is closed or, by the command's own doing, asks for something else. */
  async #taken(typed: string): Promise<void> {
    await this.#page.waitForFunction(
      ([query, text]) => {
        const input = document.querySelector<HTMLInputElement>(query);
        return !input?.checkVisibility() || input.value !== text;
      },
      [selector, typed] as const,
    );
  }
}
