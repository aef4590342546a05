import { Emitter } from "../../base/emitter.ts";
import { UploadPaused } from "../../gemini/uploadSession.ts";
import type { UploadRecord } from "./uploadRecords.ts";

export type UploadState =
  | { readonly type: "uploading"; readonly sent: number; readonly bytesPerSecond?: number }
  | { readonly type: "processing" };

/** One upload, for all who wait for the same file. */
export class RunningUpload {
  readonly #changes = new Emitter<UploadState>();
  readonly #abort = new AbortController();
  readonly #speed = new Speed();
  readonly onChange = this.#changes.event;
  readonly done: Promise<UploadRecord>;
  state: UploadState = { type: "uploading", sent: 0 };
  waiting = 0;
  /** Wanted by the composer, whether or not anybody waits. */
  kept = false;

  constructor(run: (upload: RunningUpload, signal: AbortSignal) => Promise<UploadRecord>) {
    this.done = run(this, this.#abort.signal);
    // Whoever wants to know waits for it.
    this.done.catch(() => undefined);
  }

  /** Given up or paused, though what it does may not have ended yet. */
  get aborted(): boolean {
    return this.#abort.signal.aborted;
  }

  progress(sent: number): void {
    const bytesPerSecond = this.#speed.measure(sent);
    this.set({ type: "uploading", sent, ...(bytesPerSecond !== undefined && { bytesPerSecond }) });
  }

  set(state: UploadState): void {
    this.state = state;
    this.#changes.fire(state);
  }

  abortIfUnwanted(): void {
    if (this.waiting === 0 && !this.kept) {
      this.#abort.abort();
    }
  }

  /** Stops it so that it can go on in another window. */
  pause(): void {
    this.#abort.abort(new UploadPaused());
  }
}

/** Bytes a second over the last seconds. */
class Speed {
  #samples: readonly { readonly at: number; readonly sent: number }[] = [];

  measure(sent: number): number | undefined {
    const at = performance.now();
    const recent = this.#samples.filter((sample) => at - sample.at < SPEED_WINDOW_MS && sample.sent <= sent);
    this.#samples = [...recent, { at, sent }].slice(-SPEED_SAMPLES);
    const [first] = this.#samples;
    return first === undefined || at - first.at < MIN_SPEED_MS
      ? undefined
      : ((sent - first.sent) / (at - first.at)) * 1000;
  }
}

const SPEED_WINDOW_MS = 10_000;
const SPEED_SAMPLES = 400;
const MIN_SPEED_MS = 500;
