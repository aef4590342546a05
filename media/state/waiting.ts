import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import type { QueueAction, QueueView, WaitingMessage } from "../../src/shared/queue.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Announcer } from "./announcer.ts";

const empty: QueueView = { messages: [], held: false };

/** The messages that wait for the end of an answer. */
export class Waiting {
  readonly #host: Host;
  readonly #announcer: Announcer;
  readonly #view = signal<QueueView>(empty);
  readonly #removed = signal<string | undefined>(undefined);
  /** Nothing is news that a page is told when it comes. */
  #isKnown = false;

  readonly messages: ReadonlySignal<readonly WaitingMessage[]> = computed(() => this.#view.value.messages);
  readonly held: ReadonlySignal<boolean> = computed(() => this.#view.value.held);
  /** The message that was removed last, while that can be taken back. */
  readonly removed: ReadonlySignal<string | undefined> = this.#removed;

  constructor(host: Host, announcer: Announcer) {
    this.#host = host;
    this.#announcer = announcer;
  }

  /** Another conversation is shown; what waits in it follows. */
  reset(): void {
    this.#isKnown = false;
    batch(() => {
      this.#view.value = empty;
      this.#removed.value = undefined;
    });
  }

  receive(view: QueueView): void {
    const before = new Set(this.messages.peek().map(({ id }) => id));
    if (this.#isKnown && view.messages.some(({ id }) => !before.has(id))) {
      this.#announcer.say(t("Your message waits for the end of the answer"));
    }
    this.#isKnown = true;
    this.#view.value = view;
  }

  act(action: QueueAction, id: string): void {
    this.#removed.value = action === "remove" ? id : undefined;
    if (action === "remove") {
      this.#announcer.say(t("The message is removed"));
    }
    this.#host.post({ type: "queue", action, id });
  }
}
