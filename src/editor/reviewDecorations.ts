import * as vscode from "vscode";
import type { Disposable } from "../base/disposable.ts";
import type { Review } from "./review.ts";

/** As `bar`, for what is no whole line. */
export function underline(colour: string): vscode.DecorationRenderOptions {
  return { borderStyle: "solid", borderWidth: "0 0 1px 0", borderColor: new vscode.ThemeColor(colour) };
}

/** High contrast has no colours for backgrounds: there a bar before the lines tells, which elsewhere is transparent. */
function bar(colour: string): vscode.DecorationRenderOptions {
  return { borderStyle: "solid", borderWidth: "0 0 0 4px", borderColor: new vscode.ThemeColor(colour) };
}

/** Shows what waits for a decision, in every editor of a document. */
export class ReviewDecorations implements Disposable {
  readonly #added = vscode.window.createTextEditorDecorationType({
    ...underline("diffEditor.insertedTextBorder"),
    backgroundColor: new vscode.ThemeColor("diffEditor.insertedTextBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.addedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  readonly #addedLines = vscode.window.createTextEditorDecorationType({
    ...bar("diffEditor.insertedTextBorder"),
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("diffEditor.insertedLineBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.addedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  readonly #removedLines = vscode.window.createTextEditorDecorationType({
    ...bar("diffEditor.removedTextBorder"),
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.deletedForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    // Not everybody tells the colours apart.
    textDecoration: "line-through",
  });

  show(document: vscode.TextDocument, reviews: readonly Review[]): void {
    const hunks = reviews.flatMap((review) => review.hunks);
    const added = hunks.map((hunk) => rangeOf(document, hunk.added)).filter(({ isEmpty }) => !isEmpty);
    const removed = hunks.map((hunk) => rangeOf(document, hunk.removed)).filter(({ isEmpty }) => !isEmpty);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) {
        editor.setDecorations(
          this.#added,
          added.filter((range) => !isOfLines(document, range)),
        );
        const lines = added.filter((range) => isOfLines(document, range));
        editor.setDecorations(this.#addedLines, lines.map(lastLineIncluded));
        editor.setDecorations(this.#removedLines, removed.map(lastLineIncluded));
      }
    }
  }

  dispose(): void {
    this.#added.dispose();
    this.#addedLines.dispose();
    this.#removedLines.dispose();
  }
}

function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function isOfLines(document: vscode.TextDocument, { start, end }: vscode.Range): boolean {
  const isLastLine = end.line === document.lineCount - 1;
  return (
    start.character === 0 &&
    (end.character === 0 || (isLastLine && end.isEqual(document.lineAt(end.line).range.end)))
  );
}

/** A whole-line decoration would colour the line after a range that ends with a line break. */
function lastLineIncluded({ start, end }: vscode.Range): vscode.Range {
  return end.character === 0
    ? new vscode.Range(start.line, 0, Math.max(start.line, end.line - 1), 0)
    : new vscode.Range(start, end);
}
