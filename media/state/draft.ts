import { signal, type ReadonlySignal } from "@preact/signals";
import type { Host } from "../host.ts";

/** What stands in the composer. The host keeps a copy, so that it outlives the page. */
export class Draft {
  readonly #host: Host;
  readonly #text = signal("");
  readonly #conversation: () => string;
  #sent: string | undefined;
  /** What stands in the box while an earlier message is looked at in its place; the host has it all the while. */
  #standing: string | undefined;
  #aside = "";
  /** The text was written here, and the host may not have heard of its end. */
  #isTyped = false;

  readonly text: ReadonlySignal<string> = this.#text;

  /** `conversation` is the id of the one that is shown. */
  constructor(host: Host, conversation: () => string) {
    this.#host = host;
    this.#conversation = conversation;
  }

  /** What gave way to an earlier message that was changed or sent; empty for nothing. */
  get aside(): string {
    return this.#aside;
  }

  edit(text: string): void {
    this.#settle();
    this.#text.value = text;
    this.#isTyped = true;
    this.#host.post({ type: "draft", text, conversation: this.#conversation() });
  }

  send(): void {
    this.#settle();
    const text = this.#text.value;
    this.#sent = text;
    this.#host.post({ type: "send", text, conversation: this.#conversation() });
  }

  /** Shows an earlier message in the place of the draft, which comes `back` unless that one is changed or sent. */
  show(text: string): void {
    this.#standing ??= this.#text.value;
    this.#text.value = text;
  }

  back(): void {
    this.#text.value = this.#standing ?? this.#text.value;
    this.#standing = undefined;
  }

  /** The host has not taken what was sent. */
  refuse(): void {
    this.#sent = undefined;
  }

  /** What the host has kept from an earlier page. */
  restore(text: string, aside = ""): void {
    this.#sent = undefined;
    this.#standing = undefined;
    this.#aside = aside;
    this.#text.value = text;
    this.#isTyped = false;
  }

  /** A new chat stands in the place of one in which nothing was asked: what is being written goes on there. */
  carryOver(text: string, aside = ""): void {
    const typed = this.#isTyped ? this.#text.value : text;
    this.restore(text, aside);
    if (typed !== text) {
      this.edit(typed);
    }
  }

  /**
   * The host sets the text; emptied after sending, what was typed meanwhile stays. Only then is there
   * something to answer: two pages that answered every text would answer each other for ever. Where it comes `instead` of
   * another text than the one that stands here, somebody is typing, and that stays.
   */
  receive(text: string, instead?: string): void {
    const current = this.#text.value;
    const standing = this.#standing ?? current;
    if (instead !== undefined && standing !== instead) {
      this.#host.post({ type: "draft", text: standing, conversation: this.#conversation() });
      return;
    }
    const sent = this.#sent;
    const isTaken = text === "" && sent !== undefined && current.startsWith(sent);
    const rest = isTaken ? current.slice(sent.length) || this.#aside : text;
    this.#sent = undefined;
    this.#standing = undefined;
    if (rest === text) {
      this.#text.value = text;
      this.#isTyped = false;
      return;
    }
    this.edit(rest);
    if (rest === this.#aside) {
      this.#setAside("");
    }
  }

  /** What is shown becomes the draft; what stood there is set aside. */
  #settle(): void {
    const standing = this.#standing;
    this.#standing = undefined;
    if (standing === undefined || standing === this.#text.value) {
      return;
    }
    const before = this.#text.value === this.#aside ? "" : this.#aside;
    const aside = [standing, before].filter((text) => text.trim() !== "").join("\n\n");
    if (aside !== this.#aside) {
      this.#setAside(aside);
    }
  }

  #setAside(text: string): void {
    this.#aside = text;
    this.#host.post({ type: "setAside", text, conversation: this.#conversation() });
  }
}
