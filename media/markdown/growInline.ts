import type { Token } from "marked";
import { decodeEntities } from "./entities.ts";
import type { AnswerToken } from "./extraTokens.ts";
import { asWritten, type InlineOptions, renderInline } from "./renderInline.ts";
import { sameToken } from "./sameToken.ts";
import { renderTimestamps } from "./timestamps.ts";

/**
 * Brings the words of an open block up to date. The nodes of what has not changed stay, and a run of text goes on in its own
 * node, so that what somebody has selected in it stays selected. False when `parent` shows something else than `before`.
 */
export function growInline(
  parent: Element,
  before: readonly Token[],
  after: readonly Token[],
  options: InlineOptions,
): boolean {
  const [from, to] = [spread(before), spread(after)];
  const counts = from.map((token) => nodeCount(token, options));
  const { childNodes } = parent;
  if (childNodes.length !== sum(counts)) {
    return false;
  }
  const changed = from.findIndex((token, index) => !sameToken(token, to[index]));
  const same = changed < 0 ? from.length : changed;
  const kept = sum(counts.slice(0, same));
  const [node, last, next] = [childNodes[kept], from[same], to[same]];
  const grown = node && last && next && growToken(node, last, next, options) ? 1 : 0;
  for (let surplus = childNodes.length - kept - grown; surplus > 0; surplus -= 1) {
    parent.lastChild?.remove();
  }
  parent.append(...renderInline(to.slice(same + grown), options));
  return true;
}

/** Text that was read into tokens has no node of its own. */
function spread(tokens: readonly Token[]): readonly AnswerToken[] {
  return (tokens as readonly AnswerToken[]).flatMap((token) =>
    token.type === "text" && token.tokens ? spread(token.tokens) : [token],
  );
}

/** How many nodes a token is shown as. */
function nodeCount(token: AnswerToken, { timestamps }: InlineOptions): number {
  const hasTimes = timestamps && token.type === "text" && token.text.includes("[");
  return hasTimes ? renderTimestamps(decodeEntities(token.text)).length : 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** True when `node`, which shows `before`, shows `after` now. */
function growToken(node: Node, before: AnswerToken, after: AnswerToken, options: InlineOptions): boolean {
  if (before.type === "text" && after.type === "text") {
    return (
      nodeCount(before, options) === 1 &&
      nodeCount(after, options) === 1 &&
      growText(node, decodeEntities(before.text), decodeEntities(after.text))
    );
  }
  if (before.type === "codespan" && after.type === "codespan") {
    return growText(node.firstChild, asWritten(before.text, options), asWritten(after.text, options));
  }
  const isMark = before.type === "strong" || before.type === "em" || before.type === "del";
  return (
    isMark &&
    before.type === after.type &&
    node instanceof Element &&
    growInline(node, before.tokens, after.tokens, options)
  );
}

function growText(node: Node | null, before: string, after: string): boolean {
  if (!(node instanceof Text) || node.data !== before || !after.startsWith(before)) {
    return false;
  }
  node.appendData(after.slice(before.length));
  return true;
}
