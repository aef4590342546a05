import * as vscode from "vscode";

/** Where to open something so that it does not cover the chat when that is itself the active tab. */
export function besideThePanel(): vscode.ViewColumn {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputWebview
    ? vscode.ViewColumn.Beside
    : vscode.ViewColumn.Active;
}
