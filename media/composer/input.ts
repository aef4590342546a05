export const INPUT_ID = "composer-input";

/** The one place of the page to type in. */
export function focusInput(): void {
  document.getElementById(INPUT_ID)?.focus();
}

/**
 * Focuses the input when the page has the keyboard, now or once it is given it: a panel that opens beside one's work
 * must not take the cursor out of it.
 * @returns what ends the waiting
 */
export function focusInputWithPage(): () => void {
  if (document.hasFocus()) {
    focusInput();
    return () => undefined;
  }
  const waiting = new AbortController();
  window.addEventListener("focus", focusInput, { once: true, signal: waiting.signal });
  return () => waiting.abort();
}
