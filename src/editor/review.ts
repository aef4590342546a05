import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import { Emitter } from "../base/emitter.ts";
import { decided, regionOf, stretchOf, type Stretch } from "./hunkText.ts";
import { followHunk, type Hunk } from "./hunks.ts";
import { LivePlace } from "./livePlace.ts";
import type { OffsetRange } from "./offsetRange.ts";
import { PlaceWriter } from "./placeWriter.ts";
import { findHiddenCharacters } from "./trojanSource.ts";

type Decision = "accept" | "discard";

/** Changes as they were at some moment, to be known again when undo or redo leads back there. */
interface Moment {
  readonly text: string;
  readonly hunks: readonly Hunk[];
}

/** What Castor writes, or has written, into a document, until the person has decided about it. */
export class Review implements Disposable {
  readonly document: vscode.TextDocument;
  /** Ends the writing; what has come stays and waits for a decision. */
  readonly stop: () => void;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<undefined>());
  #hunks: readonly Hunk[] = [];
  /** Where it was begun. */
  #anchor: number;
  #writing = true;
  #moments: readonly Moment[] = [];
  #message = "";

  readonly #written = Promise.withResolvers<undefined>();

  readonly onDidChange = this.#changed.event;

  constructor(document: vscode.TextDocument, start: vscode.Position, stop: () => void) {
    this.document = document;
    this.stop = stop;
    this.#anchor = document.offsetAt(start);
    this.#store.add(vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)));
  }

  /** What is to be known while it is written, such as a wait; empty if nothing. */
  get message(): string {
    return this.#message;
  }

  /** Resolves when nothing more comes. */
  get written(): Promise<undefined> {
    return this.#written.promise;
  }

  get isWriting(): boolean {
    return this.#writing;
  }

  /** Whether nothing is left to decide. */
  get isOver(): boolean {
    return !this.#writing && this.#hunks.length === 0;
  }

  /** The changes, in order. */
  get hunks(): readonly Hunk[] {
    return this.#hunks;
  }

  get start(): vscode.Position {
    const offset = this.#hunks.length > 0 ? regionOf(this.#hunks).start : this.#anchor;
    return this.document.positionAt(offset);
  }

  /** Such as `U+202E`: what is in the new text and does not show. */
  get hiddenCharacters(): readonly string[] {
    const added = this.#hunks.map(({ added: range }) => this.document.getText(this.rangeOf(range))).join("");
    return [...new Set(findHiddenCharacters(added).map(({ codePoint }) => codePoint))];
  }

  rangeOf({ start, end }: OffsetRange): vscode.Range {
    return new vscode.Range(this.document.positionAt(start), this.document.positionAt(end));
  }

  tell(message: string): void {
    this.#message = message;
    this.#changed.fire(undefined);
  }

  /** What has been written so far. */
  show(hunks: readonly Hunk[]): void {
    this.#hunks = hunks;
    this.#message = "";
    this.#changed.fire(undefined);
  }

  /** Nothing more comes. */
  wait(): void {
    this.#writing = false;
    this.#written.resolve(undefined);
    this.#remember();
    this.#changed.fire(undefined);
  }

  /** Decides about the change with this id, or all; false if the document could not be changed. */
  async decide(decision: Decision, chosen?: number): Promise<boolean> {
    const hunks = this.#hunks.filter(({ id }) => chosen === undefined || id === chosen);
    if (hunks.length === 0) {
      return true;
    }
    this.#remember();
    const stretch = stretchOf(this.document.getText(), hunks);
    const left = this.#hunks.filter((hunk) => !hunks.includes(hunk));
    // The edit moves the others, and is not to be taken for one of the person's among the decided.
    this.#hunks = left;
    const isDone = await this.#write(stretch, {
      before: decided(stretch, "discard"),
      after: decided(stretch, decision),
      // The step from the old text to the new is then the last, and one undo leads back.
      isWhole: decision === "accept" && left.length === 0,
    });
    if (!isDone) {
      this.#hunks = [...left, ...hunks].sort((a, b) => a.removed.start - b.removed.start);
    }
    this.#changed.fire(undefined);
    return isDone;
  }

  /** What takes away the lines that are replaced, as edits of a document that is about to be saved. */
  savingEdits(): readonly vscode.TextEdit[] {
    return this.#hunks
      .filter(({ removed }) => removed.start < removed.end)
      .map(({ removed }) => vscode.TextEdit.delete(this.rangeOf(removed)));
  }

  /** The changes stay as they are, and nobody is asked any more. */
  settle(): void {
    this.#hunks = [];
    this.#writing = false;
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #write(
    { start, text }: Stretch,
    {
      before,
      after,
      isWhole,
    }: { readonly before: string; readonly after: string; readonly isWhole: boolean },
  ): Promise<boolean> {
    const place = new LivePlace(this.document, this.rangeOf({ start, end: start + text.length }));
    const writer = new PlaceWriter(this.document, place, before);
    try {
      return (await (isWhole ? writer.finish(after) : writer.rewrite(after))) === "written";
    } finally {
      writer.dispose();
      place.dispose();
    }
  }

  #remember(): void {
    const moment = { text: this.document.getText(), hunks: this.#hunks };
    this.#moments = [...this.#moments.slice(-3), moment];
  }

  #follow({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.document || contentChanges.length === 0) {
      return;
    }
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      if (rangeOffset < this.#anchor) {
        this.#anchor = Math.max(rangeOffset, this.#anchor + text.length - rangeLength);
      }
    }
    const isStep = reason !== undefined;
    const moment = isStep && !this.#writing ? this.#momentNow() : undefined;
    if (moment !== undefined) {
      this.#hunks = moment.hunks;
      this.#changed.fire(undefined);
      return;
    }
    const before = this.#hunks;
    this.#hunks = before.flatMap((hunk) => {
      let followed: Hunk | undefined = hunk;
      for (const change of contentChanges) followed &&= followHunk(followed, change);
      // Undo and redo lead to a text of which nobody has compared the lines.
      const isUndone =
        isStep && !this.#writing && (followed === undefined || sizeOf(followed) !== sizeOf(hunk));
      return followed === undefined || isUndone || isEmpty(followed) ? [] : [followed];
    });
    if (!this.#writing && this.#hunks.length !== before.length) {
      this.#changed.fire(undefined);
    }
  }

  #momentNow(): Moment | undefined {
    const text = this.document.getText();
    return this.#moments.find((moment) => moment.text === text);
  }
}

function sizeOf({ removed, added }: Hunk): number {
  return removed.end - removed.start + added.end - added.start;
}

function isEmpty(hunk: Hunk): boolean {
  return sizeOf(hunk) === 0 && hunk.instead === "";
}
