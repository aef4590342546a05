import * as vscode from "vscode";

/** An editor that shows the document, if any does. */
export function visibleEditorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}

/**
 * Replaces text through an editor, joined to the undo step before unless a stop is asked for. False when the document
 * changed first or the editor was closed: nothing happened, try again. True promises no change either: a read-only
 * editor swallows it.
 */
export async function editVisibly(
  editor: vscode.TextEditor,
  range: vscode.Range,
  text: string,
  { undoStopBefore }: { readonly undoStopBefore: boolean },
): Promise<boolean> {
  try {
    return await editor.edit((edit) => edit.replace(range, text), { undoStopBefore, undoStopAfter: false });
  } catch {
    return false;
  }
}

/** Replaces text of an open document that no editor shows; always an undo step of its own. False: try again. */
export async function editUnseen(
  document: vscode.TextDocument,
  range: vscode.Range,
  text: string,
): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  try {
    return await vscode.workspace.applyEdit(edit);
  } catch {
    return false;
  }
}

/** Workspace edits go through where an editor would refuse, so this is asked before one begins. */
export async function isWritable({ uri, isUntitled }: vscode.TextDocument): Promise<boolean> {
  if (isUntitled || uri.scheme === "vscode-notebook-cell") {
    return true;
  }
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    return false;
  }
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return permissions !== vscode.FilePermission.Readonly;
  } catch {
    // A document that another extension makes up comes from no file system and goes to none.
    return false;
  }
}
