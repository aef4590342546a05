import { existsSync } from "node:fs";
import path from "node:path";
import { FamilyText, type FamilyTextOptions, storageFamily } from "./familyText.ts";
import { TextFile } from "./textFile.ts";

/** Of an extension's context. */
interface Storages {
  readonly storageUri: Folder | undefined;
  readonly globalStorageUri: Folder;
}

interface Folder {
  readonly fsPath: string;
}

/** A text that is kept for the workspace, and that windows of it go on with. */
export function workspaceText(
  storages: Storages,
  name: string,
  onProblem: (error: unknown) => void,
  options?: FamilyTextOptions,
): FamilyText | TextFile {
  const file = fileOf(storages, name);
  // Without a folder there is nothing that windows could share.
  return storages.storageUri === undefined
    ? new TextFile(file, onProblem)
    : new FamilyText(file, onProblem, options);
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
