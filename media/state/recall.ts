import { formatNumber, t } from "../l10n.ts";
import type { Announcer } from "./announcer.ts";
import type { Draft } from "./draft.ts";
import type { TranscriptStore } from "./transcriptStore.ts";

/** Messages of other conversations that are offered behind those of the one that is shown. */
const MAX_OTHERS = 50;

/** Leads through what a person has said before, in the place of what they write now. */
export class Recall {
  readonly #transcript: TranscriptStore;
  readonly #draft: Draft;
  readonly #announcer: Announcer;
  /** Of the conversations that this page has shown before, newest first. */
  #others: readonly string[] = [];
  #prompts: readonly string[] = [];
  #index = -1;

  constructor(transcript: TranscriptStore, draft: Draft, announcer: Announcer) {
    this.#transcript = transcript;
    this.#draft = draft;
    this.#announcer = announcer;
  }

  /** What stands in the box. */
  get text(): string {
    return this.#draft.text.peek();
  }

  /** An earlier message stands in the box, as it was. */
  get isShown(): boolean {
    return this.#index >= 0 && this.text === this.#prompts[this.#index];
  }

  /** Shows the message before; false where there is none. */
  older(): boolean {
    if (!this.isShown) {
      this.#index = -1;
      const { aside } = this.#draft;
      const all = [...(aside === "" ? [] : [aside]), ...this.#own(), ...this.#others];
      this.#prompts = [...new Set(all)].filter((prompt) => prompt !== this.text);
    }
    return this.#show(this.#index + 1);
  }

  /** Shows the message after, behind the last one what is being written; false where no earlier one is shown. */
  newer(): boolean {
    if (!this.isShown) {
      return false;
    }
    return this.#index === 0 ? this.back() : this.#show(this.#index - 1);
  }

  /** Shows what is being written; false where it is shown. */
  back(): boolean {
    if (!this.isShown) {
      return false;
    }
    this.#index = -1;
    this.#draft.back();
    this.#announcer.say(t("What you were writing"));
    return true;
  }

  /** Another conversation is about to be shown. */
  leave(): void {
    this.#index = -1;
    this.#others = [...new Set([...this.#own(), ...this.#others])].slice(0, MAX_OTHERS);
  }

  #show(index: number): boolean {
    const prompt = this.#prompts[index];
    if (prompt === undefined) {
      return false;
    }
    this.#index = index;
    this.#draft.show(prompt);
    const [place, count] = [index + 1, this.#prompts.length].map((value) => formatNumber(value));
    this.#announcer.say(t("Earlier message {0} of {1}", place ?? "", count ?? ""));
    return true;
  }

  /** What was said in the conversation that is shown, newest first. */
  #own(): readonly string[] {
    return this.#transcript.turnIds
      .peek()
      .toReversed()
      .flatMap((id) => {
        const turn = this.#transcript.turn(id)?.peek();
        const words =
          turn?.role === "user"
            ? turn.parts.flatMap((part) => (part.type === "text" ? [part.text] : []))
            : [];
        const text = words.join("\n\n");
        return text.trim() === "" ? [] : [text];
      });
  }
}
