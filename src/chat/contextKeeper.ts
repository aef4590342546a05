import { firstOfNewerHalf } from "./contextCut.ts";
import type { OpenConversation } from "./openConversation.ts";
import type { SessionPorts } from "./ports.ts";

export type ContextPorts = Pick<SessionPorts, "client" | "options" | "attachments" | "media">;

/** Keeps what is sent of the open conversation within what the model takes; all of it stays to be seen. */
export class ContextKeeper {
  readonly #open: OpenConversation;
  readonly #ports: ContextPorts;

  constructor(open: OpenConversation, ports: ContextPorts) {
    this.#open = open;
    this.#ports = ports;
  }

  /**
   * Sends the newer half alone from now on, or of what stands before an answer. False where there is nothing to leave out:
   * one question is all.
   */
  leaveOut(answerId?: string): boolean {
    const first = this.#first(answerId);
    if (first !== undefined) {
      this.#cut(first);
    }
    return first !== undefined;
  }

  /**
   * The same, with a summary of the older half, which the model writes; `onText` hears of it as it grows. False too where
   * another conversation has been opened meanwhile. Rejects where the model has not summarised it: nothing is left out then.
   */
  async summarize(signal: AbortSignal, onText: (text: string) => void, answerId?: string): Promise<boolean> {
    const { transcript, sources } = this.#open.conversation;
    const first = this.#first(answerId);
    if (first === undefined) {
      return false;
    }
    const older = transcript.turns.slice(
      0,
      transcript.turns.findIndex(({ id }) => id === first),
    );
    const { summarize } = await import("./summarize.lazy.ts");
    const conversation = { transcript: { ...transcript, turns: older }, sources };
    const summary = await summarize(this.#ports, conversation, signal, onText);
    if (this.#open.transcript.id !== transcript.id) {
      return false;
    }
    this.#cut(first, summary);
    return true;
  }

  /** Sends what stands before this user turn again. */
  sendAll(turnId: string): void {
    this.#open.commit({ type: "change", change: { type: "contextCut", turnId, cut: false, at: Date.now() } });
  }

  #first(answerId: string | undefined): string | undefined {
    return firstOfNewerHalf(this.#open.transcript, answerId, this.#ports.options().model);
  }

  #cut(turnId: string, summary?: string): void {
    const cut = { cut: true, at: Date.now(), ...(summary !== undefined && { summary }) };
    this.#open.commit({ type: "change", change: { type: "contextCut", turnId, ...cut } });
  }
}
