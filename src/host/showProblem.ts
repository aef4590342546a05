import * as vscode from "vscode";
import type { Problem, ProblemAction } from "../shared/transcript.ts";
import { sentence } from "./problems.ts";

type Step = { readonly label: string; readonly command: readonly [string, ...string[]] };

/** The next steps that make sense outside the panel. */
function steps(): Readonly<Partial<Record<ProblemAction, Step>>> {
  return {
    setKey: { label: vscode.l10n.t("Set API Key"), command: ["castor.setApiKey"] },
    pickModel: { label: vscode.l10n.t("Select Model"), command: ["castor.selectModel"] },
    openSettings: { label: vscode.l10n.t("Open Settings"), command: ["castor.openSettings"] },
    openNetworkSettings: {
      label: vscode.l10n.t("Network Settings"),
      command: ["workbench.action.openSettings", "http.proxy"],
    },
    showLog: { label: vscode.l10n.t("Show Log"), command: ["castor.showLog"] },
  };
}

/** Shows a problem as a notification with its next steps. */
export async function showProblem(problem: Problem): Promise<void> {
  const known = steps();
  const offered = problem.actions.flatMap((action) => known[action] ?? []);
  const labels = offered.map((step) => step.label);
  const chosen = await vscode.window.showErrorMessage(sentence(problem), ...labels);
  const step = offered.find(({ label }) => label === chosen);
  if (step !== undefined) {
    const [command, ...args] = step.command;
    await vscode.commands.executeCommand(command, ...args);
  }
}
