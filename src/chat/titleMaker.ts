import { DisposableStore, type Disposable } from "../base/disposable.ts";
import type { Wait } from "../gemini/retry.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "../gemini/wire.ts";
import { type Transcript, visibleText } from "../shared/transcript.ts";
import type { GenerationOptions } from "./ports.ts";
import type { ChatSession } from "./session.ts";
import { wordsOf } from "./store/indexEntry.ts";

export interface TitlePorts {
  readonly session: Pick<ChatSession, "onEvent" | "transcript" | "active" | "facts">;
  readonly generate: (
    model: string,
    request: GenerateContentRequest,
    options: { readonly signal: AbortSignal; readonly onWait: (wait: Wait) => void },
  ) => Promise<GenerateContentResponse>;
  readonly options: () => GenerationOptions;
  readonly isEnabled: () => boolean;
  readonly keep: (conversation: string, title: string) => Promise<void>;
  readonly log: (problem: string) => void;
}

/** Names a conversation when its first answer is there. Nobody waits for it: where it fails, the first words stay. */
export class TitleMaker implements Disposable {
  readonly #ports: TitlePorts;
  readonly #store = new DisposableStore();
  readonly #controller = new AbortController();
  readonly #tried = new Set<string>();

  constructor(ports: TitlePorts) {
    this.#ports = ports;
    const { session } = ports;
    this.#store.add(
      session.onEvent((event) => {
        // Another window that answers also names.
        if (event.type === "statusChanged" && event.status.type === "done" && session.active) {
          this.#consider();
        }
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
    this.#controller.abort();
  }

  #consider(): void {
    const { session, isEnabled, log } = this.#ports;
    const { transcript, facts } = session;
    const exchange = firstExchange(transcript);
    if (
      facts.title === undefined &&
      exchange !== undefined &&
      isEnabled() &&
      !this.#tried.has(transcript.id)
    ) {
      this.#tried.add(transcript.id);
      this.#name(transcript.id, exchange).catch((error: unknown) => {
        if (!this.#controller.signal.aborted) {
          log(`The conversation keeps its first words for a title: ${String(error)}`);
        }
      });
    }
  }

  async #name(id: string, exchange: Exchange): Promise<void> {
    const { signal } = this.#controller;
    const { makeTitle } = await import("./makeTitle.lazy.ts");
    const title = await makeTitle(this.#ports, exchange, signal);
    if (title !== "" && !signal.aborted) {
      await this.#ports.keep(id, title);
    }
  }
}

/** A question and its answer, in words. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

/** The first question that was answered, with its answer; undefined where there is none, or one of them has no words. */
function firstExchange({ turns }: Transcript): Exchange | undefined {
  const at = turns.findIndex((turn) => turn.role === "model" && turn.status.type === "done");
  const [asked, answered] = [turns[at - 1], turns[at]];
  if (asked?.role !== "user" || answered?.role !== "model") {
    return undefined;
  }
  const exchange = { question: wordsOf(asked), answer: visibleText(answered) };
  return exchange.question !== "" && exchange.answer !== "" ? exchange : undefined;
}
