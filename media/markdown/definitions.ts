import type { Token, Tokens } from "marked";
import { footnoteKey, type FootnoteToken } from "./extraTokens.ts";
import type { LinkDefinitions } from "./lex.ts";

/** Adds what `tokens` define, wherever in them; what was defined before stays. True when there was something new. */
export function define(definitions: LinkDefinitions, tokens: readonly Token[]): boolean {
  let isNew = false;
  const add = (name: string, definition: LinkDefinitions[string]) => {
    isNew ||= !Object.hasOwn(definitions, name);
    definitions[name] ??= definition;
  };
  for (const token of tokens) {
    if (token.type === "def") {
      const { tag, href, title } = token as Tokens.Def;
      add(tag, { href, title });
    } else if (token.type === "footnote") {
      add(footnoteKey((token as FootnoteToken).label), { href: "", title: null });
    } else {
      const inner = token.type === "list" ? (token as Tokens.List).items : blocksIn(token);
      isNew = define(definitions, inner) || isNew;
    }
  }
  return isNew;
}

function blocksIn(token: Token): readonly Token[] {
  return token.type === "blockquote" || token.type === "list_item" ? (token as Tokens.Blockquote).tokens : [];
}
