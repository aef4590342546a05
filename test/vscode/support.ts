import { workspace, extensions, type Extension, Uri } from "vscode";

/** Castor, activated. */
export async function activateCastor(): Promise<Extension<unknown>> {
  const castor = extensions.getExtension("castor.castor");
  if (!castor) throw new Error("Castor is not installed in this VS Code.");
  await castor.activate();
  return castor;
}

/** A file of the sample workspace. */
export function sampleFile(relativePath: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("No folder is open.");
  return Uri.joinPath(folder.uri, relativePath);
}
