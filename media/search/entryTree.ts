import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/** Nodes of HTML that are made, and how deep they may lie; what the service writes has some dozens. */
const MAX_NODES = 1000;
const MAX_DEPTH = 30;

const HTML = "http://www.w3.org/1999/xhtml";
const SVG = "http://www.w3.org/2000/svg";

/** All else goes; what stands in it stays, unless it is no text for people. */
const elements = new Set(["a", "b", "br", "div", "i", "li", "ol", "p", "span", "strong", "ul"]);
const shapes = new Set(["svg", "g", "path", "circle", "ellipse", "line", "polygon", "polyline", "rect"]);
const dropped = new Set(
  "script style template iframe object embed noscript noembed noframes textarea select title xmp math".split(
    " ",
  ),
);
const attributes = new Set(
  (
    "class aria-label aria-hidden dir width height viewBox fill fill-rule clip-rule fill-opacity opacity stroke stroke-width " +
    "stroke-linecap stroke-linejoin transform d cx cy r rx ry x y x1 x2 y1 y2 points"
  ).split(" "),
);

export interface EntryTree {
  /** Made of elements that do nothing. */
  readonly content: DocumentFragment;
  /** What stood in its `<style>`. */
  readonly css: string;
  readonly hasLinks: boolean;
}

/**
 * The service's HTML, built anew of the few elements that it needs. The page's policy lets nobody make markup of text, so it is
 * read by a parser of JavaScript, and nothing of it reaches the document but through the lists above.
 */
export function entryTree(html: string): EntryTree {
  const content = document.createDocumentFragment();
  let [css, left, hasLinks] = ["", MAX_NODES, false];

  const add = (node: DefaultTreeAdapterTypes.ChildNode, parent: Node, depth: number): void => {
    if (left <= 0 || depth > MAX_DEPTH) {
      return;
    }
    if (node.nodeName === "#text" && "value" in node) {
      left -= 1;
      parent.appendChild(document.createTextNode(node.value));
    } else if ("tagName" in node) {
      if (node.tagName === "style") {
        css += `${node.childNodes.map((child) => ("value" in child ? child.value : "")).join("")}\n`;
      }
      if (!dropped.has(node.tagName)) {
        left -= 1;
        const made = elementOf(node);
        hasLinks ||= made?.hasAttribute("href") === true;
        node.childNodes.forEach((child) => add(child, made ?? parent, depth + 1));
        if (made !== undefined) {
          parent.appendChild(made);
        }
      }
    }
  };
  parseFragment(html).childNodes.forEach((node) => add(node, content, 0));
  return { content, css, hasLinks };
}

function elementOf({ tagName, namespaceURI, attrs }: DefaultTreeAdapterTypes.Element): Element | undefined {
  const isShape = namespaceURI.toString() === SVG;
  if (!(isShape ? shapes : elements).has(tagName)) {
    return undefined;
  }
  const made = document.createElementNS(isShape ? SVG : HTML, tagName);
  for (const { name, value } of attrs) {
    // An address in a colour would be loaded.
    if (attributes.has(name) && !/url\s*\(/i.test(value)) {
      made.setAttribute(name, value);
    }
  }
  const target =
    tagName === "a" ? googleAddress(attrs.find(({ name }) => name === "href")?.value) : undefined;
  if (target !== undefined) {
    made.setAttribute("href", target);
    made.setAttribute("title", target);
  }
  return made;
}

/** The address in full; undefined where it does not lead to Google. */
function googleAddress(href: string | undefined): string | undefined {
  const url = URL.parse(href ?? "");
  const isGoogle = url !== null && url.protocol === "https:" && /(^|\.)google\.com$/.test(url.host);
  return isGoogle && url.username === "" && url.password === "" ? url.href : undefined;
}
