const SHOWN_MS = 1500;

/** Lets a copy button show a check mark for a moment. */
export function showCopied(button: Element): void {
  const icon = button.querySelector(".codicon:not(.codicon-check)");
  const name = [...(icon?.classList ?? [])].find((each) => each.startsWith("codicon-")) ?? "codicon-copy";
  icon?.classList.replace(name, "codicon-check");
  setTimeout(() => icon?.classList.replace("codicon-check", name), SHOWN_MS);
}
