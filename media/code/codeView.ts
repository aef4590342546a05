import { element, iconButton } from "../dom.ts";
import { t } from "../l10n.ts";
import type { PageMemory } from "../pageMemory.ts";

/** How all code of the page is shown; the names are classes of the page. */
const ways = ["code-wraps", "code-numbered"] as const;
type Way = (typeof ways)[number];

/** Buttons by which a block of code, and with it all others, is shown otherwise. */
export function codeViewButtons(languageId: string): HTMLElement {
  const buttons: readonly HTMLElement[] = [
    viewButton("code-wraps", "word-wrap", t("Wrap Lines")),
    viewButton("code-numbered", "list-ordered", t("Line Numbers")),
  ];
  const previewed = languageId === "mermaid" || languageId === "markdown";
  const preview = iconButton("open-preview", t("Open Preview"), { "data-code-preview": "" });
  return element(
    "span",
    { class: "code-views" },
    ...(previewed ? [preview] : []),
    element("span", { class: "code-ways" }, ...buttons),
  );
}

/** Unfolds long code; to be seen only at code that is long. */
export function foldButton(): HTMLElement {
  return element(
    "button",
    { type: "button", class: "code-fold", "data-code-fold": "", "aria-expanded": "false" },
    t("Show All Lines"),
  );
}

function viewButton(way: Way, icon: string, label: string): HTMLButtonElement {
  const pressed = document.body.classList.contains(way);
  return iconButton(icon, label, { "data-code-view": way, "aria-pressed": String(pressed) });
}

/** Answers clicks on these buttons within `root`, and shows code as it was shown last. */
export function handleCodeView(root: HTMLElement, memory: PageMemory): void {
  const shown = memory.read();
  ways.forEach((way) => document.body.classList.toggle(way, shown.includes(way)));
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const way = ways.find((name) => name === button?.getAttribute("data-code-view"));
    if (way) {
      toggle(root, way);
      memory.write(ways.filter((name) => document.body.classList.contains(name)));
    } else if (button?.hasAttribute("data-code-fold")) {
      unfold(button);
    }
  });
}

function toggle(root: HTMLElement, way: Way): void {
  const pressed = document.body.classList.toggle(way);
  for (const button of root.querySelectorAll(`[data-code-view="${way}"]`)) {
    button.setAttribute("aria-pressed", String(pressed));
  }
}

function unfold(button: Element): void {
  const block = button.closest(".code-block");
  const isUnfolded = block?.classList.toggle("code-unfolded") ?? false;
  button.setAttribute("aria-expanded", String(isUnfolded));
  button.textContent = isUnfolded ? t("Show Fewer Lines") : t("Show All Lines");
  block?.scrollIntoView({ block: "nearest" });
}
