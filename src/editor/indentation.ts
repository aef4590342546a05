/** Where streamed text goes, and how that document is laid out. */
export interface Layout {
  /** What stands on the line before the place. */
  readonly before: string;
  /** What stands on the line after the place. */
  readonly after: string;
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  readonly eol: "\n" | "\r\n";
}

/**
 * Fits streamed text to its place: its own indentation goes, every line but the first gets that of the target line,
 * tabs or spaces and line breaks become the document's. Blank lines at either end go, unless the text stands within a
 * line. The output does not depend on how the text was cut.
 */
export class Reindenter {
  readonly #layout: Layout;
  readonly #indentation: string;
  readonly #withinLine: boolean;
  readonly #beforeText: boolean;
  /** Columns by which the text itself is indented: those of its first line. */
  #base: number | undefined;
  /** Columns that make one level in the text itself, once a line has shown it. */
  #unit: number | undefined;
  /** Line breaks and blank columns that are written only if text follows. */
  #lineBreaks = 0;
  #leading = "";
  #lineStart = true;
  #afterReturn = false;
  #started = false;
  #multiline = false;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#indentation = /^[ \t]*/.exec(layout.before)?.[0] ?? "";
    this.#withinLine = layout.before.length > this.#indentation.length;
    this.#beforeText = layout.after.trim() !== "";
    this.#base = this.#withinLine ? 0 : undefined;
  }

  push(chunk: string): string {
    let text = "";
    for (const [piece] of chunk.matchAll(/\r\n|\r|\n|[^\r\n]+/g)) {
      if (piece === "\n" && this.#afterReturn) {
        this.#afterReturn = false;
        continue;
      }
      this.#afterReturn = piece === "\r";
      if (/^[\r\n]/.test(piece)) {
        this.#lineBreaks += 1;
        this.#leading = "";
        this.#lineStart = true;
      } else {
        text += this.#lineStart ? this.#startLine(piece) : piece;
      }
    }
    return text;
  }

  end(): string {
    // Code on lines of its own must not run into the text that stood behind the cursor.
    const needsBreak = this.#multiline && !this.#withinLine && !this.#lineStart;
    const lineBreaks = needsBreak ? 1 : this.#lineBreaks;
    const keep = this.#beforeText && this.#started && lineBreaks > 0;
    return keep ? this.#layout.eol.repeat(lineBreaks) + this.#indentation : "";
  }

  #startLine(piece: string): string {
    const blank = /^[ \t]*/.exec(piece)?.[0] ?? "";
    this.#leading += blank;
    if (blank.length === piece.length) {
      return "";
    }
    const text = this.#place(this.#leading) + piece.slice(blank.length);
    this.#leading = "";
    this.#lineBreaks = 0;
    this.#lineStart = false;
    this.#started = true;
    return text;
  }

  /** What goes before the first character of a line. */
  #place(leading: string): string {
    this.#base ??= this.#columns(leading);
    if (!this.#started && (this.#lineBreaks === 0 || !this.#withinLine)) {
      return this.#withinLine ? leading : "";
    }
    this.#multiline = true;
    return this.#layout.eol.repeat(this.#lineBreaks) + this.#indentation + this.#render(leading);
  }

  /** The indentation of a line, relative to the first, as the document writes it. */
  #render(leading: string): string {
    const { insertSpaces, tabSize } = this.#layout;
    const columns = Math.max(0, this.#columns(leading) - (this.#base ?? 0));
    if (insertSpaces) {
      return " ".repeat(columns);
    }
    if (!leading.includes("\t") && columns >= 2 && columns <= 8) {
      this.#unit ??= columns % tabSize === 0 ? tabSize : columns;
    }
    const unit = leading.includes("\t") ? tabSize : (this.#unit ?? tabSize);
    return "\t".repeat(Math.floor(columns / unit)) + " ".repeat(columns % unit);
  }

  #columns(leading: string): number {
    const { tabSize } = this.#layout;
    let columns = 0;
    for (const character of leading) {
      columns += character === "\t" ? tabSize - (columns % tabSize) : 1;
    }
    return columns;
  }
}
