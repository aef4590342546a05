import * as vscode from "vscode";

/** Of files with the same name so many are offered. */
const MOST_OFFERED = 30;

/** Files of the workspace that a path from an answer may mean: the very path, else all that end with it. */
export async function namedFiles(path: string): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const exact = await Promise.all(
    folders.flatMap(({ uri, name }) =>
      [path, path.startsWith(`${name}/`) ? path.slice(name.length + 1) : undefined]
        .filter((one) => one !== undefined)
        .map((one) => fileAt(vscode.Uri.joinPath(uri, one))),
    ),
  );
  const found = exact.filter((uri) => uri !== undefined);
  if (found.length > 0) {
    return found;
  }
  const pattern = `**/${path.replace(/[[\]{}*?]/g, "[$&]")}`;
  return await vscode.workspace.findFiles(pattern, "**/node_modules/**", MOST_OFFERED);
}

/** Where a file that is not there yet belongs; undefined without a folder. */
export function newFileAt(path: string): vscode.Uri | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder && vscode.Uri.joinPath(folder.uri, path);
}

async function fileAt(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0 ? uri : undefined;
  } catch {
    return undefined;
  }
}
