const HEADINGS = "h2, h3, h4, h5, h6";

export function hasHeading(element: Element): boolean {
  return element.matches(HEADINGS) || element.querySelector(HEADINGS) !== null;
}

/**
 * Tells screen readers an outline without gaps: answers like to begin at `###` and to skip levels, which
 * looks right but reads as if parts were missing. The page's title is level 1.
 */
export function levelHeadings(root: Element): void {
  const outline: number[] = [];
  for (const heading of root.querySelectorAll(HEADINGS)) {
    const depth = Number(heading.tagName.slice(1));
    while ((outline.at(-1) ?? 0) >= depth) {
      outline.pop();
    }
    outline.push(depth);
    heading.setAttribute("aria-level", String(outline.length + 1));
  }
}
