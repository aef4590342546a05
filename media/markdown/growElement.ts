import type { Token, Tokens } from "marked";
import { CodeWriter } from "../code/codeWriter.ts";
import { alertOf } from "./alerts.ts";
import type { OpenBlock } from "./blockStream.ts";
import { childrenOf, type ChildList } from "./childList.ts";
import { directionOf } from "./direction.ts";
import type { AnswerToken } from "./extraTokens.ts";
import { growInline } from "./growInline.ts";
import { ListItems } from "./listItems.ts";
import {
  isShown,
  MAX_ROWS,
  renderBlock,
  renderItemToken,
  renderListItem,
  renderTableRow,
  tellMoreRows,
} from "./renderBlock.ts";
import { asWritten, type InlineOptions } from "./renderInline.ts";
import { sameToken } from "./sameToken.ts";

/**
 * Brings the element of an open block up to date and touches only what has changed in it; children that were settled
 * are not even looked at. False when that cannot be done and the element has to be made anew.
 */
export function growElement(
  block: Element,
  before: OpenBlock,
  after: OpenBlock,
  options: InlineOptions,
): boolean {
  const [from, to] = [before.token, after.token];
  if (from.type === "code" && to.type === "code") {
    return growCode(block, { ...from, missing: before.settled }, { ...to, missing: after.settled }, options);
  }
  return grow(block, from, to, { options, settled: before.settled, depth: 0 });
}

interface Growth {
  readonly options: InlineOptions;
  /** Children that are known to be the same. */
  readonly settled: number;
  readonly depth: number;
}

function grow(block: Element, from: AnswerToken, to: AnswerToken, growth: Growth): boolean {
  if (from.type === "code" && to.type === "code") {
    return growCode(block, { ...from, missing: 0 }, { ...to, missing: 0 }, growth.options);
  }
  if (from.type === "list" && to.type === "list") {
    return growList(block, from, to, growth);
  }
  if (from.type === "table" && to.type === "table") {
    return growTable(block, from, to, growth);
  }
  if (from.type === "paragraph" && to.type === "paragraph") {
    return growInline(block, from.tokens, to.tokens, growth.options);
  }
  if (from.type === "heading" && to.type === "heading") {
    return from.depth === to.depth && growInline(block, from.tokens, to.tokens, growth.options);
  }
  return from.type === "blockquote" && to.type === "blockquote" && growQuote(block, from, to, growth);
}

/** Code of which so many characters are missing at the beginning of `text`. */
interface CodeEnd extends Tokens.Code {
  readonly missing: number;
}

function growCode(block: Element, from: CodeEnd, to: CodeEnd, options: InlineOptions): boolean {
  const code = block.querySelector("code");
  const text = asWritten(to.text, options);
  if (!code || from.lang !== to.lang) {
    return false;
  }
  // All of the code may be another than the one of which an end was told.
  const shown = to.missing < from.missing ? code.textContent : from.text.slice(to.missing - from.missing);
  if (!text.startsWith(shown)) {
    return false;
  }
  const writer = new CodeWriter(code);
  writer.write(text.slice(shown.length));
  if (writer.isLong) {
    block.classList.add("code-long");
  }
  return true;
}

function growList(block: Element, from: Tokens.List, to: Tokens.List, growth: Growth): boolean {
  const isSameList =
    from.loose === to.loose &&
    from.start === to.start &&
    directionOf(from.items[0]?.text ?? "").dir === directionOf(to.items[0]?.text ?? "").dir;
  const inner = { ...growth, settled: 0, depth: growth.depth + 1 };
  return (
    isSameList &&
    growChildren(new ListItems(block), from.items, to.items, {
      settled: growth.settled,
      grow: (child, before, after) => growItem(child, before, after, inner),
      render: (item) => renderListItem(item, growth.options, growth.depth),
    })
  );
}

