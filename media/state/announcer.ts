import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { visibleText, type Turn } from "../../src/shared/transcript.ts";
import { formatNumber, t, wordSegmenter } from "../l10n.ts";
import type { TranscriptStore } from "./transcriptStore.ts";

/** What a screen reader is told: single events, never the stream of an answer. */
export class Announcer {
  readonly #status = signal("");
  readonly #alert = signal("");

  readonly status: ReadonlySignal<string> = this.#status;
  readonly alert: ReadonlySignal<string> = this.#alert;

  say(message: string): void {
    this.#alert.value = "";
    this.#status.value = message;
  }

  /** Follows the last turn from here on. Returns what ends it. */
  follow(store: TranscriptStore): () => void {
    let generation = store.generation.peek();
    let before = progress(store.lastTurn.peek());
    return effect(() => {
      const turn = store.lastTurn.value;
      const now = progress(turn);
      const isNews = generation === store.generation.value && now !== before;
      generation = store.generation.value;
      before = now;
      if (isNews && turn?.role === "model") {
        this.#tell(turn);
      }
    });
  }

  #tell({ status, ...turn }: Extract<Turn, { role: "model" }>): void {
    switch (status.type) {
      case "waiting":
        this.say(t("Generating"));
        break;
      case "uploading":
        this.say(t("Uploading files"));
        break;
      case "streaming":
        break;
      case "stopped":
        this.say(t("Stopped"));
        break;
      case "done": {
        const words = countWords(visibleText({ ...turn, status }));
        this.say(t("Response complete, {0} words", formatNumber(words)));
        break;
      }
      case "retrying":
      case "failed":
        this.#status.value = "";
        this.#alert.value = [status.problem.title, status.problem.detail ?? ""].join(" ").trim();
        break;
    }
  }
}

function progress(turn: Turn | undefined): string {
  return turn?.role === "model" ? `${turn.id} ${turn.at} ${turn.status.type}` : "";
}

function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of wordSegmenter().segment(text)) {
    count += isWordLike ? 1 : 0;
  }
  return count;
}
