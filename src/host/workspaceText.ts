import { existsSync } from "node:fs";
import path from "node:path";
import { FamilyText, storageFamily } from "./familyText.ts";
import { TextFile } from "./textFile.ts";

/** Of an extension's context. */
interface Storages {
  readonly storageUri: Folder | undefined;
  readonly globalStorageUri: Folder;
}

interface Folder {
  readonly fsPath: string;
}

/** A text that is kept for the workspace, and goes on as the window of it that wrote last has left it. */
export function workspaceText(
  storages: Storages,
  name: string,
  onProblem: (error: unknown) => void,
): FamilyText | TextFile {
  const file = fileOf(storages, name);
  // Without a folder there is nothing that windows could share.
  return storages.storageUri === undefined ? new TextFile(file, onProblem) : new FamilyText(file, onProblem);
}

/** Whether any window of the workspace has kept such a text. */
export function hasWorkspaceText(storages: Storages, name: string): boolean {
  const folder = path.dirname(fileOf(storages, name));
  const folders = storages.storageUri === undefined ? [folder] : storageFamily(folder);
  return folders.some((each) => existsSync(path.join(each, name)));
}

function fileOf({ storageUri, globalStorageUri }: Storages, name: string): string {
  return path.join((storageUri ?? globalStorageUri).fsPath, name);
}
