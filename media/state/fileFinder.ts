import { signal, type ReadonlySignal } from "@preact/signals";
import type { FileMatch } from "../../src/shared/attachment.ts";
import type { Host } from "../host.ts";

/** Looks for files by a part of their path. Only the answer to the latest question counts. */
export class FileFinder {
  readonly #host: Host;
  readonly #matches = signal<readonly FileMatch[]>([]);
  #query: string | undefined;
  #isAsking = false;

  readonly matches: ReadonlySignal<readonly FileMatch[]> = this.#matches;

  constructor(host: Host) {
    this.#host = host;
  }

  /** The host is asked once per frame, however fast someone types. What was found before stays until it answers. */
  find(query: string): void {
    if (query === this.#query) {
      return;
    }
    this.#query = query;
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    requestAnimationFrame(() => {
      this.#isAsking = false;
      if (this.#query !== undefined) {
        this.#host.post({ type: "findFiles", query: this.#query });
      }
    });
  }

  receive(query: string, matches: readonly FileMatch[]): void {
    if (query === this.#query) {
      this.#matches.value = matches;
    }
  }

  stop(): void {
    this.#query = undefined;
    this.#matches.value = [];
  }
}
