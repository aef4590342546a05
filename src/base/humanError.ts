/** An error whose message is a sentence for the person: what is wrong and what to do next. */
export class HumanError extends Error {
  override readonly name = "HumanError";
}

/** Also of another bundle: what is loaded later has its own copy of the class. */
export function isHumanError(error: unknown): error is Error {
  return error instanceof Error && error.name === "HumanError";
}
