import type { ChatSession } from "../chat/session.ts";
import type { PanelState } from "../shared/protocol.ts";
import type { ProblemAction } from "../shared/transcript.ts";
import { tellNothingToLeaveOut } from "./contextDesk.ts";
import type { PanelActions } from "./panelActions.ts";

interface ProblemPorts {
  readonly session: ChatSession;
  readonly actions: PanelActions;
  readonly panelState: () => Promise<Pick<PanelState, "model">>;
  /** Has the older half of what stands before an answer summarized, and asks again. */
  readonly summarize: (turnId: string) => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** Does what a turn's problem offers. */
export function actOnProblem(
  { session, actions, panelState, summarize, fail }: ProblemPorts,
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
        tellNothingToLeaveOut();
      }
      break;
    case "summarizeOldest":
      void summarize(turnId).catch(fail);
      break;
    case "continue":
      session.goOn(turnId);
      break;
    case "newChat":
      session.newChat();
      break;
    case "pickModel":
      actions.run(action, () => askTheChosen(session, turnId, panelState));
      break;
    case "setKey":
    case "openSettings":
    case "openNetworkSettings":
    case "showLog":
      actions.run(action);
      break;
  }
}

/** A question that waits for one model is asked of another, once that is chosen; with the same one it goes on waiting. */
async function askTheChosen(
  session: ChatSession,
  turnId: string,
  panelState: ProblemPorts["panelState"],
): Promise<void> {
  const { model } = await panelState();
  const turn = session.transcript.turns.find(({ id }) => id === turnId);
  if (turn?.role === "model" && turn.status.type === "retrying" && turn.model !== model) {
    session.regenerate(turnId);
  }
}
