import * as vscode from "vscode";
import { Emitter } from "../../base/emitter.ts";
import { FileProblem } from "./fileProblem.ts";
import type { Candidate } from "./intake.ts";

/** An image that a page is asked to make into a PNG. */
export interface ConversionRequest {
  /** The attachment's. */
  readonly id: string;
  readonly label: string;
  readonly mimeType: string;
  readonly uri: vscode.Uri;
}

interface Pending {
  readonly request: ConversionRequest;
  readonly result: PromiseWithResolvers<Candidate>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** How long a page that was asked may say nothing, in milliseconds. */
const SILENCE_MS = 30_000;

/** Images on their way through a page, which alone can decode them. While no page is there, they wait for one. */
export class ImageConversions {
  readonly #silence: number;
  readonly #pending = new Map<string, Pending>();
  readonly #known = new Set<string>();
  readonly #requested = new Emitter<ConversionRequest>();
  readonly onRequest = this.#requested.event;

  constructor(silence = SILENCE_MS) {
    this.#silence = silence;
  }

  get waiting(): readonly ConversionRequest[] {
    return [...this.#pending.values()].map(({ request }) => request);
  }

  /** Whether a page is to send this one; `over` where it was and is no more. */
  stateOf(id: string): "waiting" | "over" | undefined {
    return this.#pending.has(id) ? "waiting" : this.#known.has(id) ? "over" : undefined;
  }

  /** The PNG. Throws a `FileProblem` when there will be none. */
  async convert(request: ConversionRequest, signal: AbortSignal): Promise<Candidate> {
    signal.throwIfAborted();
    const { id } = request;
    const result = Promise.withResolvers<Candidate>();
    const onAbort = () => {
      // At once: what the page says next may follow in the same breath.
      this.#forget(id);
      result.reject(signal.reason as Error);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#known.add(id);
    this.#pending.set(id, { request, result, timer: undefined });
    this.#requested.fire(request);
    try {
      return await result.promise;
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#forget(id);
    }
  }

  /** A page was asked, or has sent something: it has to go on soon. */
  watch(id: string): void {
    this.unwatch(id);
    const pending = this.#pending.get(id);
    if (pending !== undefined) {
      pending.timer = setTimeout(
        () =>
          this.failed(id, vscode.l10n.t("It was not converted: the chat panel did not answer. Try again.")),
        this.#silence,
      );
    }
  }

  /** Nobody is at it. */
  unwatch(id: string): void {
    clearTimeout(this.#pending.get(id)?.timer);
  }

  arrived(id: string, png: Candidate): void {
    this.#pending.get(id)?.result.resolve(png);
  }

  failed(id: string, reason: string): void {
    const pending = this.#pending.get(id);
    pending?.result.reject(
      new FileProblem(`${pending.request.label}: ${reason}`, reason, { retryable: true }),
    );
  }

  #forget(id: string): void {
    this.unwatch(id);
    this.#pending.delete(id);
  }
}
