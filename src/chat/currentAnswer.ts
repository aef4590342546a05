import type { FileReference, ModelTurn, Turn } from "../shared/transcript.ts";
import { type AnswerListener, AnswerRun } from "./answerRun.ts";
import { type ModelSource, renewedSources } from "./conversation.ts";
import { joinedSource } from "./goingOn.ts";
import type { OpenConversation } from "./openConversation.ts";
import type { SessionPorts } from "./ports.ts";

interface Start {
  readonly model: string;
  /** What is kept of all that was received, given what came in this request. */
  readonly whole: (source: ModelSource) => ModelSource;
  readonly begun?: ModelTurn;
}

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
    this.#start(turnId, { model, whole: (source) => source });
  }

  /** Goes on with an answer that ended early, in its place. */
  goOn(turn: ModelTurn): void {
    const source = this.#open.tree.source(turn.id);
    const before = source?.role === "model" ? source : undefined;
    const { model } = this.#ports.options();
    this.#start(turn.id, { model, whole: (after) => joinedSource(turn, before, after), begun: turn });
    if (before?.content !== undefined) {
      // A crash leaves what is seen then, not only what came in the first request.
      const { content: _, ...bare } = before;
      this.#open.commit({ type: "source", turnId: turn.id, source: bare });
    }
  }

  #start(turnId: string, { model, whole, begun }: Start): void {
    const options = () => ({ ...this.#ports.options(), model });
    const listener: AnswerListener = {
      emit: (change) => {
        if (this.#run?.answer === answer) {
          this.#open.commit({ type: "change", change });
        }
      },
      finished: (source, told) => {
        if (this.#run?.answer === answer) {
          this.#finish(turnId, whole(source), told);
        }
      },
    };
    const answer = new AnswerRun({ ...this.#ports, options }, listener, begun);
    this.#run = { turnId, answer };
    answer.start(this.#open.conversation, turnId);
  }

  /** True when nothing is under way; what only waits to be asked again is given up when the same is asked anew. */
  givesWayTo(turn: Turn | undefined): boolean {
    const isWaiting = turn?.role === "model" && turn.status.type === "retrying";
    if (isWaiting && turn.id === this.turnId) {
      this.abandon();
    }
    return this.#run === undefined;
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
