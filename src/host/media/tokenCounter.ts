import { estimateText } from "../../chat/tokenEstimate.ts";
import type { Attachment, TokenCount } from "../../shared/attachment.ts";
import type { FileReference } from "../../shared/transcript.ts";

export interface TokenCounterPorts {
  readonly model: () => string;
  /** What was said before the message, as far as it can be told without asking. */
  readonly history: () => {
    readonly tokens: number;
    readonly hasFiles: boolean;
    /** Something was said: what it takes is told also while nothing is written. */
    readonly isBegun?: boolean;
  };
  /** The server's own count of all that would be sent with the message. Fails where asking would take too much. */
  readonly count: (text: string, files: readonly FileReference[], signal: AbortSignal) => Promise<number>;
  /** The most that the model takes; undefined where nobody says. */
  readonly limit: (signal: AbortSignal) => Promise<number | undefined>;
  readonly onCount: (count: TokenCount | undefined) => void;
}

/** How long nothing must change before the server is asked. */
const PAUSE_MS = 600;

/** Tokens that every model takes: of so few nobody asks how many there may be. */
const FEW = 4000;

/**
 * Says what goes out with a message while files are a part of it: at once by the published rates, then as the server counts
 * it. A message without files of its own is not sent to be counted: what came before is known from the last answer.
 * How much the model takes is asked for where it may matter.
 */
export class TokenCounter {
  readonly #ports: TokenCounterPorts;
  #pending: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = "";
  #isWatched = false;
  #limit: { readonly model: string; readonly tokens: number } | undefined;

  constructor(ports: TokenCounterPorts) {
    this.#ports = ports;
  }

  /** Somebody looks at the count: from now on the limit matters. */
  watch(): void {
    this.#isWatched = true;
    this.#told = "";
  }

  update(text: string, attachments: readonly Attachment[]): void {
    const { model, history, onCount } = this.#ports;
    const before = history();
    const sent = attachments.filter(({ state }) => state.type !== "failed");
    const key = JSON.stringify([text, model(), before, sent.map(({ file, state }) => [file, state.type])]);
    if (key === this.#told) {
      return;
    }
    this.#told = key;
    this.dispose();
    const isShown = sent.length > 0 || before.isBegun === true || (text.trim() !== "" && before.hasFiles);
    if (!isShown) {
      onCount(undefined);
      return;
    }
    const files = sent.reduce((sum, { tokens = 0 }) => sum + tokens, 0);
    const estimate: TokenCount = { tokens: before.tokens + files + estimateText(text), estimated: true };
    this.#tell(estimate);
    if (this.#isWatched || sent.length > 0 || before.hasFiles || estimate.tokens > FEW) {
      this.#timer = setTimeout(() => void this.#ask(text, sent, estimate), PAUSE_MS);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#pending?.abort();
  }

  async #ask(text: string, sent: readonly Attachment[], estimate: TokenCount): Promise<void> {
    const { signal } = (this.#pending = new AbortController());
    const files = sent.flatMap(({ file }) => file ?? []);
    const isCountable = files.length > 0 && sent.every(({ state }) => state.type === "ready");
    const [, tokens] = await Promise.all([
      this.#learnLimit(signal),
      // Where it fails the estimate stands; what is wrong will be said when the message is sent.
      isCountable ? this.#ports.count(text, files, signal).catch(() => undefined) : undefined,
    ]);
    if (!signal.aborted) {
      this.#tell(tokens === undefined ? estimate : { tokens, estimated: false });
    }
  }

  async #learnLimit(signal: AbortSignal): Promise<void> {
    const model = this.#ports.model();
    if (this.#limit?.model !== model) {
      const tokens = await this.#ports.limit(signal).catch(() => undefined);
      this.#limit = tokens === undefined ? undefined : { model, tokens };
    }
  }

  #tell(count: TokenCount): void {
    const limit = this.#limit?.model === this.#ports.model() ? this.#limit.tokens : undefined;
    this.#ports.onCount(limit === undefined ? count : { ...count, limit });
  }
}
