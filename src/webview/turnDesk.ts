import * as vscode from "vscode";
import type { ChatSession } from "../chat/session.ts";
import type { Handlers, ToHost } from "../shared/protocol.ts";

/** Messages of the page that are about turns that are there. */
type TurnMessage =
  | "stop"
  | "regenerate"
  | "retryNow"
  | "newChat"
  | "showVersion"
  | "editPrompt"
  | "removePair"
  | "fork"
  | "sendAll"
  | "copyTurn"
  | "askAnother"
  | "compare";

export interface TurnDeskPorts {
  readonly session: ChatSession;
  readonly copyTurn: (turnId: string) => Promise<void>;
  readonly versions: {
    askAnother(turnId: string): Promise<void>;
    compare(turnId: string): Promise<void>;
  };
  readonly fail: (error: unknown) => void;
}

/** What can be done with turns, for every page that shows them. */
export function turnHandlers({
  session,
  copyTurn,
  versions,
  fail,
}: TurnDeskPorts): Pick<Handlers<ToHost>, TurnMessage> {
  const run = (work: Promise<void>) => void work.catch(fail);
  return {
    stop: () => session.stop(),
    regenerate: ({ turnId }) => session.regenerate(turnId),
    retryNow: () => session.retryNow(),
    newChat: () => session.newChat(),
    showVersion: ({ turnId }) => session.showVersion(turnId),
    editPrompt: ({ turnId, text }) => {
      if (text.trim() !== "") {
        session.editPrompt(turnId, text);
      }
    },
    removePair: ({ turnId }) => run(removePair(session, turnId)),
    fork: ({ turnId }) => run(session.fork(turnId)),
    sendAll: ({ turnId }) => session.context.sendAll(turnId),
    copyTurn: ({ turnId }) => run(copyTurn(turnId)),
    askAnother: ({ turnId }) => run(versions.askAnother(turnId)),
    compare: ({ turnId }) => run(versions.compare(turnId)),
  };
}

async function removePair(session: ChatSession, turnId: string): Promise<void> {
  const { id } = session.transcript;
  const removed = session.removePair(turnId);
  if (removed.length === 0) {
    return;
  }
  const undo = vscode.l10n.t("Undo");
  const words = vscode.l10n.t("The question and its answer are deleted, and no longer sent.");
  if ((await vscode.window.showInformationMessage(words, undo)) === undo) {
    session.restoreTurns(id, removed);
  }
}
