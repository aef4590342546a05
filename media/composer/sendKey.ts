/** The code that marks a key an input method has taken, also where `isComposing` is false again already. */
const INPUT_METHOD_KEY = 229;

/** Enter, alone, and not to choose among what an input method offers. */
export function isSendKey(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer tells in Safari's order of events
  const isComposing = event.isComposing || event.keyCode === INPUT_METHOD_KEY;
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing;
}
