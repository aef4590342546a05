/** The code that marks a key an input method has taken, also where `isComposing` is false again already. */
const INPUT_METHOD_KEY = 229;

/** The key is an input method's. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer tells in Safari's order of events
  return event.isComposing || event.keyCode === INPUT_METHOD_KEY;
}

/** Enter, alone, and not to choose among what an input method offers. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing(event);
}
