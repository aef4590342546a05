import type { Tokens } from "marked";
import { lex } from "./lex.ts";

const opening = /^(`{3,}(?=[^`\n]*\n)|~{3,})([^\n]*)\n/;

/**
 * UTF-16 units of a long fence that are kept at hand: to add a piece to a text is to copy all of it. More than one piece has,
 * so that what was told of the fence is never told of it again as the same.
 */
const AT_HAND = 32_000;

/**
 * A fence being written: its lines are looked at once, however long it grows. What it is asked about is the `rest` of its
 * source, behind all that was set aside.
 */
export class OpenFence {
  readonly #info: string;
  readonly #closing: RegExp;
  readonly #beginsLikeClosing: RegExp;
  /** Where its code begins, and how far its lines have been looked at. */
  readonly #start: number;
  #scanned: number;
  #setAside = "";

  /** The fence that `source` begins with, if it does and its first line is complete. */
  static at(source: string): OpenFence | undefined {
    const match = opening.exec(source);
    return match ? new OpenFence(match[1] ?? "", (match[2] ?? "").trim(), match[0].length) : undefined;
  }

  private constructor(fence: string, info: string, start: number) {
    this.#info = info;
    this.#closing = new RegExp(`^ {0,3}${fence}${fence.charAt(0)}* *$`);
    this.#beginsLikeClosing = new RegExp(`^ {0,3}${fence.charAt(0)}* *$`);
    this.#start = start;
    this.#scanned = start;
  }

  /** Where in `rest` the text after the closing line begins; undefined while the fence is open. */
  findEnd(rest: string): number | undefined {
    const { length } = this.#setAside;
    for (;;) {
      const from = this.#scanned - length;
      const lineEnd = rest.indexOf("\n", from);
      if (lineEnd < 0) {
        return undefined;
      }
      this.#scanned = length + lineEnd + 1;
      if (this.#closing.test(rest.slice(from, lineEnd))) {
        return lineEnd + 1;
      }
    }
  }

  /** Sets aside the lines that a long `rest` begins with, of which `open` has told; what is returned is the rest from now on. */
  setAside(rest: string): string {
    // The last line end may turn out to be the one before the closing line.
    const end = Math.min(rest.length - AT_HAND, this.#scanned - 1 - this.#setAside.length);
    if (end < AT_HAND) {
      return rest;
    }
    this.#setAside += rest.slice(0, end);
    return rest.slice(end);
  }

  /** The code of the fence when `rest` is the last of it, with its closing line or without. */
  closed(rest: string): Tokens.Code {
    const source = this.#setAside + rest;
    const lastLine = source.lastIndexOf("\n", source.length - 2) + 1;
    const isClosed = lastLine >= this.#start && this.#closing.test(source.slice(lastLine).replace("\n", ""));
    const code = source.slice(this.#start, isClosed ? lastLine : undefined);
    // Line ends at the end of the code are lines of it, all but the one before the closing line.
    const text = code.endsWith("\n") ? code.slice(0, -1) : code;
    const isBlankAtEnd = code !== "" && (text === "" || text.endsWith("\n"));
    const [opened] = lex(source.slice(0, this.#start));
    return {
      type: "code",
      raw: source,
      lang: (opened?.type === "code" ? opened.lang : undefined) ?? this.#info,
      text: isBlankAtEnd ? `${text}\n` : text,
    };
  }

  /**
   * The code so far, always a beginning of what it will be: no line end or closing fence half written. Of a long one its end,
   * and `settled` is how many characters of code are before that.
   */
  open(rest: string): { readonly token: Tokens.Code; readonly settled: number } {
    const { length } = this.#setAside;
    const unfinished = rest.slice(this.#scanned - length);
    const end = this.#beginsLikeClosing.test(unfinished) ? this.#scanned - 1 - length : rest.length;
    const text = rest.slice(Math.max(0, this.#start - length), end);
    return {
      token: { type: "code", raw: rest, lang: this.#info, text },
      settled: Math.max(0, length - this.#start),
    };
  }
}
