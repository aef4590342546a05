import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import { followOffset } from "./offsetRange.ts";

/**
 * VS Code joins edits without undo stops to one undo step, until the person moves a cursor or the file is saved: that
 * closes the step. It tells nobody, so this watches for both.
 */
export class UndoContinuity implements Disposable {
  readonly #store = new DisposableStore();
  readonly #document: vscode.TextDocument;
  /** Where the cursors of each editor stand as far as text changes alone have moved them. */
  readonly #cursors = new Map<vscode.TextEditor, readonly number[]>();
  #broken = false;

  constructor(document: vscode.TextDocument) {
    this.#document = document;
    this.#trackVisible(vscode.window.visibleTextEditors);
    this.#store.add(vscode.window.onDidChangeVisibleTextEditors((editors) => this.#trackVisible(editors)));
    this.#store.add(vscode.workspace.onDidChangeTextDocument((event) => this.#onChange(event)));
    this.#store.add(vscode.window.onDidChangeTextEditorSelection((event) => this.#onSelection(event)));
    this.#store.add(vscode.workspace.onDidSaveTextDocument((saved) => this.#onSave(saved)));
  }

  /** Whether the step that was open last may have been closed since `begin`. */
  get broken(): boolean {
    return this.#broken;
  }

  /** A new step begins with the next edit. */
  begin(): void {
    this.#broken = false;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #trackVisible(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors) {
      if (editor.document === this.#document && !this.#cursors.has(editor)) {
        this.#cursors.set(editor, this.#offsetsOf(editor.selections));
      }
    }
  }

  #onChange({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.#document) {
      return;
    }
    for (const [editor, offsets] of this.#cursors) {
      this.#cursors.set(
        editor,
        offsets.map((offset) => contentChanges.reduce(followOffset, offset)),
      );
    }
  }

  #onSelection({ textEditor, selections }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor.document !== this.#document) {
      return;
    }
    const known = this.#cursors.get(textEditor);
    const now = this.#offsetsOf(selections);
    this.#cursors.set(textEditor, now);
    this.#broken ||= known !== undefined && now.join() !== known.join();
  }

  #onSave(saved: vscode.TextDocument): void {
    this.#broken ||= saved === this.#document;
  }

  #offsetsOf(selections: readonly vscode.Selection[]): readonly number[] {
    return selections.flatMap(({ anchor, active }) => [
      this.#document.offsetAt(anchor),
      this.#document.offsetAt(active),
    ]);
  }
}
