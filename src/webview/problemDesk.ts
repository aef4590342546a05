import * as vscode from "vscode";
import type { ChatSession } from "../chat/session.ts";
import type { ProblemAction } from "../shared/transcript.ts";
import type { PanelActions } from "./panelActions.ts";

/** Does what a turn's problem offers. */
export function actOnProblem(
  { session, actions }: { readonly session: ChatSession; readonly actions: PanelActions },
  { action, turnId }: { readonly action: ProblemAction; readonly turnId: string },
): void {
  switch (action) {
    case "retry":
      session.regenerate(turnId);
      break;
    case "retryWithoutFiles":
      session.retryWithoutFiles(turnId);
      break;
    case "leaveOutOldest":
      if (!session.leaveOutOldest(turnId)) {
        const words = vscode.l10n.t(
          "Nothing else is left out: only this question is sent. Make it shorter, or remove a file from it.",
        );
        void vscode.window.showInformationMessage(words);
      }
      break;
    case "continue":
      session.goOn(turnId);
      break;
    case "newChat":
      session.newChat();
      break;
    case "setKey":
    case "pickModel":
    case "openSettings":
    case "openNetworkSettings":
    case "showLog":
      actions.run(action);
      break;
  }
}