function growTable(block: Element, from: Tokens.Table, to: Tokens.Table, growth: Growth): boolean {
  const body = block.querySelector("tbody");
  if (!body || !sameToken(from.header, to.header)) {
    return false;
  }
  tellMoreRows(block, to.rows.length);
  return growChildren(childrenOf(body), from.rows.slice(0, MAX_ROWS), to.rows.slice(0, MAX_ROWS), {
    settled: Math.min(growth.settled, MAX_ROWS),
    grow: () => false,
    render: (row) => renderTableRow(row, growth.options),
  });
}

function growQuote(block: Element, from: Tokens.Blockquote, to: Tokens.Blockquote, growth: Growth): boolean {
  const inner = { ...growth, settled: 0, depth: growth.depth + 1 };
  return (
    !alertOf(from) &&
    !alertOf(to) &&
    directionOf(from.text).dir === directionOf(to.text).dir &&
    growChildren(childrenOf(block), from.tokens.filter(isShown), to.tokens.filter(isShown), {
      settled: 0,
      grow: (child, before, after) => grow(child, before as AnswerToken, after as AnswerToken, inner),
      render: (token) => renderBlock(token as AnswerToken, growth.options, inner.depth),
    })
  );
}

/** All that an item began with stays; its words or its last block grow, and others follow. */
function growItem(li: Element, from: Tokens.ListItem, to: Tokens.ListItem, growth: Growth): boolean {
  const [before, after] = [from.tokens.filter(isShown), to.tokens.filter(isShown)];
  if (from.task !== to.task || before.length === 0) {
    return false;
  }
  return before.every(isInline)
    ? growWords(li, before, after, growth)
    : growLastBlock(li, before, after, growth);
}

function growWords(
  li: Element,
  before: readonly Token[],
  after: readonly Token[],
  { options, depth }: Growth,
): boolean {
  const firstBlock = after.findIndex((token) => !isInline(token));
  const words = after.slice(0, firstBlock < 0 ? undefined : firstBlock);
  if (!growInline(li, before, words, options)) {
    return false;
  }
  after.slice(words.length).forEach((token) => renderItemToken(li, token, options, depth - 1));
  return true;
}

function growLastBlock(
  li: Element,
  before: readonly Token[],
  after: readonly Token[],
  growth: Growth,
): boolean {
  const last = before.length - 1;
  if (after.length < before.length) {
    return false;
  }
  if (!sameToken(before.slice(0, last), after.slice(0, last))) {
    return false;
  }
  const [lastBefore, lastAfter] = [before[last], after[last]];
  if (lastBefore && lastAfter && !sameToken(lastBefore, lastAfter)) {
    const block = li.lastElementChild;
    if (!block || isInline(lastBefore) || isInline(lastAfter)) {
      return false;
    }
    if (!grow(block, lastBefore as AnswerToken, lastAfter as AnswerToken, growth)) {
      block.replaceWith(renderBlock(lastAfter as AnswerToken, growth.options, growth.depth));
    }
  }
  for (const token of after.slice(before.length)) {
    renderItemToken(li, token, growth.options, growth.depth - 1);
  }
  return true;
}

function isInline({ type }: Token): boolean {
  return type === "text" || type === "checkbox";
}

interface Children<T> {
  readonly settled: number;
  readonly grow: (child: Element, before: T, after: T) => boolean;
  readonly render: (item: T) => Element;
}

function growChildren<T>(
  children: ChildList,
  from: readonly T[],
  to: readonly T[],
  { settled, grow, render }: Children<T>,
): boolean {
  if (children.length !== from.length || to.length < settled) {
    return false;
  }
  for (let index = settled; index < to.length; index += 1) {
    const [before, after] = [from[index], to[index]];
    const child = index < from.length ? children.at(index) : undefined;
    if (after === undefined || (child && sameToken(before, after))) {
      continue;
    }
    if (!child) {
      children.append(render(after));
    } else if (before === undefined || !grow(child, before, after)) {
      child.replaceWith(render(after));
    }
  }
  for (let surplus = from.length - to.length; surplus > 0; surplus -= 1) {
    children.removeLast();
  }
  return true;
}
