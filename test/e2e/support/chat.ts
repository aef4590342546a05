import type { FrameLocator, Locator } from "playwright-core";

/** The conversation as a person reads and writes it, in the side bar or in an editor tab. */
export class Chat {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  get input(): Locator {
    return this.#frame.getByRole("textbox", { name: "Message to Gemini" });
  }

  /** The input, while it has the focus. */
  get focusedInput(): Locator {
    return this.input.and(this.#frame.locator(":focus"));
  }

  get stopButton(): Locator {
    return this.button("Stop (Escape)");
  }

  get messages(): Locator {
    return this.#frame.getByRole("article");
  }

  /** The last message, if it is the model's. */
  get answer(): Locator {
    return this.#frame.locator('[role="article"][aria-label^="Gemini"]:last-child');
  }

  /** What stands in place of an answer, or below it, when something went wrong. */
  get problem(): Locator {
    return this.answer.locator(".problem");
  }

  button(name: string | RegExp): Locator {
    return this.#frame.getByRole("button", { name, exact: true });
  }

  /** Writes and sends a message, and waits until it stands in the conversation. */
  async ask(text: string): Promise<void> {
    const count = await this.messages.count();
    await this.input.fill(text);
    await this.input.press("Enter");
    await this.messages.nth(count + 1).waitFor();
  }

  /** Asks and waits for the whole answer. */
  async converse(text: string): Promise<void> {
    await this.ask(text);
    await this.answered();
  }

  /** Waits until the last answer has come to its end, good or bad. */
  async answered(): Promise<void> {
    await this.answer.and(this.#frame.locator('[aria-busy="false"]')).waitFor();
  }
}
