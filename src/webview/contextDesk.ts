import { l10n, window } from "vscode";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import type { ChatSession } from "../chat/session.ts";
import type { DraftFile } from "../host/media/draftFile.ts";
import type { TokenCount } from "../shared/attachment.ts";
import { isOverLimit, type WhenFull } from "../shared/context.ts";
import type { Handlers, ToHost, ToView } from "../shared/protocol.ts";

export interface ContextDeskPorts {
  readonly session: ChatSession;
  readonly whenFull: () => WhenFull;
  /** What the next message takes, as far as it is known. */
  readonly count: () => TokenCount | undefined;
  /** What stands in the composer. */
  readonly standing: () => { readonly text: string; readonly files: readonly DraftFile[] };
  readonly putBack: (text: string, files: readonly DraftFile[]) => Promise<void>;
  readonly post: (message: ToView) => void;
  readonly fail: (error: unknown) => void;
}

/** Makes room for the next message where the conversation is longer than the model takes. */
export class ContextDesk implements Disposable {
  readonly #ports: ContextDeskPorts;
  readonly #store = new DisposableStore();
  #summary: AbortController | undefined;

  constructor(ports: ContextDeskPorts) {
    this.#ports = ports;
    this.#store.add(ports.session.onReset(() => this.#summary?.abort()));
  }

  handlers(): Pick<Handlers<ToHost>, "makeRoom"> {
    const { fail, session } = this.#ports;
    const run = (work: Promise<unknown>) => void work.catch(fail);
    return {
      makeRoom: ({ how }) => {
        switch (how) {
          case "leaveOut":
            if (!session.queue.isBusy && !session.context.leaveOut()) {
              tellNothingToLeaveOut();
            }
            break;
          case "summarize":
            run(this.summarize());
            break;
          case "newChat":
            run(this.#moveOn());
            break;
          case "stop":
            this.#summary?.abort();
        }
      },
    };
  }

  /** Before a message is sent: what the person has chosen once for all is done. False where it did not come to that. */
  async makeRoom(): Promise<boolean> {
    const { session, whenFull, count } = this.#ports;
    if (session.queue.isBusy || !isOverLimit(count())) {
      return true;
    }
    const choice = whenFull();
    if (choice === "leaveOut") {
      session.context.leaveOut();
    }
    return choice === "summarize" ? this.summarize() : true;
  }

  /**
   * Has the older half of the conversation summarised, or of what stands before an answer. False where that was stopped, or
   * there is nothing of the kind, which is said.
   */
  async summarize(answerId?: string): Promise<boolean> {
    const { session, post } = this.#ports;
    if (session.queue.isBusy || this.#summary !== undefined) {
      return false;
    }
    const controller = (this.#summary = new AbortController());
    const { signal } = controller;
    const { id } = session.transcript;
    const tell = (text: string) => post({ type: "makingRoom", characters: text.length });
    tell("");
    try {
      const isDone = await session.context.summarize(signal, tell, answerId);
      if (!isDone && id === session.transcript.id) {
        tellNothingToLeaveOut();
      }
      return isDone;
    } catch (error) {
      if (signal.aborted) {
        return false;
      }
      throw error;
    } finally {
      this.#summary = undefined;
      post({ type: "makingRoom" });
    }
  }

  dispose(): void {
    this.#store.dispose();
    this.#summary?.abort();
  }

  /** A new chat begins with what was about to be sent. */
  async #moveOn(): Promise<void> {
    const { session, standing, putBack } = this.#ports;
    const { text, files } = standing();
    session.newChat();
    await putBack(text, files);
  }
}

export function tellNothingToLeaveOut(): void {
  const words = l10n.t(
    "Nothing else is left out: only this question is sent. Make it shorter, or remove a file from it.",
  );
  void window.showInformationMessage(words);
}
