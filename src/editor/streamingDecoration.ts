import * as vscode from "vscode";
import type { Disposable } from "../base/disposable.ts";
import { underline } from "./reviewDecorations.ts";

/** Shows, in every editor of a document, which part of it is being written. */
export class StreamingDecoration implements Disposable {
  readonly #document: vscode.TextDocument;
  readonly #written = vscode.window.createTextEditorDecorationType({
    ...underline("diffEditor.insertedTextBorder"),
    backgroundColor: new vscode.ThemeColor("diffEditor.insertedTextBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.addedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  /** Marks the place before anything is written, and where it goes on. */
  readonly #end = vscode.window.createTextEditorDecorationType({
    after: { contentText: "…", color: new vscode.ThemeColor("editorGhostText.foreground") },
  });

  constructor(document: vscode.TextDocument) {
    this.#document = document;
  }

  show(range: vscode.Range): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === this.#document) {
        editor.setDecorations(this.#written, range.isEmpty ? [] : [range]);
        editor.setDecorations(this.#end, [new vscode.Range(range.end, range.end)]);
      }
    }
  }

  dispose(): void {
    this.#written.dispose();
    this.#end.dispose();
  }
}
