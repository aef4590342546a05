/** Longest prose, in UTF-16 units, that is held back because a fence may still follow it. */
const LONGEST_PREFACE = 1024;

/** Here an answer's words are the text itself, so prose around a fence is kept and only a wrapping fence goes. */
const PROSE_LANGUAGES: ReadonlySet<string> = new Set([
  "asciidoc",
  "bibtex",
  "git-commit",
  "latex",
  "plaintext",
  "restructuredtext",
  "scminput",
  "tex",
]);
const MARKDOWN_LANGUAGES: ReadonlySet<string> = new Set(["markdown", "mdx", "quarto", "rmd"]);
const MARKDOWN_INFO = /^(markdown|md|mdx|qmd|rmd)\b/i;

interface Fence {
  readonly indentation: string;
  readonly marker: string;
  readonly length: number;
  readonly info: string;
}

/**
 * Takes a model's answer as it streams and lets only the code through: the inside of the first fenced block, without
 * the prose around it, or the whole text when it is not fenced. The output does not depend on how the answer was cut.
 */
export class FenceStripper {
  readonly #markdown: boolean;
  readonly #prose: boolean;
  #state: "deciding" | "inside" | "passing" | "after" = "deciding";
  /** Text that came and is not decided yet. */
  #held = "";
  /** Where the first undecided line starts in `#held`, while deciding. */
  #lineStart = 0;
  /** The block's fence, and the fences opened inside it. */
  #fences: Fence[] = [];
  /** The line break after the last line let through; it belongs to the code only if more code follows. */
  #lineBreak = "";
  /** The beginning of the current line is already through, so it can be no fence. */
  #midLine = false;

  constructor(languageId: string) {
    this.#markdown = MARKDOWN_LANGUAGES.has(languageId);
    this.#prose = this.#markdown || PROSE_LANGUAGES.has(languageId);
  }

  /** Returns what is certain to be code by now. */
  push(chunk: string): string {
    switch (this.#state) {
      case "passing":
        return chunk;
      case "after":
        return "";
      case "deciding":
        this.#held += chunk;
        return this.#decide();
      case "inside":
        this.#held += chunk;
        return this.#readLines();
    }
  }

  /** Returns what was held back and turns out to be code. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    if (this.#state === "deciding") {
      return this.#opens(parseFence(rest.slice(this.#lineStart))) ? "" : rest;
    }
    if (this.#state !== "inside" || rest === "" || (!this.#midLine && this.#isClosing(rest))) {
      return "";
    }
    return this.#lineBreak + (this.#midLine ? rest : this.#withoutFenceIndentation(rest));
  }

  #decide(): string {
    for (;;) {
      const end = this.#held.indexOf("\n", this.#lineStart);
      const line = this.#held.slice(this.#lineStart, end < 0 ? undefined : end);
      if (end < 0) {
        const hold =
          couldBecomeFence(line) || (this.#held.length <= LONGEST_PREFACE && this.#isPreface(line));
        return hold ? "" : this.#pass();
      }
      const fence = parseFence(line);
      if (this.#opens(fence)) {
        this.#state = "inside";
        this.#fences = [fence];
        this.#held = this.#held.slice(end + 1);
        return this.#readLines();
      }
      if (end >= LONGEST_PREFACE || !this.#isPreface(line) || /[;,]\s*$/.test(line)) {
        return this.#pass();
      }
      this.#lineStart = end + 1;
    }
  }

  #pass(): string {
    const text = this.#held;
    this.#held = "";
    this.#state = "passing";
    return text;
  }

  #isPreface(line: string): boolean {
    return line.trim() === "" || (!this.#prose && couldBeProse(line));
  }

  #opens(fence: Fence | undefined): fence is Fence {
    return fence !== undefined && (!this.#markdown || MARKDOWN_INFO.test(fence.info));
  }

  #readLines(): string {
    let code = "";
    for (;;) {
      const end = this.#held.indexOf("\n");
      const line = withoutTrailingReturn(this.#held.slice(0, end < 0 ? undefined : end));
      if (this.#midLine) {
        code += line;
      } else if (end < 0 && couldBecomeFence(line)) {
        return code;
      } else if (end >= 0 && this.#isClosing(line)) {
        this.#state = "after";
        this.#held = "";
        return code;
      } else {
        code += this.#lineBreak + this.#withoutFenceIndentation(line);
      }
      this.#midLine = end < 0;
      if (this.#midLine) {
        this.#held = this.#held.slice(line.length);
        return code;
      }
      this.#lineBreak = line.length < end ? "\r\n" : "\n";
      this.#held = this.#held.slice(end + 1);
    }
  }

  /** Keeps count of fences inside the block; true when `line` closes the block itself. */
  #isClosing(line: string): boolean {
    const fence = parseFence(line);
    const innermost = this.#fences.at(-1);
    if (
      innermost === undefined ||
      fence?.marker !== innermost.marker ||
      fence.length < innermost.length ||
      fence.indentation.length > innermost.indentation.length + 3
    ) {
      return false;
    }
    // Models put examples into a block fenced no longer than the examples are; only their info strings tell them apart.
    if (fence.info !== "") {
      this.#fences.push(fence);
    } else {
      this.#fences.pop();
    }
    return this.#fences.length === 0;
  }

  #withoutFenceIndentation(line: string): string {
    const most = this.#fences[0]?.indentation.length ?? 0;
    const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    return line.slice(Math.min(most, own));
  }
}

/** Lets the code of a streamed answer through, as it comes. `languageId` is that of the document it is meant for. */
export async function* codeOnly(chunks: AsyncIterable<string>, languageId: string): AsyncGenerator<string> {
  const stripper = new FenceStripper(languageId);
  for await (const chunk of chunks) {
    const code = stripper.push(chunk);
    if (code !== "") {
      yield code;
    }
  }
  const rest = stripper.end();
  if (rest !== "") {
    yield rest;
  }
}

/** A whole line as a fence, opening or closing: https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function parseFence(line: string): Fence | undefined {
  const match = /^([ \t]*)(`{3,}|~{3,})([^]*)$/.exec(line);
  if (match === null || !couldBecomeFence(line)) {
    return undefined;
  }
  const [, indentation = "", run = "", info = ""] = match;
  return { indentation, marker: run.charAt(0), length: run.length, info: info.trim() };
}

/** Whether `beginning` of a line, once complete, may be a fence. Holds for every beginning of a line it holds for. */
function couldBecomeFence(beginning: string): boolean {
  return /^[ \t]{0,16}(`{0,2}|~{0,2}|`{3,}[^`]{0,120}|~{3,}[^]{0,120})$/.test(beginning);
}

/**
 * Whether a line, or its beginning, may be a sentence or heading that leads to the code. Errs towards prose: holding
 * back a few lines of code costs a moment, letting a sentence into the file costs an undo.
 */
function couldBeProse(line: string): boolean {
  if (/^(\s|[<{}[\]()/@$.;=+&|\\%"'^]|#[^#\s])/.test(line)) {
    return false;
  }
  const outsideCodeSpans = line.replace(/`[^`]*(`|$)/g, "");
  return !/[{}=]/.test(outsideCodeSpans);
}

function withoutTrailingReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
