import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import { Emitter } from "../base/emitter.ts";
import { followChange, followOffset, type OffsetRange } from "./offsetRange.ts";

/** Why a place can no longer be written to: its document went, its text was undone, or its end was edited away. */
export type PlaceLoss = "closed" | "undone" | "overwritten";

/** The part of a document that is being filled. Follows what others change around it, and knows when it is gone. */
export class LivePlace implements Disposable {
  readonly #store = new DisposableStore();
  readonly #document: vscode.TextDocument;
  readonly #moved = this.#store.add(new Emitter<undefined>());
  readonly #lost = this.#store.add(new Emitter<PlaceLoss>());
  /** What is left of it, once it is lost. */
  #offsets: OffsetRange;
  #loss: PlaceLoss | undefined;
  #foreignChanges = 0;
  #hadTab: boolean;
  /** Our own change, from the moment it is asked for until it is seen. */
  #expected: (OffsetRange & { readonly text: string }) | undefined;

  /** Others changed the document; the range may have moved. */
  readonly onDidMove = this.#moved.event;
  readonly onDidLose = this.#lost.event;

  constructor(document: vscode.TextDocument, range: vscode.Range) {
    this.#document = document;
    this.#offsets = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    this.#hadTab = hasTab(document.uri);
    this.#loss = document.isClosed ? "closed" : undefined;
    this.#store.add(vscode.workspace.onDidChangeTextDocument((event) => this.#onChange(event)));
    this.#store.add(vscode.workspace.onDidCloseTextDocument(() => this.#onClose()));
    this.#store.add(vscode.window.tabGroups.onDidChangeTabs(() => this.#onTabs()));
  }

  get range(): vscode.Range {
    return this.#rangeOf(this.#offsets);
  }

  /** Where the next piece goes. */
  get end(): vscode.Range {
    return this.#rangeOf({ start: this.#offsets.end, end: this.#offsets.end });
  }

  get loss(): PlaceLoss | undefined {
    return this.#loss;
  }

  /** How often others changed the document. */
  get foreignChanges(): number {
    return this.#foreignChanges;
  }

  /** Announces our own change, of the whole range or at its end, so that it is told from those of others. */
  expect(range: vscode.Range, text: string): void {
    const start = this.#document.offsetAt(range.start);
    this.#expected = { start, end: this.#document.offsetAt(range.end), text };
  }

  /** Whether the announced change was made. */
  settle(): boolean {
    const made = this.#expected === undefined;
    this.#expected = undefined;
    return made;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #onChange({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.#document || contentChanges.length === 0) {
      return;
    }
    const growth = contentChanges.reduce((sum, { text, rangeLength }) => sum + text.length - rangeLength, 0);
    if (this.#isOwn(growth)) {
      this.#expected = undefined;
      this.#offsets = { start: this.#offsets.start, end: this.#offsets.end + growth };
      return;
    }
    if (this.#loss !== undefined) {
      return;
    }
    this.#foreignChanges += 1;
    let offsets: OffsetRange | undefined = this.#offsets;
    for (const change of contentChanges) {
      offsets &&= followChange(offsets, change);
    }
    const touched = offsets === undefined || lengthOf(offsets) !== lengthOf(this.#offsets);
    this.#offsets = offsets ?? {
      start: contentChanges.reduce(followOffset, this.#offsets.start),
      end: contentChanges.reduce(followOffset, this.#offsets.end),
    };
    if (touched && reason !== undefined) {
      this.#lose("undone");
    } else if (offsets === undefined) {
      this.#lose("overwritten");
    } else {
      this.#moved.fire(undefined);
    }
  }

  /** VS Code may make a change in smaller steps than asked for, so it is known by what it comes to. */
  #isOwn(growth: number): boolean {
    const expected = this.#expected;
    if (expected === undefined || growth !== expected.text.length - lengthOf(expected)) {
      return false;
    }
    const written = { start: expected.start, end: expected.start + expected.text.length };
    return this.#document.getText(this.#rangeOf(written)) === expected.text;
  }

  /** Also fired when only the language changes; the document is then still open. */
  #onClose(): void {
    if (this.#document.isClosed) {
      this.#lose("closed");
    }
  }

  /** A document outlives its last tab for as long as anything else holds it; to the person it is closed. */
  #onTabs(): void {
    const open = hasTab(this.#document.uri);
    if (this.#hadTab && !open) {
      this.#lose("closed");
    }
    this.#hadTab = open;
  }

  #lose(loss: PlaceLoss): void {
    if (this.#loss === undefined) {
      this.#loss = loss;
      this.#lost.fire(loss);
    }
  }

  #rangeOf({ start, end }: OffsetRange): vscode.Range {
    return new vscode.Range(this.#document.positionAt(start), this.#document.positionAt(end));
  }
}

function lengthOf({ start, end }: OffsetRange): number {
  return end - start;
}

function hasTab(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => {
      if (input instanceof vscode.TabInputText) {
        return input.uri.toString() === wanted;
      }
      return (
        input instanceof vscode.TabInputTextDiff &&
        (input.modified.toString() === wanted || input.original.toString() === wanted)
      );
    }),
  );
}
