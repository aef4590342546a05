import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { UserMessage } from "../chat/ports.ts";
import { codeReference, explainTarget } from "./codeContext.ts";
import { explainPrompt } from "./explainPrompt.ts";

/** The message that asks for an explanation of what stands in the active editor. */
export async function explainMessage(): Promise<UserMessage> {
  const editor = vscode.window.activeTextEditor;
  const target = editor && (await explainTarget(editor));
  if (target === undefined) {
    throw new HumanError(
      vscode.l10n.t("Open a file and select the code to explain, or put the cursor into it."),
    );
  }
  return {
    parts: [
      { type: "code", code: codeReference(target) },
      { type: "text", text: vscode.l10n.t("Explain this code.") },
    ],
    prompt: [{ type: "text", text: explainPrompt(target) }],
  };
}

const kind = vscode.CodeActionKind.Empty.append("castor.explain");

/** Offers the explanation of a selection in the lightbulb. */
export function explainAction(
  range: vscode.Range,
  { only }: Pick<vscode.CodeActionContext, "only">,
): readonly vscode.CodeAction[] {
  if (range.isEmpty || (only !== undefined && !only.contains(kind))) {
    return [];
  }
  const action = new vscode.CodeAction(vscode.l10n.t("Explain with Castor"), kind);
  action.command = { command: "castor.explainSelection", title: action.title };
  return [action];
}
