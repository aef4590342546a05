import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable.ts";
import type { ChatSession } from "../chat/session.ts";
import type { TranscriptEvent, TurnStatus } from "../shared/transcript.ts";

export interface AnswerReadyPorts {
  readonly session: Pick<ChatSession, "active" | "onEvent">;
  /** Whether the conversation is in sight anywhere. */
  readonly isSeen: () => boolean;
  readonly badge: (badge: vscode.ViewBadge | undefined) => void;
  /** Whether a notification is wanted too. */
  readonly notifies: () => boolean;
  readonly reveal: () => void;
}

/** Tells that an answer has come to its end while nobody could see it. */
export class AnswerReady implements Disposable {
  readonly #ports: AnswerReadyPorts;
  readonly #store = new DisposableStore();
  readonly #unseen = new Set<string>();

  constructor(ports: AnswerReadyPorts) {
    this.#ports = ports;
    this.#store.add(ports.session.onEvent((event) => this.#take(event)));
  }

  /** The conversation may have come into sight, or its view may be another one. */
  look(): void {
    if (this.#ports.isSeen()) {
      this.#unseen.clear();
    }
    this.#show();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #take(event: TranscriptEvent): void {
    // What another window has asked for is told there.
    if (event.type !== "statusChanged" || !this.#ports.session.active || this.#ports.isSeen()) {
      return;
    }
    const words = endWords(event.status);
    if (words !== undefined) {
      this.#unseen.add(event.turnId);
      this.#show();
      void this.#notify(words);
    }
  }

  #show(): void {
    const value = this.#unseen.size;
    const tooltip =
      value === 1 ? vscode.l10n.t("An answer is ready") : vscode.l10n.t("{0} answers are ready", value);
    this.#ports.badge(value === 0 ? undefined : { value, tooltip });
  }

  async #notify(words: string): Promise<void> {
    if (!this.#ports.notifies()) {
      return;
    }
    const show = vscode.l10n.t("Show");
    if ((await vscode.window.showInformationMessage(words, show)) === show) {
      this.#ports.reveal();
    }
  }
}

/** Undefined for what is no end, and for the one that the person has made. */
function endWords(status: TurnStatus): string | undefined {
  switch (status.type) {
    case "done":
      return status.note?.title ?? vscode.l10n.t("Gemini has answered.");
    case "failed":
      return status.problem.title;
    case "waiting":
    case "uploading":
    case "streaming":
    case "retrying":
    case "stopped":
      return undefined;
  }
}
