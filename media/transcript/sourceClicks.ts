/** Answers clicks on the marks of sources within `root`: the list unfolds, and the source has the focus. */
export function handleSourceClicks(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-mark]") : null;
    const list = button?.closest("[data-turn-id]")?.querySelector("details.source-list");
    if (!button || !list) {
      return;
    }
    list.setAttribute("open", "");
    const number = Number(button.getAttribute("data-mark"));
    const source = list.querySelector<HTMLElement>(`[data-source="${number}"]`);
    (source?.querySelector("a") ?? source)?.focus({ preventScroll: true });
    source?.scrollIntoView({ block: "nearest" });
  });
}
