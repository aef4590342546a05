import { getDefaults, Lexer, Tokenizer, type Links, type MarkedOptions, type Tokens } from "marked";
import {
  blockMath,
  footnoteDefinition,
  footnoteReference,
  inlineMath,
  sourceMark,
  startOfBlockMath,
  startOfInlineMath,
  startOfSourceMark,
  type AnswerToken,
} from "./extraTokens.ts";
import { isTimestamp } from "./timestamps.ts";

export type LinkDefinitions = Links;

/** Quotes, lists and emphasis in each other that are read; each further level would cost as much as the whole text. */
const MAX_NESTING = 60;

/** A time with one word behind it looks like a link's definition, and would vanish with that word. */
class AnswerTokenizer extends Tokenizer {
  #nesting = 0;

  override list(source: string): Tokens.List | undefined {
    return this.#nested(() => super.list(source));
  }

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.#nested(() => super.blockquote(source));
  }

  override def(source: string): Tokens.Def | undefined {
    const definition = super.def(source);
    return definition && isTimestamp(definition.tag) ? undefined : definition;
  }

  /** An equals sign in a line of its own is a part of the formula it stands in. */
  override lheading(source: string): Tokens.Heading | undefined {
    const heading = super.lheading(source);
    return heading && startOfBlockMath(heading.raw) !== undefined ? undefined : heading;
  }

  override emStrong(...from: Parameters<Tokenizer["emStrong"]>): Tokens.Em | Tokens.Strong | undefined {
    return this.#nested(() => super.emStrong(...from));
  }

  override del(...from: Parameters<Tokenizer["del"]>): Tokens.Del | undefined {
    return this.#nested(() => super.del(...from));
  }

  /** What lies deeper than anybody reads stays text. */
  #nested<T>(read: () => T | undefined): T | undefined {
    if (this.#nesting >= MAX_NESTING) {
      return undefined;
    }
    this.#nesting += 1;
    try {
      return read();
    } finally {
      this.#nesting -= 1;
    }
  }
}

function extensions(open: boolean): NonNullable<MarkedOptions["extensions"]> {
  return {
    renderers: {},
    childTokens: {},
    block: [blockMath(open), footnoteDefinition],
    startBlock: [startOfBlockMath],
    inline: [inlineMath, footnoteReference, sourceMark],
    startInline: [startOfInlineMath, startOfSourceMark],
  };
}
const ofWhole = extensions(false);
const ofBeginning = extensions(true);

/**
 * Markdown to top-level tokens, never to HTML. `known` are link definitions of the text before; with `isOpen` more text
 * will follow.
 * The source's line ends must be `\n` alone, or offsets computed from `raw` are off.
 */
export function lex(
  source: string,
  known: LinkDefinitions = {},
  { isOpen = false } = {},
): readonly AnswerToken[] {
  const lexer = new Lexer({
    ...getDefaults(),
    tokenizer: new AnswerTokenizer(),
    extensions: isOpen ? ofBeginning : ofWhole,
  });
  Object.assign(lexer.tokens.links, known);
  try {
    // Tokens of other types come only from extensions of marked, and no others are installed.
    return lexer.lex(source) as readonly AnswerToken[];
  } catch (error) {
    // Thousands of nested quotes exhaust the stack; such text is shown as it was written.
    if (!(error instanceof RangeError)) {
      throw error;
    }
    return [{ type: "text", raw: source, text: source }];
  }
}

/** True for blocks that show something; blank lines and link definitions do not. */
export function isVisible(token: AnswerToken): boolean {
  return token.type !== "space" && token.type !== "def";
}
