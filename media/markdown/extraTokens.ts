import type { MarkedToken, Token, TokenizerExtensionFunction } from "marked";
import { markAt } from "./sourceMarks.ts";

/** A formula. Of `open` ones the end has not been written yet. */
export interface MathToken {
  readonly type: "math";
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
  readonly open: boolean;
}

/** What a footnote says: `[^1]: words`. */
export interface FootnoteToken {
  readonly type: "footnote";
  readonly raw: string;
  readonly label: string;
  readonly tokens: Token[];
}

/** The place that a footnote belongs to: `[^1]`. */
export interface FootnoteReference {
  readonly type: "footnoteReference";
  readonly raw: string;
  readonly label: string;
}

/** A place that sources stand behind; their numbers count from one. */
export interface SourceMarkToken {
  readonly type: "sourceMark";
  readonly raw: string;
  readonly numbers: readonly number[];
}

/** What the text is made of: Markdown's own tokens, and those that answers use besides. */
export type AnswerToken = MarkedToken | MathToken | FootnoteToken | FootnoteReference | SourceMarkToken;

/** In the table of link definitions, where no link finds it: a footnote's name begins with a circumflex. */
export function footnoteKey(label: string): string {
  return `^${label.toLowerCase()}`;
}

/** Longer than any formula, in characters: no further is its end looked for. */
const MAX_MATH = 4_000;

const blankLine = /\n[ \t]*\n/;
const blockBeginning = /^ {0,3}(\$\$|\\\[)/;
const closings: Readonly<Record<string, string>> = { $$: "$$", "\\[": "\\]", "\\(": "\\)" };

/** Formulas in lines of their own. With `open` also one whose end is still to come, where the text itself ends. */
export function blockMath(open: boolean): TokenizerExtensionFunction {
  return function (source, tokens): MathToken | undefined {
    const [beginning = "", sign = ""] = blockBeginning.exec(source) ?? [];
    if (sign === "") {
      return undefined;
    }
    const text = source.slice(0, MAX_MATH);
    const end = text.indexOf(closings[sign] ?? "", beginning.length);
    const tex = text.slice(beginning.length, end < 0 ? undefined : end);
    if (blankLine.test(tex)) {
      return undefined;
    }
    if (end < 0) {
      return open && tokens === this.lexer.tokens && source.length < MAX_MATH
        ? mathToken(source, tex, { display: true, open: true })
        : undefined;
    }
    const lineEnd = /^[ \t]*(?:\n|$)/.exec(text.slice(end + sign.length))?.[0];
    return lineEnd === undefined || tex.trim() === ""
      ? undefined
      : mathToken(text.slice(0, end + sign.length) + lineEnd, tex, { display: true, open: false });
  };
}

function mathToken(raw: string, tex: string, form: Pick<MathToken, "display" | "open">): MathToken {
  return { type: "math", raw, tex: tex.trim(), ...form };
}

/** Where a formula cuts the paragraph that `source` begins with. */
export function startOfBlockMath(source: string): number | undefined {
  if (!source.includes("$$") && !source.includes("\\[")) {
    return undefined;
  }
  const found = paragraphEnd.exec(source);
  return found && !found[0].endsWith("\n") ? found.index + 1 : undefined;
}

/** A blank line, or the beginning of a formula. */
const paragraphEnd = /\n(?:[ \t]*\n| {0,3}(?:\$\$|\\\[))/;

/** An amount of money is no formula: no space inside of the signs, and no digit behind them. */
const dollars = /^\$(?=[^\s$])(?:\\.|[^\\$\n])*?(?:\\.|[^\\$\s])\$(?![\d$])/;

export function inlineMath(source: string): MathToken | undefined {
  if (source.startsWith("$") && !source.startsWith("$$")) {
    const raw = dollars.exec(source.slice(0, MAX_MATH))?.[0];
    return raw === undefined ? undefined : mathToken(raw, raw.slice(1, -1), { display: false, open: false });
  }
  const sign = source.slice(0, 2);
  const closing = closings[sign];
  if (closing === undefined) {
    return undefined;
  }
  const end = source.slice(0, MAX_MATH).indexOf(closing, 2);
  const tex = source.slice(2, Math.max(2, end));
  return tex.trim() === "" || blankLine.test(tex)
    ? undefined
    : mathToken(source.slice(0, end + 2), tex, { display: sign !== "\\(", open: false });
}

export function startOfInlineMath(source: string): number | undefined {
  const index = source.indexOf("$");
  return index < 0 ? undefined : index;
}

export function sourceMark(source: string): SourceMarkToken | undefined {
  const found = markAt(source);
  return found && { type: "sourceMark", ...found };
}

export function startOfSourceMark(source: string): number | undefined {
  const index = source.indexOf("⸨");
  return index < 0 ? undefined : index;
}

const footnote = /^\[\^([^\]\s]{1,64})\]:[ \t]*([^\n]+(?:\n(?![ \t]*\n|\[\^[^\]\s]+\]:)[^\n]+)*)(?:\n|$)/;

export const footnoteDefinition: TokenizerExtensionFunction = function (source): FootnoteToken | undefined {
  const [raw, label, words] = footnote.exec(source) ?? [];
  if (raw === undefined || label === undefined || words === undefined) {
    return undefined;
  }
  this.lexer.tokens.links[footnoteKey(label)] ??= { href: "", title: null };
  const token: FootnoteToken = { type: "footnote", raw, label, tokens: [] };
  this.lexer.inline(words.replace(/\n[ \t]+/g, "\n"), token.tokens);
  return token;
};

/** A reference to a footnote that there is; any other is what was written. */
export const footnoteReference: TokenizerExtensionFunction = function (
  source,
): FootnoteReference | undefined {
  const [raw, label] = source.startsWith("[^") ? (/^\[\^([^\]\s]{1,64})\]/.exec(source) ?? []) : [];
  return raw !== undefined &&
    label !== undefined &&
    Object.hasOwn(this.lexer.tokens.links, footnoteKey(label))
    ? { type: "footnoteReference", raw, label }
    : undefined;
};
