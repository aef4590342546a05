import * as vscode from "vscode";
import { sleep } from "../base/abort.ts";
import type { Disposable } from "../base/disposable.ts";
import { editUnseen, editVisibly, isWritable, visibleEditorOf } from "./documentEdit.ts";
import type { LivePlace, PlaceLoss } from "./livePlace.ts";
import { saveViews } from "./savedViews.ts";
import { textDifference } from "./textDifference.ts";
import { UndoContinuity } from "./undoContinuity.ts";

/** Why a piece could not be written. `busy`: others changed the document all the time. */
export type Obstacle = PlaceLoss | "readOnly" | "busy";
type WriteOutcome = Obstacle | "written";

interface Change {
  readonly range: vscode.Range;
  readonly text: string;
}

/** How often an edit is tried that others' edits get in the way of, and the milliseconds in between. */
const ATTEMPTS = 40;
const RETRY_MS = 50;

/** Fills a place piece by piece, so that one undo takes all of it back. */
export class PlaceWriter implements Disposable {
  readonly #document: vscode.TextDocument;
  readonly #place: LivePlace;
  readonly #continuity: UndoContinuity;
  /** What stood in the place at first. */
  readonly #replaced: string;
  #edits = 0;
  /** How many changes of others the last edit followed. */
  #foreignChanges = 0;
  #lastUnseen = false;
  /** More than one undo step holds the text. */
  #split = false;

  /** @param replaced the text that an undo is to lead back to */
  constructor(document: vscode.TextDocument, place: LivePlace, replaced = document.getText(place.range)) {
    this.#document = document;
    this.#place = place;
    this.#continuity = new UndoContinuity(document);
    this.#replaced = replaced;
  }

  /** Writes text at the place's end; the first takes the place of what stood there. */
  async write(text: string): Promise<WriteOutcome> {
    const isFirst = this.#begin();
    return await this.#edit(() => ({ range: isFirst ? this.#place.range : this.#place.end, text }), isFirst);
  }

  /** Makes this text of the place's, and touches no more of it than that takes. */
  async rewrite(text: string): Promise<WriteOutcome> {
    return await this.#edit(() => this.#difference(text), this.#begin());
  }

  /** Makes this text of the place's, so that one undo leads back to the text before the first. */
  async finish(text: string): Promise<WriteOutcome> {
    const restoreViews = saveViews(this.#document);
    const outcome = await this.#edit(() => this.#difference(this.#replaced), false);
    const last = outcome === "written" ? await this.#edit(() => this.#difference(text), true) : outcome;
    restoreViews();
    return last;
  }

  /**
   * Makes one undo step of all that was written. Steps cannot be joined afterwards, so the place is put back as it was
   * and then filled once more, whole, with an undo stop between. Tells whether that was needed.
   */
  async joinUndoSteps(): Promise<boolean> {
    if (!this.#split || this.#place.loss !== undefined) {
      return false;
    }
    await this.finish(this.#document.getText(this.#place.range));
    return true;
  }

  dispose(): void {
    this.#continuity.dispose();
  }

  #begin(): boolean {
    const isFirst = this.#edits === 0;
    if (isFirst) {
      this.#continuity.begin();
    }
    return isFirst;
  }

  #difference(text: string): Change {
    const { start } = this.#place.range;
    const {
      start: from,
      end,
      text: changed,
    } = textDifference(this.#document.getText(this.#place.range), text);
    const offset = this.#document.offsetAt(start);
    const position = (at: number) => this.#document.positionAt(offset + at);
    return { range: new vscode.Range(position(from), position(end)), text: changed };
  }

  async #edit(change: () => Change, undoStop: boolean): Promise<WriteOutcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const outcome = await this.#tryEdit(change, undoStop);
      if (outcome !== "conflict") {
        return outcome;
      }
      await sleep(RETRY_MS);
    }
    return "busy";
  }

  async #tryEdit(changeNow: () => Change, undoStop: boolean): Promise<WriteOutcome | "conflict"> {
    const editor = visibleEditorOf(this.#document);
    if (!editor && this.#edits === 0 && !(await isWritable(this.#document))) {
      return "readOnly";
    }
    if (this.#place.loss !== undefined) {
      return this.#place.loss;
    }
    const { range, text } = changeNow();
    if (range.isEmpty && text === "") {
      return "written";
    }
    const othersBetween = this.#place.foreignChanges !== this.#foreignChanges;
    this.#place.expect(range, text);
    const accepted = await (editor
      ? editVisibly(editor, range, text, { undoStopBefore: undoStop || othersBetween })
      : editUnseen(this.#document, range, text));
    if (this.#place.settle()) {
      this.#note(editor === undefined, othersBetween);
      return "written";
    }
    return accepted ? "readOnly" : "conflict";
  }

  #note(unseen: boolean, othersBetween: boolean): void {
    if (this.#edits > 0) {
      this.#split ||= unseen || this.#lastUnseen || othersBetween || this.#continuity.broken;
    }
    this.#edits += 1;
    this.#lastUnseen = unseen;
    this.#foreignChanges = this.#place.foreignChanges;
  }
}
