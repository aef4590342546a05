import type * as vscode from "vscode";
import { sleep } from "../base/abort.ts";
import type { Disposable } from "../base/disposable.ts";
import { editUnseen, editVisibly, isWritable, visibleEditorOf } from "./documentEdit.ts";
import type { LivePlace, PlaceLoss } from "./livePlace.ts";
import { saveViews } from "./savedViews.ts";
import { UndoContinuity } from "./undoContinuity.ts";

/** Why a piece could not be written. `busy`: others changed the document all the time. */
export type Obstacle = PlaceLoss | "readOnly" | "busy";
type WriteOutcome = Obstacle | "written";

/** How often an edit is tried that others' edits get in the way of, and the milliseconds in between. */
const ATTEMPTS = 40;
const RETRY_MS = 50;

/** Fills a place piece by piece, so that one undo takes all of it back. */
export class PlaceWriter implements Disposable {
  readonly #document: vscode.TextDocument;
  readonly #place: LivePlace;
  readonly #continuity: UndoContinuity;
  /** What stood in the place before. */
  readonly #replaced: string;
  #edits = 0;
  /** How many changes of others the last edit followed. */
  #foreignChanges = 0;
  #lastUnseen = false;
  /** More than one undo step holds the text. */
  #split = false;

  constructor(document: vscode.TextDocument, place: LivePlace) {
    this.#document = document;
    this.#place = place;
    this.#continuity = new UndoContinuity(document);
    this.#replaced = document.getText(place.range);
  }

  /** Writes text at the place's end; the first takes the place of what stood there. */
  async write(text: string): Promise<WriteOutcome> {
    if (this.#edits > 0) {
      return await this.#edit(() => this.#place.end, text, false);
    }
    this.#continuity.begin();
    return await this.#edit(() => this.#place.range, text, true);
  }

  /**
   * Makes one undo step of all that was written. Steps cannot be joined afterwards, so the place is put back as it was
   * and then filled once more, whole, with an undo stop between.
   */
  async joinUndoSteps(): Promise<void> {
    if (!this.#split || this.#place.loss !== undefined) {
      return;
    }
    const text = this.#document.getText(this.#place.range);
    const restoreViews = saveViews(this.#document);
    if ((await this.#edit(() => this.#place.range, this.#replaced, false)) === "written") {
      await this.#edit(() => this.#place.range, text, true);
    }
    restoreViews();
  }

  dispose(): void {
    this.#continuity.dispose();
  }

  async #edit(range: () => vscode.Range, text: string, undoStop: boolean): Promise<WriteOutcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const outcome = await this.#tryEdit(range, text, undoStop);
      if (outcome !== "conflict") {
        return outcome;
      }
      await sleep(RETRY_MS);
    }
    return "busy";
  }

  async #tryEdit(
    rangeNow: () => vscode.Range,
    text: string,
    undoStop: boolean,
  ): Promise<WriteOutcome | "conflict"> {
    const editor = visibleEditorOf(this.#document);
    if (!editor && this.#edits === 0 && !(await isWritable(this.#document))) {
      return "readOnly";
    }
    if (this.#place.loss !== undefined) {
      return this.#place.loss;
    }
    const range = rangeNow();
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
