import { Emitter } from "../base/emitter.ts";
import type { GenerateContentRequest } from "../gemini/wire.ts";
import type { Disposable } from "../base/disposable.ts";
import { isActive, type Transcript, type TranscriptEvent, type UserPart } from "../shared/transcript.ts";
import {
  applyEvent,
  type Conversation,
  emptyConversation,
  type ModelSource,
  type PromptPart,
  withSource,
  withVersions,
} from "./conversation.ts";
import { AnswerRun } from "./answerRun.ts";
import { nextRequest } from "./request.ts";
import type {
  AttachmentStore,
  ChatClient,
  ConversationStore,
  GenerationOptions,
  MediaPort,
  Wording,
} from "./ports.ts";

export interface SessionPorts {
  readonly client: ChatClient;
  readonly options: () => GenerationOptions;
  readonly attachments: AttachmentStore;
  readonly media: MediaPort;
  readonly store: ConversationStore;
  readonly wording: Wording;
}

/** What a person says: `parts` for the transcript, `prompt` for the model. */
export interface UserMessage {
  readonly parts: readonly UserPart[];
  readonly prompt: readonly PromptPart[];
}

/** The conversation that is open: one answer at a time, later messages wait their turn. */
export class ChatSession implements Disposable {
  readonly #ports: SessionPorts;
  readonly #events = new Emitter<TranscriptEvent>();
  readonly #resets = new Emitter<Transcript>();
  readonly #waiting: UserMessage[] = [];
  #conversation: Conversation;
  #run: AnswerRun | undefined;

  readonly onEvent = this.#events.event;
  /** Another conversation is open: what was known of the one before is void. */
  readonly onReset = this.#resets.event;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#conversation = emptyConversation(crypto.randomUUID());
  }

  get transcript(): Transcript {
    return this.#conversation.transcript;
  }

  /** True while an answer is awaited or streams in. */
  get active(): boolean {
    return this.#run !== undefined;
  }

  /** Opens the conversation that was open last. An answer that a reload cut off is marked so. */
  async restore(): Promise<void> {
    const conversation = await this.#ports.store.load();
    if (conversation === undefined || this.transcript.turns.length > 0) {
      return;
    }
    this.#conversation = conversation;
    for (const turn of conversation.transcript.turns) {
      if (turn.role === "model" && isActive(turn.status)) {
        const problem = this.#ports.wording.ending({ type: "interrupted" });
        this.#emit({
          type: "statusChanged",
          turnId: turn.id,
          status: problem ? { type: "failed", problem } : { type: "stopped" },
        });
      }
    }
    this.#resets.fire(this.transcript);
  }

  /** Adds the message and asks the model; while an answer streams the message waits for its end. */
  send(message: UserMessage): void {
    if (this.#run !== undefined) {
      this.#waiting.push(message);
      return;
    }
    const at = Date.now();
    const userId = crypto.randomUUID();
    this.#conversation = withSource(this.#conversation, userId, { role: "user", prompt: message.prompt });
    this.#emit({ type: "turnAdded", turn: { role: "user", id: userId, at, parts: message.parts } });
    const id = crypto.randomUUID();
    const { model } = this.#ports.options();
    this.#emit({
      type: "turnAdded",
      turn: { role: "model", id, at, model, parts: [], status: { type: "waiting" } },
    });
    this.#answer(id);
  }

  /** The request that sending the message now would make; `media` brings its files. */
  async requestWith(
    { prompt }: UserMessage,
    media: MediaPort,
    signal: AbortSignal,
  ): Promise<GenerateContentRequest> {
    const { attachments, options } = this.#ports;
    const sources = { attachments, media, signal, onProgress: () => undefined };
    return (await nextRequest(this.#conversation, prompt, options(), sources)).request;
  }

  /** Ends the answer and keeps what came of it; messages that wait are sent next. */
  stop(): void {
    this.#run?.stop();
  }

  /** Does not wait any longer before the request is sent again. */
  retryNow(): void {
    this.#run?.hurry();
  }

  /** Asks again for a model turn, with the model that is chosen now; what follows it goes. */
  regenerate(turnId: string): void {
    const { turns } = this.transcript;
    const index = turns.findIndex((turn) => turn.id === turnId && turn.role === "model");
    if (this.#run !== undefined || index < 0) {
      return;
    }
    const next = turns[index + 1];
    if (next !== undefined) {
      this.#emit({ type: "turnsRemoved", fromTurnId: next.id });
    }
    const { model } = this.#ports.options();
    this.#emit({ type: "turnRestarted", turnId, model, at: Date.now() });
    this.#answer(turnId);
  }

  /** Asks the question of a model turn again without the files it came with; they stay to be seen. */
  retryWithoutFiles(turnId: string): void {
    const { turns } = this.transcript;
    const question = turns[turns.findIndex(({ id }) => id === turnId) - 1];
    const source = this.#conversation.sources[question?.id ?? ""];
    if (this.#run !== undefined || question === undefined || source?.role !== "user") {
      return;
    }
    const prompt = source.prompt.filter(
      (part, index) => part.type === "text" && !isNameOf(source.prompt[index + 1], part.text),
    );
    this.#conversation = withSource(this.#conversation, question.id, { role: "user", prompt });
    this.#emit({ type: "filesLeftOut", turnId: question.id });
    this.regenerate(turnId);
  }

  regenerateLast(): void {
    const turn = this.transcript.turns.findLast(({ role }) => role === "model");
    if (turn !== undefined) {
      this.regenerate(turn.id);
    }
  }

  newChat(): void {
    this.#waiting.length = 0;
    this.#run?.stop();
    this.#run = undefined;
    this.#conversation = emptyConversation(crypto.randomUUID());
    this.#ports.store.save(this.#conversation);
    this.#resets.fire(this.transcript);
  }

  dispose(): void {
    this.#run?.stop();
    this.#run = undefined;
    this.#events.dispose();
    this.#resets.dispose();
  }

  #answer(turnId: string): void {
    const run = new AnswerRun(this.#ports, {
      emit: (event) => {
        if (this.#run === run) {
          this.#emit(event);
        }
      },
      finished: (source, told) => {
        if (this.#run === run) {
          // What was said of a file once need not be said again.
          this.#conversation = withVersions(this.#conversation, told);
          this.#finish(turnId, source);
        }
      },
    });
    this.#run = run;
    run.start(this.#conversation, turnId);
  }

  #finish(turnId: string, source: ModelSource): void {
    this.#run = undefined;
    this.#conversation = withSource(this.#conversation, turnId, source);
    this.#ports.store.save(this.#conversation);
    const next = this.#waiting.shift();
    if (next !== undefined) {
      this.send(next);
    }
  }

  #emit(event: TranscriptEvent): void {
    this.#conversation = applyEvent(this.#conversation, event);
    this.#ports.store.save(this.#conversation);
    this.#events.fire(event);
  }
}

/** Several files are sent each behind its name. */
function isNameOf(part: PromptPart | undefined, text: string): boolean {
  return part?.type === "file" && part.file.label === text;
}
