import { getDefaults, Lexer, Tokenizer, type Links, type MarkedToken, type Tokens } from "marked";
import { isTimestamp } from "./timestamps.ts";

export type LinkDefinitions = Links;

/** A time with one word behind it looks like a link's definition, and would vanish with that word. */
class TimeKeepingTokenizer extends Tokenizer {
  override def(source: string): Tokens.Def | undefined {
    const definition = super.def(source);
    return definition && isTimestamp(definition.tag) ? undefined : definition;
  }
}

/**
 * Markdown to top-level tokens, never to HTML. `known` are link definitions of the text before.
 * The source's line ends must be `\n` alone, or offsets computed from `raw` are off.
 */
export function lex(source: string, known: LinkDefinitions = {}): readonly MarkedToken[] {
  const lexer = new Lexer({ ...getDefaults(), tokenizer: new TimeKeepingTokenizer() });
  Object.assign(lexer.tokens.links, known);
  try {
    // Tokens of other types come only from extensions of marked, and none is installed.
    return lexer.lex(source) as readonly MarkedToken[];
  } catch (error) {
    // Thousands of nested quotes exhaust the stack; such text is shown as it was written.
    if (!(error instanceof RangeError)) {
      throw error;
    }
    return [{ type: "text", raw: source, text: source }];
  }
}

/** True for blocks that show something; blank lines and link definitions do not. */
export function isVisible(token: MarkedToken): boolean {
  return token.type !== "space" && token.type !== "def";
}
