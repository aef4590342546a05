import type { OpenBlock } from "./blockStream.ts";

/** Rows that are laid out without being felt; a browser lays out all of a table with each row that is added. */
const ROWS_PER_FRAME = 128;
const FRAME = 1_000 / 60;

/** How often a long table that is being written is shown anew: the longer it is, the more rows come at once. */
export class TablePace {
  #due = 0;

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
}
