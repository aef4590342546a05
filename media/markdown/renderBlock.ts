import type { Token, Tokens } from "marked";
import { renderCodeBlock } from "../code/codeBlock.ts";
import { element, icon, iconButton } from "../dom.ts";
import { formatNumber, t } from "../l10n.ts";
import { renderMath, renderOpenMath } from "../math/math.ts";
import { alertIcons, alertOf, alertTitles } from "./alerts.ts";
import { directionOf } from "./direction.ts";
import type { AnswerToken, FootnoteToken } from "./extraTokens.ts";
import { ListItems } from "./listItems.ts";
import { asWritten, renderInline, type InlineOptions } from "./renderInline.ts";

/** Deeper nesting than anyone reads; what lies further in is shown as text. */
const MAX_DEPTH = 50;

/** Rows of a table that are laid out; a browser lays out all of a table with every change to it. */
export const MAX_ROWS = 2000;

/** One block as an element. Only the elements named here can come of it, whatever the text says. */
export function renderBlock(token: AnswerToken, options: InlineOptions, depth = 0): HTMLElement {
  if (depth > MAX_DEPTH) {
    return element("p", { class: "md-verbatim" }, token.raw);
  }
  switch (token.type) {
    case "paragraph":
      return element("p", {}, ...renderInline(token.tokens, options));
    case "heading":
      return renderHeading(token, options);
    case "hr":
      return element("hr");
    case "code":
      return renderCodeBlock(asWritten(token.lang ?? "", options), asWritten(token.text, options));
    case "blockquote":
      return renderQuote(token, options, depth);
    case "math":
      return element("p", {}, token.open ? renderOpenMath(token.tex) : renderMath(token.tex, true));
    case "footnote":
      return renderFootnote(token, options);
    case "list":
      return renderList(token, options, depth);
    case "table":
      return renderTable(token, options);
    case "text":
      return element("p", {}, ...renderInline([token], options));
    case "html":
      return element("p", { class: "md-verbatim" }, token.raw.trimEnd());
    case "br":
    case "checkbox":
    case "codespan":
    case "def":
    case "del":
    case "em":
    case "escape":
    case "footnoteReference":
    case "sourceMark":
    case "image":
    case "link":
    case "list_item":
    case "space":
    case "strong":
      // None of these is a block of its own; were one to come, it would be shown all the same.
      return element("p", {}, ...renderInline([token], options));
  }
}

export function isShown({ type }: Token): boolean {
  return type !== "space" && type !== "def";
}

function renderBlocks(
  tokens: readonly Token[],
  options: InlineOptions,
  depth: number,
): readonly HTMLElement[] {
  return tokens.filter(isShown).map((token) => renderBlock(token as AnswerToken, options, depth + 1));
}

function renderQuote(quote: Tokens.Blockquote, options: InlineOptions, depth: number): HTMLElement {
  const alert = alertOf(quote);
  if (!alert) {
    return element("blockquote", directionOf(quote.text), ...renderBlocks(quote.tokens, options, depth));
  }
  const title = alertTitles[alert.kind]();
  return element(
    "div",
    { class: `md-alert md-alert-${alert.kind}`, role: "note", "aria-label": title },
    element("p", { class: "md-alert-title" }, icon(alertIcons[alert.kind]), title),
    ...renderBlocks(alert.tokens, options, depth),
  );
}

function renderFootnote({ label, tokens }: FootnoteToken, options: InlineOptions): HTMLElement {
  const back = iconButton("arrow-up", t("Back to the Text"), { "data-footnote-back": label });
  return element(
    "div",
    {
      class: "md-footnote",
      role: "note",
      "aria-label": t("Footnote {0}", label),
      "data-footnote-text": label,
    },
    element("span", { class: "md-footnote-label" }, label),
    element("p", {}, ...renderInline(tokens, options), " ", back),
  );
}

/** One level below: the page's own parts come first. */
function renderHeading({ depth, tokens }: Tokens.Heading, options: InlineOptions): HTMLElement {
  const names = ["h2", "h3", "h4", "h5", "h6"] as const;
  return element(names[depth - 1] ?? "h6", {}, ...renderInline(tokens, options));
}

function renderList(list: Tokens.List, options: InlineOptions, depth: number): HTMLElement {
  const direction = directionOf(list.items[0]?.text ?? "");
  const start = list.start === 1 || !list.ordered ? {} : { start: String(list.start) };
  const shown = element(list.ordered ? "ol" : "ul", { ...direction, ...start });
  const items = new ListItems(shown);
  list.items.forEach((item) => items.append(renderListItem(item, options, depth)));
  return shown;
}

export function renderListItem(item: Tokens.ListItem, options: InlineOptions, depth = 0): HTMLLIElement {
  const li = element("li", item.task ? { class: "md-task" } : {});
  item.tokens.forEach((token) => renderItemToken(li, token, options, depth));
  return li;
}

/** Adds what `token` shows to an item. */
export function renderItemToken(li: Element, token: Token, options: InlineOptions, depth: number): void {
  // In a list without blank lines the item's text stands by itself, not in a paragraph.
  if (token.type === "text" || token.type === "checkbox") {
    li.append(...renderInline([token], options));
  } else {
    li.append(...renderBlocks([token], options, depth));
  }
}

/** A table scrolls in its own box, so that a wide one does not widen the page. */
function renderTable(table: Tokens.Table, options: InlineOptions): HTMLElement {
  const head = element(
    "thead",
    {},
    element("tr", {}, ...table.header.map((cell) => renderCell(cell, options))),
  );
  const body = element(
    "tbody",
    {},
    ...table.rows.slice(0, MAX_ROWS).map((row) => renderTableRow(row, options)),
  );
  const frame = element(
    "div",
    { class: "md-table-frame" },
    element(
      "div",
      { class: "md-table", role: "group", "aria-label": t("Table"), tabindex: "0" },
      element("table", directionOf(table.header.map(({ text }) => text).join(" ")), head, body),
    ),
    iconButton("copy", t("Copy as CSV"), { "data-copy-csv": "" }),
  );
  tellMoreRows(frame, table.rows.length);
  return frame;
}

/** Says below a table how many of its rows are not shown. */
export function tellMoreRows(frame: Element, rows: number): void {
  const more = rows - MAX_ROWS;
  if (more <= 0) {
    return;
  }
  const words = t("{0} more rows. Copying the answer copies them too.", formatNumber(more));
  const note =
    frame.querySelector(":scope > .md-more") ?? frame.appendChild(element("p", { class: "md-more" }));
  note.textContent = words;
}

export function renderTableRow(
  cells: readonly Tokens.TableCell[],
  options: InlineOptions,
): HTMLTableRowElement {
  return element("tr", {}, ...cells.map((cell) => renderCell(cell, options)));
}

function renderCell(cell: Tokens.TableCell, options: InlineOptions): HTMLTableCellElement {
  return element(
    cell.header ? "th" : "td",
    cell.align ? { class: `md-align-${cell.align}` } : {},
    ...renderInline(cell.tokens, options),
  );
}
