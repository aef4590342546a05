import { CodeWriter } from "./codeWriter.ts";
import type { CodeRun } from "./grammars.ts";

/** Colours text read by itself; the runs are the text again. */
export type ReadRuns = (text: string) => readonly CodeRun[];

/** UTF-16 units that are read again for what they say about the lines after them. */
const CONTEXT = 1_000;
/** Where so much hangs together, it is cut wherever nothing coloured is open. */
const LONG_CONTEXT = 4_000;
/** Where nothing can be cut for so long, the rest stays plain until the code is complete. */
const MAX_CONTEXT = 16_000;

/**
 * Colours code that is being written, line by line. A line is coloured once, when it is complete, by reading the lines
 * before it too; how far back is bounded, so that the cost of a line does not depend on where it stands.
 */
export class OpenColours {
  readonly #writer: CodeWriter;
  readonly #read: ReadRuns;
  /** Where reading begins: a place where no string, comment or the like is open. */
  #start = 0;
  #coloured = 0;

  constructor(code: Element, read: ReadRuns) {
    this.#writer = new CodeWriter(code);
    this.#read = read;
  }

  /**
   * `text` is the code so far behind its first `before` characters. `code` shows all of it already; what is not coloured yet,
   * plain.
   */
  grow(text: string, before = 0): void {
    const end = before + text.lastIndexOf("\n") + 1;
    if (end - this.#coloured > MAX_CONTEXT) {
      // So much at once is what was there before anybody looked: it has its colours when it is complete.
      this.#start = this.#coloured = end;
      return;
    }
    if (end <= this.#coloured || end - this.#start > MAX_CONTEXT || this.#start < before) {
      return;
    }
    const runs = this.#read(text.slice(this.#start - before, end - before));
    this.#writer.takeBack(before + text.length - this.#coloured);
    let at = this.#start;
    for (const run of runs) {
      this.#writer.write(run.text.slice(Math.max(0, this.#coloured - at)), run.className);
      at += run.text.length;
    }
    this.#writer.write(text.slice(end - before));
    this.#coloured = end;
    this.#moveStart(runs, text.slice(this.#start - before));
  }

  /**
   * To the last line that begins anew: nothing is open where it begins, and it neither closes nor continues anything. `text`
   * begins where reading began.
   */
  #moveStart(runs: readonly CodeRun[], text: string): void {
    const length = this.#coloured - this.#start;
    if (length < CONTEXT) {
      return;
    }
    const indentation = indentationAt(text, 0);
    const ends = plainLineEnds(runs);
    const fresh = ends.findLast(
      (end) => indentationAt(text, end) <= indentation && /^[ \t]*[^\s)\]}]/.test(text.slice(end, end + 200)),
    );
    this.#start += fresh ?? (length > LONG_CONTEXT ? ends.at(-1) : undefined) ?? 0;
  }
}

/** Places behind line ends that stand outside of everything coloured. */
function plainLineEnds(runs: readonly CodeRun[]): readonly number[] {
  const ends: number[] = [];
  let at = 0;
  for (const { text, className } of runs) {
    for (let end = text.indexOf("\n"); className === "" && end >= 0; end = text.indexOf("\n", end + 1)) {
      ends.push(at + end + 1);
    }
    at += text.length;
  }
  return ends;
}

function indentationAt(text: string, index: number): number {
  return /^[ \t]*/.exec(text.slice(index, index + 200))?.[0].length ?? 0;
}
