import type { Disposable } from "../base/disposable.ts";
import { Emitter } from "../base/emitter.ts";
import { isActive } from "../shared/transcript.ts";
import type { OpenConversation } from "./openConversation.ts";
import type { UserMessage } from "./ports.ts";
import type { QueuedMessage } from "./queued.ts";

export interface QueuePorts {
  /** Asks it now, as the turn of this id. */
  readonly ask: (message: UserMessage, id: string) => void;
  /** Whether an answer of this window is under way. */
  readonly isAnswering: () => boolean;
  /** Ends the answer that is under way, and keeps what came of it. */
  readonly stop: () => void;
}

/**
 * The messages of the open conversation that wait for the end of an answer. The journal keeps them with everything else, so
 * that they are there after a crash and in other windows. Only the window that was answering sends what waits, and only
 * after an answer that came to a good end: everything else is held until a person says so.
 */
export class MessageQueue implements Disposable {
  readonly #open: OpenConversation;
  readonly #ports: QueuePorts;
  readonly #changes = new Emitter<void>();
  readonly #subscription: Disposable;
  /** Taken out in this window, with the one that they stood before. */
  readonly #removed = new Map<
    string,
    { readonly message: UserMessage; readonly before: string | undefined }
  >();
  readonly #withheld = new Set<string>();
  #count = 0;
  #held = true;
  /** The one that is sent as soon as the answer has stopped. */
  #chosen: string | undefined;

  readonly onChanged = this.#changes.event;

  constructor(open: OpenConversation, ports: QueuePorts) {
    this.#open = open;
    this.#ports = ports;
    this.#subscription = open.onQueue(() => this.#look());
  }

  get messages(): readonly QueuedMessage[] {
    return this.#open.tree.queue;
  }

  /** Nothing is sent by itself: it needs a word from the person first. */
  get isHeld(): boolean {
    return this.#held;
  }

  /** An answer is under way here, or in another window. */
  get isBusy(): boolean {
    const last = this.#open.transcript.turns.at(-1);
    return this.#ports.isAnswering() || (last?.role === "model" && isActive(last.status));
  }

  add(message: UserMessage): void {
    this.#open.commit({ type: "queued", id: crypto.randomUUID(), message });
  }

  /** Takes a message out; `restore` brings it back. */
  remove(id: string): void {
    const index = this.messages.findIndex((waiting) => waiting.id === id);
    const found = this.messages[index];
    if (found !== undefined) {
      this.#removed.set(id, { message: found.message, before: this.messages[index + 1]?.id });
      this.#open.commit({ type: "unqueued", ids: [id] });
    }
  }

  /** The message, which is not sent from now on: it is about to be changed. */
  withhold(id: string): UserMessage | undefined {
    this.#withheld.add(id);
    return this.messages.find((waiting) => waiting.id === id)?.message;
  }

  restore(id: string): void {
    const found = this.#removed.get(id);
    if (found !== undefined) {
      const { message, before } = found;
      this.#removed.delete(id);
      this.#withheld.delete(id);
      this.#open.commit({ type: "queued", id, message, ...(before !== undefined && { before }) });
    }
  }

  /** Sends this one before all others, and stops the answer that is under way. */
  sendNow(id: string): void {
    if (!this.messages.some((waiting) => waiting.id === id)) {
      return;
    }
    this.#held = false;
    if (this.#ports.isAnswering()) {
      this.#chosen = id;
      this.#ports.stop();
      return;
    }
    if (this.isBusy) {
      // An answer of another window, which has stopped as soon as that is said.
      this.#ports.stop();
    }
    this.#send(id);
  }

  /** An answer of this window has ended, and everything of it is kept. */
  answered(turnId: string): void {
    const turn = this.#open.tree.turn(turnId);
    const isGood =
      turn?.role === "model" && turn.status.type === "done" && turn.status.finishReason === "STOP";
    const first = this.messages.find(({ id }) => !this.#withheld.has(id));
    const next = this.#chosen ?? (isGood && !this.#held ? first?.id : undefined);
    if (next === undefined) {
      this.hold();
    } else {
      this.#send(next);
    }
  }

  /** What waits is not sent by itself. */
  hold(): void {
    this.#chosen = undefined;
    this.#held = true;
    this.#count = this.messages.length;
    this.#changes.fire();
  }

  /** Another conversation is open. */
  reset(): void {
    this.#removed.clear();
    this.#withheld.clear();
    this.hold();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
  }

  #send(id: string): void {
    this.#chosen = undefined;
    const found = this.messages.find((waiting) => waiting.id === id);
    if (found !== undefined && this.#open.claim(id)) {
      this.#ports.ask(found.message, id);
    } else if (found !== undefined) {
      // Another window is sending it, and what it says of that is on its way here.
      this.hold();
    }
  }

  #look(): void {
    const { length } = this.messages;
    if (length > this.#count && this.#ports.isAnswering()) {
      // Whoever queues a message while it is being answered, in whichever window, wants it sent.
      this.#held = false;
    }
    this.#count = length;
    this.#changes.fire();
  }
}
