import * as vscode from "vscode";

/** The text editor that was active last: still known while a chat tab is in front of it. */
export class LastEditor implements vscode.Disposable {
  #editor = vscode.window.activeTextEditor;
  readonly #subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    this.#editor = editor ?? this.#editor;
  });

  /** The active editor, else the last one as long as it is on the screen. */
  get(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const last = visibleTextEditors.find((editor) => editor === this.#editor);
    return (
      activeTextEditor ?? last ?? visibleTextEditors.find(({ document }) => document.uri.scheme !== "output")
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
