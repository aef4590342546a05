import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { UserMessage } from "../chat/ports.ts";
import { codeReference, linesContext } from "./codeContext.ts";
import { problemPrompt } from "./problemPrompt.ts";

/** The message that asks what a problem means: the one that is given, else the worst of the cursor's line. */
export async function problemMessage(uri: unknown, diagnostic: unknown): Promise<UserMessage> {
  const given =
    uri instanceof vscode.Uri && diagnostic instanceof vscode.Diagnostic
      ? { document: await vscode.workspace.openTextDocument(uri), diagnostic }
      : atCursor(vscode.window.activeTextEditor);
  const lines = given && linesContext(given.document, given.diagnostic.range);
  if (given === undefined || lines === undefined) {
    throw new HumanError(
      vscode.l10n.t("No problem is reported here. Put the cursor on one that is underlined."),
    );
  }
  const { message, severity, source, code, relatedInformation = [] } = given.diagnostic;
  const prompt = problemPrompt({
    ...lines,
    line: given.diagnostic.range.start.line + 1,
    problem: {
      severity: vscode.DiagnosticSeverity[severity],
      message,
      origin: [source, typeof code === "object" ? code.value : code]
        .filter((part) => part !== undefined)
        .join(" "),
      related: relatedInformation.map((related) => related.message),
    },
  });
  const shown = message.replace(/\s+/g, " ").trim();
  return {
    parts: [
      { type: "code", code: codeReference(lines) },
      { type: "text", text: vscode.l10n.t("Explain this problem: {0}", shown) },
    ],
    prompt: [{ type: "text", text: prompt }],
  };
}

function atCursor(editor: vscode.TextEditor | undefined) {
  if (editor === undefined) {
    return undefined;
  }
  const { document, selection } = editor;
  const line = document.lineAt(selection.active.line).range;
  const [diagnostic] = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ range }) => range.intersection(line) !== undefined)
    .sort((a, b) => distance(a, selection.active) - distance(b, selection.active) || a.severity - b.severity);
  return diagnostic && { document, diagnostic };
}

function distance({ range }: vscode.Diagnostic, position: vscode.Position): number {
  return range.contains(position) ? 0 : 1;
}

/** Offers in the lightbulb of a problem to explain it. */
export function explainProblemAction(
  document: vscode.TextDocument,
  { diagnostics, only }: Pick<vscode.CodeActionContext, "diagnostics" | "only">,
): readonly vscode.CodeAction[] {
  const [diagnostic] = diagnostics;
  const kind = vscode.CodeActionKind.QuickFix;
  if (diagnostic === undefined || (only !== undefined && !only.contains(kind))) {
    return [];
  }
  const title = vscode.l10n.t("Explain This Problem with Castor");
  const action = new vscode.CodeAction(title, kind);
  action.diagnostics = [diagnostic];
  action.command = { command: "castor.explainProblem", title, arguments: [document.uri, diagnostic] };
  return [action];
}
