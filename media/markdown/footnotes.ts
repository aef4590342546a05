/** Answers clicks on footnotes within `root`: to what a footnote says, and back to its place. */
export function handleFootnotes(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const answer = button?.closest(".markdown");
    if (!button || !answer) {
      return;
    }
    const forth = button.getAttribute("data-footnote");
    const back = button.getAttribute("data-footnote-back");
    const target =
      forth === null
        ? find(answer, "data-footnote", back)
        : find(answer, "data-footnote-text", forth)?.querySelector<HTMLElement>("button");
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
  });
}

/** Compared as text: a label may hold what a selector would take for more than a name. */
function find(answer: Element, attribute: string, label: string | null): HTMLElement | undefined {
  return [...answer.querySelectorAll<HTMLElement>(`[${attribute}]`)].find(
    (candidate) => label !== null && candidate.getAttribute(attribute)?.toLowerCase() === label.toLowerCase(),
  );
}
