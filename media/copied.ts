const SHOWN_MS = 1500;

/** Lets a copy button show a check mark for a moment. */
export function showCopied(button: Element): void {
  const icon = button.querySelector(".codicon-copy");
  icon?.classList.replace("codicon-copy", "codicon-check");
  setTimeout(() => icon?.classList.replace("codicon-check", "codicon-copy"), SHOWN_MS);
}
