import { entryStyle } from "./entryStyle.ts";
import { entryTree } from "./entryTree.ts";

/** Characters that are read; a conversation that was imported may hold any number. */
const MAX_LENGTH = 200_000;

/**
 * Shows the service's HTML in a shadow tree of the element, so that its style means nothing elsewhere and that of the page
 * nothing in it. Undefined where it has no link that may be followed, or is too long; else ends following the theme.
 */
export function showEntry(host: HTMLElement, html: string): (() => void) | undefined {
  if (html.length > MAX_LENGTH) {
    return undefined;
  }
  const { content, css, hasLinks } = entryTree(html);
  if (!hasLinks) {
    return undefined;
  }
  const style = entryStyle(css);
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren(content);
  root.adoptedStyleSheets = [style.sheet];
  const { body } = document;
  const follow = () => style.follow(!isLight(body.classList));
  follow();
  const observer = new MutationObserver(follow);
  observer.observe(body, { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}

function isLight(classes: DOMTokenList): boolean {
  return classes.contains("vscode-light") || classes.contains("vscode-high-contrast-light");
}
