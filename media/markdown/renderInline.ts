import type { Token, Tokens } from "marked";
import { element, icon } from "../dom.ts";
import { t } from "../l10n.ts";
import { renderMath } from "../math/math.ts";
import { decodeEntities } from "./entities.ts";
import type { AnswerToken, FootnoteReference, SourceMarkToken } from "./extraTokens.ts";
import { linkHost, linkTarget } from "./links.ts";
import { withoutMarks } from "./sourceMarks.ts";
import { renderTimestamps } from "./timestamps.ts";

/** Deeper marks than anyone writes; what is nested further is shown as text. */
const MAX_DEPTH = 100;

export interface InlineOptions {
  /** Times such as `[01:23]` become buttons. */
  readonly timestamps: boolean;
  /** The text has marks of sources in it. */
  readonly sources?: "shown" | "dropped";
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
      return element("code", {}, asWritten(token.text, options));
    case "br":
      return element("br");
    case "link":
      return renderLink(token, options, depth);
    case "image":
      return renderImage(token, options);
    case "checkbox":
      return renderCheckbox(token);
    case "html":
      // The one tag that table cells cannot do without; all others stay text.
      return /^<br\s*\/?>$/i.test(token.text) ? element("br") : document.createTextNode(token.text);
    case "math":
      return renderMath(asWritten(token.tex, options), token.display);
    case "footnoteReference":
      return renderFootnoteReference(token);
    case "sourceMark":
      return options.sources === "shown"
        ? renderSourceMark(token)
        : document.createTextNode(asWritten(token.raw, options));
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

function renderLink(token: Tokens.Link, options: InlineOptions, depth: number): Node {
  const href = asWritten(token.href, options);
  const target = linkTarget(token.autolink ? href : decodeEntities(href));
  // The lexer leaves references in bare addresses alone, because there they are part of the address.
  // No button stands inside a link.
  const children = token.autolink
    ? [document.createTextNode(asWritten(token.text, options))]
    : renderInline(
        token.tokens,
        { timestamps: false, ...(options.sources && { sources: "dropped" }) },
        depth,
      );
  return target === undefined
    ? element("span", { class: "md-dead-link", title: href }, ...children)
    : element("a", { href: target, title: target }, ...children);
}

/** Images of the web are named, never loaded: a request would tell their server what was talked about. */
function renderImage(token: Tokens.Image, options: InlineOptions): Node {
  const href = asWritten(token.href, options);
  const host = linkHost(href);
  const label = [decodeEntities(asWritten(token.text, options)), host]
    .filter((text) => text !== "")
    .join(" · ");
  return element("span", { class: "chip md-image", title: href }, icon("file-media"), label || href);
}

/** Source of what is shown as it stands: no mark can be a part of it. */
export function asWritten(text: string, { sources }: InlineOptions): string {
  return sources ? withoutMarks(text) : text;
}

/** `sourceClicks.ts` answers its clicks. */
function renderSourceMark({ numbers }: SourceMarkToken): Node {
  const buttons = numbers.map((number) =>
    element(
      "button",
      {
        type: "button",
        class: "md-source-mark",
        title: t("Source {0}", number),
        "data-mark": String(number),
      },
      String(number),
    ),
  );
  return element("sup", {}, ...buttons);
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
