import type { FileReference } from "../shared/transcript.ts";
import { AnswerRun } from "./answerRun.ts";
import { type ModelSource, renewedSources } from "./conversation.ts";
import type { OpenConversation } from "./openConversation.ts";
import type { SessionPorts } from "./ports.ts";

/** The answer that is awaited or streams in, if there is one; all that comes of it goes into the open conversation. */
export class CurrentAnswer {
  readonly #ports: SessionPorts;
  readonly #open: OpenConversation;
  readonly #onFinished: (turnId: string) => void;
  #run: { readonly turnId: string; readonly answer: AnswerRun } | undefined;

  /** `onFinished` is called when everything of the answer is kept and the next one may begin. */
  constructor(ports: SessionPorts, open: OpenConversation, onFinished: (turnId: string) => void) {
    this.#ports = ports;
    this.#open = open;
    this.#onFinished = onFinished;
  }

  /** The turn that is being answered. */
  get turnId(): string | undefined {
    return this.#run?.turnId;
  }

  start(turnId: string, model: string): void {
    const options = () => ({ ...this.#ports.options(), model });
    const answer = new AnswerRun(
      { ...this.#ports, options },
      {
        emit: (change) => {
          if (this.#run?.answer === answer) {
            this.#open.commit({ type: "change", change });
          }
        },
        finished: (source, told) => {
          if (this.#run?.answer === answer) {
            this.#finish(turnId, source, told);
          }
        },
      },
    );
    this.#run = { turnId, answer };
    answer.start(this.#open.conversation, turnId);
  }

  /** Ends it and keeps what came of it. */
  stop(): void {
    this.#run?.answer.stop();
  }

  /** Does not wait any longer before the request is sent again. */
  hurry(): void {
    this.#run?.answer.hurry();
  }

  /** Stops it, and nothing that still comes of it is heard. Gives back the turn. */
  abandon(): string | undefined {
    const run = this.#run;
    this.#run = undefined;
    run?.answer.stop();
    return run?.turnId;
  }

  #finish(turnId: string, source: ModelSource, told: ReadonlyMap<FileReference, FileReference>): void {
    this.#run = undefined;
    // What was said of a file once need not be said again.
    const renewed = [...renewedSources(this.#open.conversation, told), [turnId, source] as const];
    this.#open.commit(
      ...renewed.map(([id, each]) => ({ type: "source" as const, turnId: id, source: each })),
    );
    this.#onFinished(turnId);
  }
}
