import type { OpenBlock } from "./blockStream.ts";

/** Rows that are laid out without being felt; a browser lays out all of a table with each row that is added. */
const ROWS_PER_FRAME = 128;
const FRAME = 1_000 / 60;
/** Rows that are made into elements at once. */
const ROWS_AT_ONCE = 2 * ROWS_PER_FRAME;

/**
 * How often a long table that is being written is shown anew, and how much of it: the longer it is, the more rows come at once,
 * up to as many as can be made without being felt.
 */
export class TablePace {
  #due = 0;
  /** Rows that are shown of the table that is open. */
  #shown = 0;

  /** Milliseconds until `open` is to be shown; at 0 it is shown `now`. */
  wait(open: readonly OpenBlock[], now: number): number {
    const rows = open.length === 1 && open[0]?.token.type === "table" ? open[0].token.rows.length : 0;
    if (rows < 2 * ROWS_PER_FRAME) {
      return 0;
    }
    if (now < this.#due) {
      return this.#due - now;
    }
    this.#due = now + (rows / ROWS_PER_FRAME) * FRAME;
    return 0;
  }

  /** As much of `open` as is shown now: `open` itself, or the beginning of a table of which much has come at once. */
  take(open: readonly OpenBlock[]): readonly OpenBlock[] {
    const [block, ...others] = open;
    if (block?.token.type !== "table" || others.length > 0) {
      this.#shown = 0;
      return open;
    }
    const { token, settled } = block;
    const before = this.#shown > token.rows.length ? 0 : this.#shown;
    this.#shown = Math.min(token.rows.length, before + ROWS_AT_ONCE);
    const rows = token.rows.slice(0, this.#shown);
    return rows.length === token.rows.length
      ? open
      : [{ token: { ...token, rows }, settled: Math.min(settled, before) }];
  }
}
