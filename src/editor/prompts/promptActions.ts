import * as vscode from "vscode";
import { isFor } from "./promptCommands.ts";
import type { Prompt } from "./promptFolder.ts";
import type { PromptLibrary } from "./promptLibrary.ts";

/** Offers commands in the lightbulb: those for problems where there is one, those for code where some is selected. */
export class PromptActionProvider implements vscode.CodeActionProvider {
  static readonly kinds = [
    vscode.CodeActionKind.QuickFix,
    vscode.CodeActionKind.RefactorRewrite.append("castor"),
  ] as const;

  readonly #library: PromptLibrary;

  constructor(library: PromptLibrary) {
    this.#library = library;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const [quickFix, rewrite] = PromptActionProvider.kinds;
    const fixes = diagnostics.length > 0 && isWanted(quickFix, only);
    const rewrites = !range.isEmpty && isWanted(rewrite, only);
    // Where there is nothing to offer, nothing is read.
    if ((!fixes && !rewrites) || document.uri.scheme === "output") {
      return [];
    }
    const { prompts } = await this.#library.get();
    if (token.isCancellationRequested) {
      return [];
    }
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
        .map((prompt) => actionFor(prompt, rewrite, { range })),
    ];
  }
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
