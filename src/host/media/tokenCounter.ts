import type { Part } from "../../gemini/wire.ts";
import type { Attachment, TokenCount } from "../../shared/attachment.ts";
import type { FileReference } from "../../shared/transcript.ts";

export interface TokenCounterPorts {
  /** The server's own count. */
  readonly count: (parts: readonly Part[], signal: AbortSignal) => Promise<number>;
  readonly partsFor: (
    files: readonly FileReference[],
    signal: AbortSignal,
  ) => Promise<readonly (Part | undefined)[]>;
  readonly onCount: (count: TokenCount | undefined) => void;
}

/** How long nothing must change before the server is asked. */
const PAUSE_MS = 600;
/** Bytes of files inside a request that are worth sending twice. */
const MAX_COUNTED = 4 * 1024 * 1024;
const CHARACTERS_PER_TOKEN = 4;

/** Says what a message with files will cost: at once by the published rates, then as the server counts it. */
export class TokenCounter {
  readonly #ports: TokenCounterPorts;
  #pending: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = "";

  constructor(ports: TokenCounterPorts) {
    this.#ports = ports;
  }

  update(text: string, attachments: readonly Attachment[]): void {
    const key = JSON.stringify([text, attachments.map(({ file, state }) => [file, state.type])]);
    if (key === this.#told) {
      return;
    }
    this.#told = key;
    this.dispose();
    if (attachments.length === 0) {
      this.#ports.onCount(undefined);
      return;
    }
    const files = attachments.reduce((sum, { tokens = 0 }) => sum + tokens, 0);
    this.#ports.onCount({ tokens: files + Math.ceil(text.length / CHARACTERS_PER_TOKEN), estimated: true });
    this.#timer = setTimeout(() => void this.#count(text, attachments), PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#pending?.abort();
  }

  async #count(text: string, attachments: readonly Attachment[]): Promise<void> {
    const files = attachments.flatMap(({ file }) => file ?? []);
    const inside = attachments.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
    const isReady = attachments.every(({ state }) => state.type === "ready");
    if (!isReady || files.length === 0 || inside > MAX_COUNTED) {
      return;
    }
    const { signal } = (this.#pending = new AbortController());
    try {
      const parts = await this.#ports.partsFor(files, signal);
      const words: readonly Part[] = text.trim() === "" ? [] : [{ text }];
      const tokens = await this.#ports.count([...parts.flatMap((part) => part ?? []), ...words], signal);
      this.#ports.onCount({ tokens, estimated: false });
    } catch {
      // The estimate stands; what is wrong will be said when the message is sent.
    }
  }
}
