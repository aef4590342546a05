import { commands, Uri, workspace } from "vscode";

export async function activate({ workspaceState }) {
  if (workspaceState.get("shown")) return;
  await workspaceState.update("shown", true);
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder) await commands.executeCommand("markdown.showPreview", Uri.joinPath(folder.uri, "README.md"));
  await commands.executeCommand("castor.openChat");
}
