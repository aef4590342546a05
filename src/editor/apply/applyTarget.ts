import * as vscode from "vscode";
import type { CodeOfTurn } from "../../chat/codeOfTurn.ts";
import { asFilePath } from "../../shared/filePath.ts";
import { namedFiles, newFileAt } from "./namedFile.ts";
import { pathComment } from "./pathComment.ts";

/** Code of an answer that is to go where it belongs. */
export interface ApplyRequest extends CodeOfTurn {
  readonly code: string;
  /** Paths that stand at the code block, the surest first. */
  readonly files: readonly string[];
}

/** The documents that the code may belong into, the most likely first; undefined if the person chose none. */
export async function applyTargets(
  { code, files, about }: Omit<ApplyRequest, "isOpen">,
  active: vscode.TextDocument | undefined,
): Promise<readonly vscode.TextDocument[] | undefined> {
  const comment = pathComment(code.split("\n", 1)[0] ?? "");
  const named = [...(comment === undefined ? [] : [comment]), ...files].flatMap(
    (file) => asFilePath(file) ?? [],
  );
  const others = [...about.map((uri) => vscode.Uri.parse(uri)), ...(active ? [active.uri] : [])];
  for (const path of named) {
    const found = await namedFiles(path);
    if (found.length > 0) {
      const uri = await oneOf(found, others, path);
      return uri && (await opened([uri]));
    }
  }
  const [missing] = named;
  if (missing !== undefined && newFileAt(missing) !== undefined) {
    return await missingFile(missing, others);
  }
  return await opened(others);
}

/** Among files of the same name the one that the talk is about, else the person's choice. */
async function oneOf(
  found: readonly vscode.Uri[],
  others: readonly vscode.Uri[],
  path: string,
): Promise<vscode.Uri | undefined> {
  const known = found.find((uri) => others.some((other) => other.toString() === uri.toString()));
  if (known !== undefined || found.length === 1) {
    return known ?? found[0];
  }
  const rows = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const title = vscode.l10n.t("Castor: Apply to File");
  const placeHolder = vscode.l10n.t("Which {0}?", path);
  return (await vscode.window.showQuickPick(rows, { title, placeHolder }))?.uri;
}

async function missingFile(
  path: string,
  others: readonly vscode.Uri[],
): Promise<readonly vscode.TextDocument[] | undefined> {
  const documents = await opened(others);
  const create = vscode.l10n.t("Create the File");
  const [first] = documents;
  const instead = first && vscode.l10n.t("Apply to {0}", vscode.workspace.asRelativePath(first.uri));
  const message = vscode.l10n.t("There is no {0} here yet.", path);
  const choices = instead === undefined ? [create] : [create, instead];
  const choice = await vscode.window.showInformationMessage(message, ...choices);
  const uri = newFileAt(path);
  if (choice === create && uri !== undefined) {
    return [await vscode.workspace.openTextDocument(uri.with({ scheme: "untitled" }))];
  }
  return choice === undefined ? undefined : documents;
}

async function opened(uris: readonly vscode.Uri[]): Promise<readonly vscode.TextDocument[]> {
  const unique = new Map(uris.map((uri) => [uri.toString(), uri]));
  const documents = await Promise.all([...unique.values()].map(open));
  return documents.filter((document) => document !== undefined);
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    // It is gone, or no text.
    return undefined;
  }
}
