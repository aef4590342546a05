/** An error whose message is a sentence for the person: what is wrong and what to do next. */
export class HumanError extends Error {
  override readonly name = "HumanError";
}
