import * as vscode from "vscode";

/** Files that make VS Code or git run something: https://code.visualstudio.com/docs/editor/workspace-trust */
const GUARDED = [/\/\.(?:vscode|devcontainer|git|githooks|husky)\//, /\.code-workspace$/];

/** Whether what stands in this file can be run without anybody asking. */
export function isGuarded(path: string): boolean {
  return GUARDED.some((pattern) => pattern.test(path));
}

/** Asks before something is written into a file that can make the machine run it. */
export async function mayWrite({ uri }: vscode.TextDocument): Promise<boolean> {
  if (!isGuarded(uri.path)) {
    return true;
  }
  const write = vscode.l10n.t("Write");
  const message = vscode.l10n.t("Let Castor write into {0}?", vscode.workspace.asRelativePath(uri));
  const detail = vscode.l10n.t(
    "What stands in this file can make VS Code or git run programs. Read what is written before you accept it.",
  );
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, write)) === write;
}
