import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import {
  isActive,
  reduce,
  type Transcript,
  type TranscriptEvent,
  type Turn,
} from "../../src/shared/transcript.ts";

/** The transcript as signals, one per turn, so that a growing answer renders itself and nothing else. */
export class TranscriptStore {
  readonly #ids = signal<readonly string[]>([]);
  readonly #generation = signal(0);
  readonly #turns = new Map<string, Signal<Turn>>();
  #transcript: Transcript = { id: "", turns: [] };
  #frame: number | undefined;

  readonly turnIds: ReadonlySignal<readonly string[]> = this.#ids;
  /** Changes when the transcript is replaced as a whole. */
  readonly generation: ReadonlySignal<number> = this.#generation;
  readonly lastTurn = computed(() => {
    const id = this.#ids.value.at(-1);
    return id === undefined ? undefined : this.turn(id)?.value;
  });
  /** True while an answer is awaited or written. */
  readonly busy = computed(() => {
    const turn = this.lastTurn.value;
    return turn?.role === "model" && isActive(turn.status);
  });

  /** The conversation's id. */
  get id(): string {
    return this.#transcript.id;
  }

  turn(id: string): ReadonlySignal<Turn> | undefined {
    return this.#turns.get(id);
  }

  replace(transcript: Transcript): void {
    this.#transcript = transcript;
    batch(() => {
      this.#generation.value += 1;
      this.#publish();
    });
  }

  /** The page follows with the next frame, however many events come before it. */
  apply(events: readonly TranscriptEvent[]): void {
    this.#transcript = events.reduce(reduce, this.#transcript);
    this.#frame ??= requestAnimationFrame(() => batch(() => this.#publish()));
  }

  #publish(): void {
    if (this.#frame !== undefined) {
      cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
    }
    const { turns } = this.#transcript;
    for (const turn of turns) {
      const known = this.#turns.get(turn.id);
      if (known) {
        known.value = turn;
      } else {
        this.#turns.set(turn.id, signal(turn));
      }
    }
    const ids = turns.map((turn) => turn.id);
    const before = this.#ids.peek();
    if (ids.length !== before.length || ids.some((id, index) => id !== before[index])) {
      this.#ids.value = ids;
      const present = new Set(ids);
      for (const id of this.#turns.keys()) {
        if (!present.has(id)) {
          this.#turns.delete(id);
        }
      }
    }
  }
}
