import { signal, type ReadonlySignal } from "@preact/signals";
import type { Host } from "../host.ts";

/** What stands in the composer. The host keeps a copy, so that it outlives the page. */
export class Draft {
  readonly #host: Host;
  readonly #text = signal("");
  readonly #conversation: () => string;
  #sent: string | undefined;

  readonly text: ReadonlySignal<string> = this.#text;

  /** `conversation` is the id of the one that is shown. */
  constructor(host: Host, conversation: () => string) {
    this.#host = host;
    this.#conversation = conversation;
  }

  edit(text: string): void {
    this.#text.value = text;
    this.#host.post({ type: "draft", text, conversation: this.#conversation() });
  }

  send(): void {
    const text = this.#text.value;
    this.#sent = text;
    this.#host.post({ type: "send", text, conversation: this.#conversation() });
  }

  /** The host has not taken what was sent. */
  refuse(): void {
    this.#sent = undefined;
  }

  /** What the host has kept from an earlier page. */
  restore(text: string): void {
    this.#sent = undefined;
    this.#text.value = text;
  }

  /**
   * The host sets the text; emptied after sending, what was typed meanwhile stays. Only then is there
   * something to answer: two pages that answered every text would answer each other for ever.
   */
  receive(text: string): void {
    const current = this.#text.value;
    const sent = this.#sent;
    const isTaken = text === "" && sent !== undefined && current.startsWith(sent);
    const rest = isTaken ? current.slice(sent.length) : text;
    this.#sent = undefined;
    if (rest === text) {
      this.#text.value = text;
    } else {
      this.edit(rest);
    }
  }
}
