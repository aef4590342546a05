import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import { besideThePanel } from "../besideThePanel.ts";

/** What the model made; without `bytes` it is gone. */
export interface GeneratedFile {
  readonly hash: string;
  readonly mimeType: string | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** Copies that were made to be looked at are of no use after that long. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Asks where, and writes it there. */
export async function saveGenerated(file: GeneratedFile): Promise<void> {
  const bytes = bytesOf(file);
  const name = fileName(file);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    saveLabel: vscode.l10n.t("Save"),
  });
  if (target !== undefined) {
    await vscode.workspace.fs.writeFile(target, bytes);
  }
}

/** Opens a copy below `folder`: VS Code needs an ending to know what it is. */
export async function openGenerated(folder: vscode.Uri, file: GeneratedFile): Promise<void> {
  const bytes = bytesOf(file);
  await removeOld(folder);
  const target = vscode.Uri.joinPath(folder, fileName(file));
  await vscode.workspace.fs.writeFile(target, bytes);
  await vscode.commands.executeCommand("vscode.open", target, besideThePanel());
}

function bytesOf({ bytes }: GeneratedFile): Uint8Array {
  if (bytes === undefined) {
    throw new HumanError(
      vscode.l10n.t("What the model made is no longer on this machine. Ask for it again."),
    );
  }
  return bytes;
}

/** Endings that are not the name of the type. */
const endings: ReadonlyMap<string, string> = new Map([
  ["jpeg", "jpg"],
  ["mpeg", "mp3"],
  ["svg+xml", "svg"],
]);

function fileName({ hash, mimeType = "" }: GeneratedFile): string {
  const subtype = /\/(?:x-)?([\w.+-]+)/.exec(mimeType)?.[1]?.toLowerCase() ?? "bin";
  return `gemini-${hash.slice(0, 8)}.${endings.get(subtype) ?? subtype.replace(/\W.*$/, "")}`;
}

async function removeOld(folder: vscode.Uri): Promise<void> {
  let entries: readonly [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return;
  }
  for (const [name] of entries) {
    const file = vscode.Uri.joinPath(folder, name);
    const { mtime } = await vscode.workspace.fs.stat(file);
    if (Date.now() - mtime > KEPT_MS) {
      await vscode.workspace.fs.delete(file);
    }
  }
}
