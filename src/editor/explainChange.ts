import path from "node:path";
import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { UserMessage } from "../chat/ports.ts";
import { type ChangePlace, changeAt } from "./changeAt.ts";
import { codeFence, codeSpan } from "./codeFence.ts";
import { codeReference, contextOf } from "./codeContext.ts";
import { gitApi } from "./commit/gitApi.ts";
import { firstLines } from "./surroundings.ts";

/** Characters of a change that are sent at most. */
const MOST_TEXT = 60_000;

interface Compared {
  readonly old: vscode.TextDocument;
  readonly fresh: vscode.TextDocument;
  readonly place: ChangePlace;
}

/**
 * The message that asks what a change is about: the one whose button was clicked in the editor's margin, which hands over
 * a file, its changes and the number of the one that is meant; else the one at the cursor.
 */
export async function changeMessage(uri: unknown, changes: unknown, index: unknown): Promise<UserMessage> {
  const compared =
    uri instanceof vscode.Uri
      ? await clicked(uri, changes, index)
      : await atCursor(vscode.window.activeTextEditor);
  const change = compared && changeAt(compared.old.getText(), compared.fresh.getText(), compared.place);
  if (compared === undefined || change === undefined) {
    throw new HumanError(
      vscode.l10n.t(
        "Nothing has changed here. Put the cursor on a line that is marked as changed, then try again.",
      ),
    );
  }
  const { fresh } = compared;
  const range = fresh.validateRange(new vscode.Range(change.startLine, 0, change.endLine + 1, 0));
  const context = contextOf(fresh, range, 0);
  const words = [
    `This has changed in ${codeSpan(context.fileName)} (${context.languageId}):`,
    codeFence(firstLines(change.diff, MOST_TEXT), "diff"),
    "Explain the change: what is different now, what it may be for, and what one should watch out for. Lines without a sign are unchanged and there for your understanding only.",
  ];
  return {
    parts: [
      { type: "code", code: codeReference(context) },
      { type: "text", text: vscode.l10n.t("Explain this change.") },
    ],
    prompt: [{ type: "text", text: words.join("\n\n") }],
  };
}

async function clicked(uri: vscode.Uri, changes: unknown, index: unknown): Promise<Compared | undefined> {
  const change: unknown = Array.isArray(changes) && typeof index === "number" ? changes[index] : undefined;
  const line = lineOf(change);
  const fresh = await vscode.workspace.openTextDocument(uri);
  return line === undefined ? undefined : withGit(fresh, line, line);
}

/** VS Code counts from one; of lines that are gone it gives the one before them. */
function lineOf(change: unknown): number | undefined {
  if (typeof change !== "object" || change === null || !("modifiedStartLineNumber" in change)) {
    return undefined;
  }
  const { modifiedStartLineNumber: line } = change;
  return typeof line === "number" ? Math.max(0, line - 1) : undefined;
}

async function atCursor(editor: vscode.TextEditor | undefined): Promise<Compared | undefined> {
  if (editor === undefined) {
    return undefined;
  }
  const { document, selection } = editor;
  const [startLine, endLine] = [selection.start.line, selection.end.line];
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) {
    return withGit(document, startLine, endLine);
  }
  const [old, fresh] = await Promise.all([
    vscode.workspace.openTextDocument(input.original),
    vscode.workspace.openTextDocument(input.modified),
  ]);
  return { old, fresh, place: { side: document === old ? "old" : "new", startLine, endLine } };
}

/** A file beside what Git has of it. */
async function withGit(
  fresh: vscode.TextDocument,
  startLine: number,
  endLine: number,
): Promise<Compared | undefined> {
  const git = await gitApi();
  if (fresh.uri.scheme !== "file" || git.getRepository(fresh.uri) === null) {
    throw new HumanError(
      vscode.l10n.t(
        "Git knows nothing of {0}, so there is no change to explain.",
        path.posix.basename(fresh.uri.path),
      ),
    );
  }
  const old = await vscode.workspace.openTextDocument(git.toGitUri(fresh.uri, "~"));
  return { old, fresh, place: { side: "new", startLine, endLine } };
}
