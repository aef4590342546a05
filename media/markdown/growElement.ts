import type { Tokens } from "marked";
import { CodeWriter } from "../code/codeWriter.ts";
import type { OpenBlock } from "./blockStream.ts";
import { MAX_ROWS, renderListItem, renderTableRow, tellMoreRows } from "./renderBlock.ts";
import type { InlineOptions } from "./renderInline.ts";

/**
 * Brings the element of an open block up to date without touching its settled children.
 * False when that cannot be done and the element has to be made anew.
 */
export function growElement(
  block: Element,
  before: OpenBlock,
  after: OpenBlock,
  options: InlineOptions,
): boolean {
  const [from, to] = [before.token, after.token];
  if (from.type === "code" && to.type === "code") {
    return growCode(block, from, to, before.settled);
  }
  if (from.type === "list" && to.type === "list" && from.loose === to.loose && from.start === to.start) {
    return growChildren(block, before.settled, to.items, (item) => renderListItem(item, options));
  }
  const body = block.querySelector("tbody");
  if (from.type === "table" && to.type === "table" && body) {
    tellMoreRows(block, to.rows.length);
    const shown = to.rows.slice(0, MAX_ROWS);
    return growChildren(body, Math.min(before.settled, MAX_ROWS), shown, (row) =>
      renderTableRow(row, options),
    );
  }
  return false;
}

function growCode(block: Element, from: Tokens.Code, to: Tokens.Code, settled: number): boolean {
  const code = block.querySelector("code");
  if (!code || from.lang !== to.lang || settled !== from.text.length || to.text.length < settled) {
    return false;
  }
  new CodeWriter(code).write(to.text.slice(settled));
  return true;
}

function growChildren<T>(
  parent: Element,
  settled: number,
  items: readonly T[],
  render: (item: T) => Element,
): boolean {
  if (settled === 0 || items.length < settled) {
    return false;
  }
  while (parent.children.length > settled) {
    parent.lastElementChild?.remove();
  }
  parent.append(...items.slice(settled).map(render));
  return true;
}
