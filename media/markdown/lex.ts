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
import { trimItems } from "./trimItems.ts";

export type LinkDefinitions = Links;

/** Quotes and lists in each other that are read; each further level would cost as much as the whole text. */
const MAX_NESTING = 30;
/** UTF-16 units of lists within others that are read, those of each level for itself. */
const MAX_NESTED = 150_000;
/** UTF-16 units that are searched for the ends of all marks in a run of text; what begins after that stays text. */
const MAX_SEARCHED = 1_500_000;
/** UTF-16 units of a heading that is told by its underline. */
const MAX_HEADING = 2_000;
/** The same for emphasis, of which each mark may be looked at on each level. */
const MAX_EMPHASIS = 20;

/** How a list begins. */
const item = /^ {0,3}(?:[*+-]|\d{1,9}[.)])/;
const underline = /\n {0,3}(?:=+|-+)[ \t]*(?:\n|$)/;

/** A time with one word behind it looks like a link's definition, and would vanish with that word. */
class AnswerTokenizer extends Tokenizer {
  #nesting = 0;
  #nested = 0;
  #emphasis = 0;
  /** The run of text whose marks are read, and how much was searched for their ends. */
  #line = "";
  #searched = 0;

  override list(source: string): Tokens.List | undefined {
    if (!item.test(source)) {
      return undefined;
    }
    this.#nested += this.#nesting > 0 ? source.length : 0;
    return this.#nested > MAX_NESTED ? undefined : this.#inside(() => super.list(source));
  }

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.#inside(() => super.blockquote(source));
  }

  override def(source: string): Tokens.Def | undefined {
    const definition = super.def(source);
    return definition && isTimestamp(definition.tag) ? undefined : definition;
  }

  /** An equals sign in a line of its own is a part of the formula it stands in. */
  override lheading(source: string): Tokens.Heading | undefined {
    // Its underline would be looked for up to the end of the text, from every line.
    const text = source.slice(0, MAX_HEADING);
    const heading = underline.test(text) ? super.lheading(text) : undefined;
    const isCut = heading?.raw.length === MAX_HEADING;
    return heading && (isCut || startOfBlockMath(heading.raw) !== undefined) ? undefined : heading;
  }

  override emStrong(...from: Parameters<Tokenizer["emStrong"]>): Tokens.Em | Tokens.Strong | undefined {
    return this.#emphasised(from, () => super.emStrong(...from));
  }

  override del(...from: Parameters<Tokenizer["del"]>): Tokens.Del | undefined {
    return this.#emphasised(from, () => super.del(...from));
  }

  #emphasised<T>(
    [source, line]: Parameters<Tokenizer["emStrong"]>,
    read: () => T | undefined,
  ): T | undefined {
    if (this.#emphasis === 0 && this.#line !== line) {
      this.#line = line;
      this.#searched = 0;
    }
    if (!/^[*_~]/.test(source)) {
      return undefined;
    }
    this.#searched += source.length;
    if (this.#emphasis >= MAX_EMPHASIS || this.#searched > MAX_SEARCHED) {
      return undefined;
    }
    this.#emphasis += 1;
    try {
      return read();
    } finally {
      this.#emphasis -= 1;
    }
  }

  /** What lies deeper than anybody reads stays text. */
  #inside<T>(read: () => T | undefined): T | undefined {
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
  // Tokens of other types come only from extensions of marked, and no others are installed.
  const tokens = lexer.lex(source) as readonly AnswerToken[];
  trimItems(tokens);
  return tokens;
}

/** True for blocks that show something; blank lines and link definitions do not. */
export function isVisible(token: AnswerToken): boolean {
  return token.type !== "space" && token.type !== "def";
}
