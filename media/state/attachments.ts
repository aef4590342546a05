import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Attachment, TokenCount } from "../../src/shared/attachment.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import { plainName } from "../words/names.ts";
import { isOverLimit } from "../../src/shared/context.ts";
import type { Announcer } from "./announcer.ts";

/** The files that wait in the composer, as the host has last told. */
export class Attachments {
  readonly #host: Host;
  readonly #announcer: Announcer;
  readonly #all = signal<readonly Attachment[]>([]);
  readonly #tokens = signal<TokenCount | undefined>(undefined);
  /** Removed here; the host may tell of them once more before it knows. */
  readonly #removed = new Set<string>();
  readonly #onGone: (id: string) => void;

  readonly all: ReadonlySignal<readonly Attachment[]> = this.#all;
  readonly tokens: ReadonlySignal<TokenCount | undefined> = this.#tokens;
  /** True when there is a file that can go along with a message, now or once it has arrived. */
  readonly canSend = computed(() => this.#all.value.some(({ state }) => state.type !== "failed"));

  /** `onGone` hears of every file that waits no longer. */
  constructor(host: Host, announcer: Announcer, onGone: (id: string) => void) {
    this.#host = host;
    this.#announcer = announcer;
    this.#onGone = onGone;
  }

  /** What waited already when the page began. */
  restore(attachments: readonly Attachment[]): void {
    this.#replace(attachments);
  }

  receive(attachments: readonly Attachment[]): void {
    const before = new Map(this.#all.peek().map((attachment) => [attachment.id, attachment]));
    this.#replace(attachments);
    const news = this.#all.peek().flatMap((attachment) => tidings(before.get(attachment.id), attachment));
    if (news.length > 0) {
      this.#announcer.say(news.join(" "));
    }
  }

  receiveTokens(count: TokenCount | undefined): void {
    const wasOver = isOverLimit(this.#tokens.peek());
    this.#tokens.value = count;
    if (!wasOver && isOverLimit(count)) {
      this.#announcer.say(t("The message is longer than the model takes."));
    }
  }

  has(id: string): boolean {
    return this.#all.peek().some((attachment) => attachment.id === id);
  }

  remove(id: string): void {
    this.#removed.add(id);
    this.#host.post({ type: "removeAttachment", id });
    this.#show(this.#all.peek().filter((attachment) => attachment.id !== id));
  }

  #replace(attachments: readonly Attachment[]): void {
    const present = new Set(attachments.map(({ id }) => id));
    for (const id of this.#removed) {
      if (!present.has(id)) {
        this.#removed.delete(id);
      }
    }
    this.#show(attachments.filter(({ id }) => !this.#removed.has(id)));
  }

  #show(attachments: readonly Attachment[]): void {
    const gone = new Set(this.#all.peek().map(({ id }) => id));
    attachments.forEach(({ id }) => gone.delete(id));
    batch(() => {
      this.#all.value = attachments;
      gone.forEach(this.#onGone);
    });
  }
}

/** What is worth saying aloud; how far an upload has come is not. */
function tidings(before: Attachment | undefined, { label, state }: Attachment): readonly string[] {
  if (before?.state.type === state.type) {
    return [];
  }
  const name = plainName(label);
  if (state.type === "ready") {
    return [before ? t("{0} is ready.", name) : t("{0} is attached and ready.", name)];
  }
  if (state.type === "failed") {
    return [t("{0} cannot be sent: {1}", name, state.reason)];
  }
  return before ? [] : [t("{0} is attached.", name)];
}
