import path from "node:path";
import * as vscode from "vscode";
import type { PromptFile, PromptTrouble } from "./promptFile.ts";

/** Bytes that a prompt may have. */
const MAX_SIZE = 100 * 1024;

export type Origin = "workspace" | "user" | "builtIn";

/** A command, and the file it stands in. */
export interface Prompt extends PromptFile {
  /** The file's name without its ending; what keybindings name. */
  readonly id: string;
  readonly uri: vscode.Uri;
  readonly origin: Origin;
}

/** A file that should be a command and is none. */
export interface BrokenPrompt {
  readonly id: string;
  readonly uri: vscode.Uri;
  readonly origin: Origin;
  readonly troubles: readonly [PromptTrouble, ...PromptTrouble[]];
}

/** Reads the commands of a folder, by name; one that is broken harms no other. A folder that is not there has none. */
export async function readFolder(
  folder: vscode.Uri,
  origin: Origin,
): Promise<readonly (Prompt | BrokenPrompt)[]> {
  let entries: readonly [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
  const names = entries
    .filter(([name, type]) => isPromptName(name) && (type & vscode.FileType.Directory) === 0)
    .map(([name]) => name)
    .toSorted();
  return Promise.all(names.map((name) => readPrompt(vscode.Uri.joinPath(folder, name), origin)));
}

export function isPromptName(name: string): boolean {
  return /^[^.].*\.md$/i.test(name);
}

async function readPrompt(uri: vscode.Uri, origin: Origin): Promise<Prompt | BrokenPrompt> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_SIZE) {
      return broken(uri, origin, { type: "tooLarge" });
    }
    return await parsePrompt(uri, origin, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return broken(uri, origin, { type: "unreadable" });
  }
}

export async function parsePrompt(
  uri: vscode.Uri,
  origin: Origin,
  text: string,
): Promise<Prompt | BrokenPrompt> {
  const { parsePromptFile } = await import("./parsePromptFile.lazy.ts");
  const { prompt, troubles } = parsePromptFile(text);
  const [first, ...others] = troubles;
  const file = { id: idOf(uri), uri, origin };
  if (prompt !== undefined) {
    return { ...file, ...(origin === "builtIn" ? translated(prompt) : prompt) };
  }
  return first === undefined
    ? broken(uri, origin, { type: "unreadable" })
    : { ...file, troubles: [first, ...others] };
}

/** What a command that comes with Castor says to a person; its prompt is for the model. */
function translated(prompt: PromptFile): PromptFile {
  const { t } = vscode.l10n;
  return { ...prompt, name: t(prompt.name), asks: prompt.asks === "" ? "" : t(prompt.asks) };
}

function broken(uri: vscode.Uri, origin: Origin, fault: PromptTrouble["fault"]): BrokenPrompt {
  return { id: idOf(uri), uri, origin, troubles: [{ fault, line: 0, column: 0, end: 1 }] };
}

function idOf({ path: file }: vscode.Uri): string {
  return path.posix.basename(file).replace(/\.md$/i, "");
}
