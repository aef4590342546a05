import path from "node:path";
import * as vscode from "vscode";
import type { PromptLibrary } from "./promptLibrary.ts";
import { troubleSentence } from "./promptWords.ts";

/** Asks for a name and opens a new command, ready to be written. */
export async function newCustomCommand(library: PromptLibrary): Promise<void> {
  const title = vscode.l10n.t("Castor: New Custom Command");
  const folder = await chooseFolder(library, title);
  const name = folder && (await askName(title));
  if (folder === undefined || name === undefined) {
    return;
  }
  const uri = await freeName(folder, fileNameFor(name));
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(template(name)));
  await library.refresh();
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const last = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(last, last);
}

/** Shows the person's commands, and those of a trusted workspace, to be opened. */
export async function editCustomCommands(library: PromptLibrary): Promise<void> {
  const { prompts, broken } = await library.refresh();
  const own = prompts.filter(({ origin }) => origin !== "builtIn");
  const items = [
    ...broken.map(({ uri, troubles }) => ({
      label: `$(error) ${path.posix.basename(uri.path)}`,
      detail: troubleSentence(path.posix.basename(uri.path), troubles[0]),
      uri,
    })),
    ...own.map(({ name, uri, origin }) => ({
      label: name,
      description: path.posix.basename(uri.path),
      detail: origin === "user" ? vscode.l10n.t("your own") : vscode.l10n.t("this workspace"),
      uri,
    })),
  ];
  if (items.length === 0) {
    await newCustomCommand(library);
    return;
  }
  const add = { label: `$(add) ${vscode.l10n.t("New Custom Command…")}`, uri: undefined };
  const picked = await vscode.window.showQuickPick([...items, add], {
    title: vscode.l10n.t("Castor: Edit Custom Commands"),
    matchOnDescription: true,
  });
  if (picked === add) {
    await newCustomCommand(library);
  } else if (picked?.uri !== undefined) {
    await vscode.window.showTextDocument(picked.uri, { preview: false });
  }
}

async function chooseFolder(library: PromptLibrary, title: string): Promise<vscode.Uri | undefined> {
  const workspaces = vscode.workspace.isTrusted ? library.workspaceFolders : [];
  const items = [
    {
      label: vscode.l10n.t("For me, in every workspace"),
      detail: vscode.l10n.t("Kept by VS Code on this machine."),
      folder: library.userFolder,
    },
    ...workspaces.map((folder) => ({
      label: vscode.l10n.t("For everybody in {0}", nameOfWorkspace(folder)),
      detail: vscode.workspace.asRelativePath(folder),
      folder,
    })),
  ];
  if (items.length === 1) {
    return library.userFolder;
  }
  const placeHolder = vscode.l10n.t("Who is the command for?");
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.folder;
}

function nameOfWorkspace(folder: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(folder)?.name ?? "";
}

async function askName(title: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t("What is the command called?"),
    placeHolder: vscode.l10n.t("Simplify This"),
    validateInput: (value) =>
      value.trim() === "" || fileNameFor(value) !== ""
        ? undefined
        : vscode.l10n.t("Use some letters or digits: the file is called after them."),
  });
  return name?.trim() === "" ? undefined : name?.trim();
}

/** `Simplify This…` is kept in `simplify-this.md`. */
function fileNameFor(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}

async function freeName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let count = 1; ; count++) {
    const uri = vscode.Uri.joinPath(folder, count === 1 ? `${name}.md` : `${name}-${count}.md`);
    try {
      await vscode.workspace.fs.stat(uri);
    } catch {
      return uri;
    }
  }
}

function template(name: string): string {
  return `---
name: ${JSON.stringify(name)}
description: ""
# Where it shows, beside Castor: Run Command…: editor, lightbulb, explorer
where: [palette, editor]
# selection, problem, file, image or nothing
takes: selection
# answer (in the chat), insert, replace, document (a new one) or tests
does: answer
# A question to be asked first; the answer is {{input}}
# asks: What should it be like?
# Only for some languages
# languages: [typescript, python]
---

Look at this {{language}} code from {{fileName}}:

{{selection}}

`;
}
