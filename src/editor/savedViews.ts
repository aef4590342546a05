import * as vscode from "vscode";

/** Remembers cursors and scroll positions of a document's editors; the returned function puts them back. */
export function saveViews(document: vscode.TextDocument): () => void {
  const views = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .map((editor) => ({ editor, selections: editor.selections, visible: editor.visibleRanges[0] }));
  let shortest = document.lineCount;
  const watch = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) {
      shortest = Math.min(shortest, document.lineCount);
    }
  });
  return () => {
    watch.dispose();
    for (const { editor, selections, visible } of views) {
      if (!selections.every((selection, index) => editor.selections[index]?.isEqual(selection))) {
        editor.selections = selections;
      }
      // The editor had to scroll up when the document no longer reached down to what it showed.
      if (visible && visible.end.line >= shortest) {
        editor.revealRange(new vscode.Range(visible.start, visible.start), vscode.TextEditorRevealType.AtTop);
      }
    }
  };
}
