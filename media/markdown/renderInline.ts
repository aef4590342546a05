import type { Token, Tokens } from "marked";
import { element, icon } from "../dom.ts";
import { t } from "../l10n.ts";
import { renderMath } from "../math/math.ts";
import { decodeEntities } from "./entities.ts";
import type { AnswerToken, FootnoteReference } from "./extraTokens.ts";
import { linkHost, linkTarget } from "./links.ts";
import { renderTimestamps } from "./timestamps.ts";

/** Deeper marks than anyone writes; what is nested further is shown as text. */
const MAX_DEPTH = 100;

export interface InlineOptions {
  /** Times such as `[01:23]` become buttons. */
  readonly timestamps: boolean;
}

/** Tokens inside a block as nodes. Only the elements named here can come of them, whatever the text says. */
export function renderInline(tokens: readonly Token[], options: InlineOptions, depth = 0): readonly Node[] {
  if (depth > MAX_DEPTH) {
    return [document.createTextNode(tokens.map((token) => token.raw).join(""))];
  }
  return tokens.map((token) => renderToken(token as AnswerToken, options, depth + 1));
}

function renderToken(token: AnswerToken, options: InlineOptions, depth: number): Node {
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return element(token.type, {}, ...renderInline(token.tokens, options, depth));
    case "codespan":
      return element("code", {}, token.text);
    case "br":
      return element("br");
    case "link":
      return renderLink(token, depth);
    case "image":
      return renderImage(token);
    case "checkbox":
      return renderCheckbox(token);
    case "html":
      // The one tag that table cells cannot do without; all others stay text.
      return /^<br\s*\/?>$/i.test(token.text) ? element("br") : document.createTextNode(token.text);
    case "math":
      return renderMath(token.tex, token.display);
    case "footnoteReference":
      return renderFootnoteReference(token);
    case "escape":
      return document.createTextNode(token.text);
    case "text":
      return token.tokens
        ? group(renderInline(token.tokens, options, depth))
        : renderText(decodeEntities(token.text), options);
    case "blockquote":
    case "code":
    case "def":
    case "footnote":
    case "heading":
    case "hr":
    case "list":
    case "list_item":
    case "paragraph":
    case "space":
    case "table":
      // Blocks do not stand inside a line; were one to come, its source would be shown.
      return document.createTextNode(token.raw);
  }
}

function renderText(text: string, { timestamps }: InlineOptions): Node {
  return timestamps && text.includes("[") ? group(renderTimestamps(text)) : document.createTextNode(text);
}

function renderLink(token: Tokens.Link, depth: number): Node {
  const target = linkTarget(token.autolink ? token.href : decodeEntities(token.href));
  // The lexer leaves references in bare addresses alone, because there they are part of the address.
  // No button stands inside a link.
  const children = token.autolink
    ? [document.createTextNode(token.text)]
    : renderInline(token.tokens, { timestamps: false }, depth);
  return target === undefined
    ? element("span", { class: "md-dead-link", title: token.href }, ...children)
    : element("a", { href: target, title: target }, ...children);
}

/** Images of the web are named, never loaded: a request would tell their server what was talked about. */
function renderImage(token: Tokens.Image): Node {
  const host = linkHost(token.href);
  const label = [decodeEntities(token.text), host].filter((text) => text !== "").join(" · ");
  return element(
    "span",
    { class: "chip md-image", title: token.href },
    icon("file-media"),
    label || token.href,
  );
}

/** `footnotes.ts` answers its clicks. */
function renderFootnoteReference({ label }: FootnoteReference): Node {
  return element(
    "sup",
    {},
    element(
      "button",
      {
        type: "button",
        class: "md-footnote-reference",
        title: t("Footnote {0}", label),
        "data-footnote": label,
      },
      label,
    ),
  );
}

function renderCheckbox(token: Tokens.Checkbox): Node {
  const checkbox = element("input", {
    type: "checkbox",
    disabled: "",
    "aria-label": token.checked ? t("Done") : t("To do"),
  });
  checkbox.toggleAttribute("checked", token.checked);
  return checkbox;
}

function group(nodes: readonly Node[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  return fragment;
}
