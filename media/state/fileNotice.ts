import { signal, type ReadonlySignal } from "@preact/signals";
import { t } from "../l10n.ts";
import type { Announcer } from "./announcer.ts";

/** One quiet line under the composer: what became of a drop, or how one is made. */
export class FileNotice {
  readonly #announcer: Announcer;
  readonly #text = signal<string | undefined>(undefined);
  #isHintKnown = false;

  readonly text: ReadonlySignal<string | undefined> = this.#text;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  show(text: string): void {
    this.#text.value = text;
    this.#announcer.say(text);
  }

  /** VS Code keeps drags of its own for itself unless Shift is held. Told once, or whenever one has failed. */
  hintAtShift(hasFailed: boolean): void {
    if (hasFailed || !this.#isHintKnown) {
      this.#isHintKnown = true;
      this.show(shiftHint());
    }
  }

  clear(): void {
    this.#text.value = undefined;
  }
}

export function shiftHint(): string {
  return t("Hold Shift to drop files here");
}
