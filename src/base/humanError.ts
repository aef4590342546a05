/** An error whose message is a sentence for the person: what is wrong and what to do next. */
export class HumanError extends Error {
  override readonly name = "HumanError";

  /** Parts that are loaded later are bundles of their own, each with its own copy of this class. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === "HumanError";
  }
}
