import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable.ts";
import type { ChatSession } from "../chat/session.ts";
import { isActive, type Transcript } from "../shared/transcript.ts";

/** Tells VS Code which commands make sense now. */
export class ContextKeys implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #known = new Map<string, boolean>();

  constructor(session: ChatSession) {
    const update = () => this.#update(session.transcript);
    this.#store.add(
      session.onEvent(({ type }) => {
        if (type !== "textAdded" && type !== "partAdded") {
          update();
        }
      }),
    );
    this.#store.add(session.onReset(update));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #update({ turns }: Transcript): void {
    const answers = turns.filter((turn) => turn.role === "model");
    this.#set("castor.hasAnswer", answers.length > 0);
    this.#set(
      "castor.chatActive",
      answers.some(({ status }) => isActive(status)),
    );
  }

  #set(key: string, value: boolean): void {
    if (this.#known.get(key) !== value) {
      this.#known.set(key, value);
      void vscode.commands.executeCommand("setContext", key, value);
    }
  }
}
