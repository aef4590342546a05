export const INPUT_ID = "composer-input";

/** The one place of the page to type in. */
export function focusInput(): void {
  document.getElementById(INPUT_ID)?.focus();
}
