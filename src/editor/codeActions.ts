import type * as vscode from "vscode";
import { explainAction } from "./explain.ts";
import { explainProblemAction } from "./explainProblem.ts";
import { promptActions } from "./prompts/promptActions.ts";
import type { PromptLibrary } from "./prompts/promptLibrary.ts";
import { writeActions } from "./writeActions.ts";

/** What the lightbulb offers: to explain a problem or what is selected, commands in files, to write and to change. */
export class CodeActions implements vscode.CodeActionProvider {
  readonly #library: PromptLibrary;

  constructor(library: PromptLibrary) {
    this.#library = library;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const found = [
      ...explainProblemAction(document, context),
      ...explainAction(range, context),
      ...(await promptActions(this.#library, document, range, context)),
      ...writeActions(document, range, context),
    ];
    return token.isCancellationRequested ? [] : found;
  }
}
