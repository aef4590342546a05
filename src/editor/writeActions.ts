import * as vscode from "vscode";

const kind = vscode.CodeActionKind.RefactorRewrite.append("castor");

/** To write and to change code, for the lightbulb: on a blank line the one, with a selection the other. */
export function writeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { only }: Pick<vscode.CodeActionContext, "only">,
): readonly vscode.CodeAction[] {
  if ((only !== undefined && !only.contains(kind)) || document.uri.scheme === "output") {
    return [];
  }
  if (!range.isEmpty) {
    return [actionFor("castor.editSelection", vscode.l10n.t("Edit with Castor…"))];
  }
  return document.lineAt(range.start.line).isEmptyOrWhitespace
    ? [actionFor("castor.generateAtCursor", vscode.l10n.t("Generate with Castor…"))]
    : [];
}

function actionFor(command: string, title: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.command = { command, title };
  return action;
}
