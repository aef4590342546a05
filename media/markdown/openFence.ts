import type { Tokens } from "marked";
import { lex } from "./lex.ts";

const opening = /^(`{3,}(?=[^`\n]*\n)|~{3,})([^\n]*)\n/;

/** A fence being written: its lines are looked at once, however long it grows. */
export class OpenFence {
  readonly #info: string;
  readonly #closing: RegExp;
  readonly #beginsLikeClosing: RegExp;
  readonly #start: number;
  #scanned: number;

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

  /** Where the text after the closing line begins; undefined while the fence is open. */
  findEnd(source: string): number | undefined {
    for (;;) {
      const lineEnd = source.indexOf("\n", this.#scanned);
      if (lineEnd < 0) {
        return undefined;
      }
      const line = source.slice(this.#scanned, lineEnd);
      this.#scanned = lineEnd + 1;
      if (this.#closing.test(line)) {
        return this.#scanned;
      }
    }
  }

  /** The code of the fence when `source` is all of it, with its closing line or without. */
  closed(source: string): Tokens.Code {
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

  /** The code so far, always a beginning of what it will be: no line end or closing fence half written. */
  token(source: string): Tokens.Code {
    const unfinished = source.slice(this.#scanned);
    const end = this.#beginsLikeClosing.test(unfinished) ? this.#scanned - 1 : source.length;
    return { type: "code", raw: source, lang: this.#info, text: source.slice(this.#start, end) };
  }
}
