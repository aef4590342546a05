import * as vscode from "vscode";
import { isFor } from "./promptCommands.ts";
import type { Prompt } from "./promptFolder.ts";
import type { PromptLibrary } from "./promptLibrary.ts";

const quickFix = vscode.CodeActionKind.QuickFix;
export const promptRewrite = vscode.CodeActionKind.RefactorRewrite.append("castor");

/** Commands for the lightbulb: those for problems where there is one, those for code where some is selected. */
export async function promptActions(
  library: PromptLibrary,
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics, only }: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
  const fixes = diagnostics.length > 0 && isWanted(quickFix, only);
  const rewrites = !range.isEmpty && isWanted(promptRewrite, only);
  // Where there is nothing to offer, nothing is read.
  if ((!fixes && !rewrites) || document.uri.scheme === "output") {
    return [];
  }
  const { prompts } = await library.get();
  const shown = prompts.filter(
    (prompt) => prompt.where.includes("lightbulb") && isFor(prompt, document.languageId),
  );
  const isFix = (prompt: Prompt) => prompt.takes === "problem";
  return [
    ...shown
      .filter((prompt) => fixes && isFix(prompt))
      .map((prompt) => actionFor(prompt, quickFix, { range, diagnostics: [...diagnostics] })),
    ...shown
      .filter((prompt) => rewrites && !isFix(prompt))
      .map((prompt) => actionFor(prompt, promptRewrite, { range })),
  ];
}

function isWanted(kind: vscode.CodeActionKind, only: vscode.CodeActionKind | undefined): boolean {
  return only === undefined || only.contains(kind);
}

function actionFor(
  { name, id }: Prompt,
  kind: vscode.CodeActionKind,
  { range, diagnostics }: { readonly range: vscode.Range; readonly diagnostics?: vscode.Diagnostic[] },
): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t("{0} with Castor", name.replace(/…$/, "")), kind);
  action.command = { command: "castor.runCommand", title: action.title, arguments: [{ command: id, range }] };
  if (diagnostics !== undefined) {
    action.diagnostics = diagnostics;
  }
  return action;
}
