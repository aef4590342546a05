import { type Disposable, DisposableStore } from "../base/disposable.ts";
import type { Event } from "../base/emitter.ts";
import type { GenerateContentRequest } from "../gemini/wire.ts";
import {
  isActive,
  type Transcript,
  type TranscriptEvent,
  type TurnStatus,
  visibleText,
} from "../shared/transcript.ts";
import { isStopped } from "./branches.ts";
import { ContextKeeper } from "./contextKeeper.ts";
import type { ConversationFacts, ConversationTree } from "./conversationTree.ts";
import { CurrentAnswer } from "./currentAnswer.ts";
import { editedMessage, forkedRecords, pairOf } from "./editing.ts";
import { MessageQueue } from "./messageQueue.ts";
import { OpenConversation } from "./openConversation.ts";
import type { MediaPort, SessionPorts, StoredConversation, UserMessage } from "./ports.ts";
import { nextRequest } from "./request.ts";
import type { ConversationRecord, TurnChange } from "./store/records.ts";

/** The conversation that is open: one answer at a time, later messages wait their turn. */
export class ChatSession implements Disposable {
  readonly #ports: SessionPorts;
  readonly #open: OpenConversation;
  readonly #subscriptions = new DisposableStore();
  readonly #answer: CurrentAnswer;

  readonly context: ContextKeeper;
  /** What waits for the end of an answer. */
  readonly queue: MessageQueue;
  readonly onEvent: Event<TranscriptEvent>;
  /** Another conversation is open: what was known of the one before is void. */
  readonly onReset: Event<Transcript>;
  /** What the open conversation is called has changed. */
  readonly onTitle: Event<string>;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#open = new OpenConversation(ports);
    this.context = new ContextKeeper(this.#open, ports);
    this.onEvent = this.#open.onEvent;
    this.onReset = this.#open.onReset;
    this.onTitle = this.#open.onTitle;
    this.#answer = new CurrentAnswer(ports, this.#open, (turnId) => this.queue.answered(turnId));
    const queue = new MessageQueue(this.#open, {
      ask: (message, id) => this.#ask(message, this.#open.tree.head, id),
      isAnswering: () => this.active,
      stop: () => this.stop(),
    });
    this.queue = this.#subscriptions.add(queue);
    this.#subscriptions.add(ports.store.onAdded((added) => this.#takeOver(added)));
    this.#subscriptions.add(ports.store.onOrphaned((turns) => this.#interrupt((id) => turns.has(id))));
  }

  get transcript(): Transcript {
    return this.#open.transcript;
  }

  get tree(): ConversationTree {
    return this.#open.tree;
  }

  /** True while an answer is awaited or streams in. */
  get active(): boolean {
    return this.#answer.turnId !== undefined;
  }

  /** What it is called: its name, else the words it begins with; empty for an empty one. */
  get title(): string {
    return this.#open.title;
  }

  /** What is known of the open conversation beside its turns. */
  get facts(): ConversationFacts {
    return this.#open.tree.facts;
  }

  /** Opens the conversation that was open last, unless one has begun already. */
  async restore(): Promise<void> {
    const id = await this.#ports.current.read();
    const stored = id ? await this.#ports.store.load(id) : undefined;
    if (id && this.transcript.turns.length === 0) {
      this.#show(id, stored);
    }
  }

  /** Opens a conversation that is kept; an answer that streams into the one before is stopped. */
  async open(id: string): Promise<void> {
    if (id !== this.transcript.id) {
      const stored = await this.#ports.store.load(id);
      this.#leave();
      this.#show(id, stored);
    }
  }

  /** Adds the message and asks the model; while an answer streams the message waits for its end. */
  send(message: UserMessage): void {
    if (this.queue.isBusy) {
      this.queue.add(message);
    } else {
      this.#ask(message, this.#open.tree.head);
    }
  }

  /** The request that sending the message now would make; `media` brings its files. */
  async requestWith(
    { prompt }: UserMessage,
    media: MediaPort,
    signal: AbortSignal,
  ): Promise<GenerateContentRequest> {
    const { attachments, options } = this.#ports;
    const sources = { attachments, media, signal, onProgress: () => undefined };
    return (await nextRequest(this.#open.conversation, prompt, options(), sources)).request;
  }

  /** Ends the answer and keeps what came of it, also one that another window has asked for; messages that wait are held. */
  stop(): void {
    const last = this.transcript.turns.at(-1);
    if (this.active) {
      this.#answer.stop();
    } else if (last?.role === "model" && isActive(last.status)) {
      this.#change({ type: "statusChanged", turnId: last.id, status: { type: "stopped" } });
    }
  }

  /** Does not wait any longer before the request is sent again. */
  retryNow(): void {
    this.#answer.hurry();
  }

  /**
   * Asks again for a model turn, with this model, else with the one that is chosen now; what was there stays beside it. An
   * answer of which nothing came makes room.
   */
  regenerate(turnId: string, model?: string): void {
    const { tree } = this.#open;
    const turn = tree.turn(turnId);
    if (this.#answer.givesWayTo(turn) && turn?.role === "model") {
      const isNothing = !turn.parts.some(({ type }) => type !== "thought");
      this.#begin(tree.parent(turnId), { ...(isNothing && { instead: turnId }), ...(model && { model }) });
    }
  }

  /** Goes on with the last answer, which ended early, in its place; one that has not begun is asked for again. */
  goOn(turnId: string): void {
    const turn = this.transcript.turns.at(-1);
    if (this.active || turn?.id !== turnId || turn.role !== "model") {
      return;
    }
    if (visibleText(turn) === "") {
      this.regenerate(turnId);
    } else {
      this.#answer.goOn(turn);
      this.#change({ type: "statusChanged", turnId, status: { type: "waiting" } });
    }
  }

  /** Asks the question of a model turn again without the files it came with; they stay to be seen. */
  retryWithoutFiles(turnId: string): void {
    const question = this.#open.tree.parent(turnId) ?? "";
    if (!this.active && this.#open.leaveFilesOut(question)) {
      this.regenerate(turnId);
    }
  }

  /** Asks again with the newer half of what was said; all of it stays to be seen. False where one question is all. */
  leaveOutOldest(turnId: string): boolean {
    const isLeftOut = this.active || this.context.leaveOut(turnId);
    if (isLeftOut) {
      this.regenerate(turnId);
    }
    return isLeftOut;
  }

  /** Asks a question in other words; what was asked and answered before stays beside it. False while an answer streams. */
  editPrompt(turnId: string, text: string): boolean {
    const { tree } = this.#open;
    const message = editedMessage(tree.turn(turnId), tree.source(turnId), text);
    if (this.active || message === undefined) {
      return false;
    }
    this.#ask(message, tree.parent(turnId));
    return true;
  }

  /** Takes a question with its answer out; what follows stays. Gives back what `restoreTurns` brings back. */
  removePair(turnId: string): readonly string[] {
    const turnIds = pairOf(this.transcript, turnId);
    if (turnIds.length === 0 || turnIds.includes(this.#answer.turnId ?? "")) {
      return [];
    }
    this.#open.commit({ type: "removed", turnIds });
    return turnIds;
  }

  restoreTurns(conversation: string, turnIds: readonly string[]): void {
    if (conversation === this.transcript.id) {
      this.#open.commit({ type: "restored", turnIds });
    } else {
      this.#ports.store.append(conversation, [{ type: "restored", turnIds }], true);
    }
  }

  /** Goes on from this turn in a conversation of its own. */
  async fork(turnId: string): Promise<void> {
    const id = crypto.randomUUID();
    this.#ports.store.append(id, forkedRecords(this.#open.tree, turnId, Date.now()), true);
    await this.open(id);
  }

  /** Says something of the conversation as a whole; false where another one is open. */
  annotate(id: string, record: ConversationRecord): boolean {
    const isOpen = id === this.transcript.id;
    if (isOpen) {
      this.#open.commit(record);
    }
    return isOpen;
  }

  /** Shows this version of a turn, with what was said after it last. */
  showVersion(turnId: string): void {
    const { tree } = this.#open;
    if (!this.active && tree.has(turnId)) {
      this.#open.commit({ type: "head", turnId: tree.leafOf(turnId) });
    }
  }

  regenerateLast(): void {
    this.regenerate(this.transcript.turns.findLast(({ role }) => role === "model")?.id ?? "");
  }

  newChat(): void {
    this.#leave();
    this.#show(crypto.randomUUID(), undefined);
  }

  dispose(): void {
    this.#answer.abandon();
    this.#subscriptions.dispose();
    this.#open.dispose();
  }

  /** Another conversation is opened: what streams into this one stops. */
  #leave(): void {
    const turnId = this.#answer.abandon();
    if (turnId !== undefined) {
      this.#change({ type: "statusChanged", turnId, status: { type: "stopped" } });
    }
  }

  #show(id: string, stored: StoredConversation | undefined): void {
    this.#ports.current.write(() => id);
    this.#open.open(id, stored);
    this.#interrupt((turnId) => stored?.elsewhere.has(turnId) !== true);
    this.queue.reset();
    this.#open.announce();
  }

  /** An answer that a reload or a crash has cut off is marked so. */
  #interrupt(isCut: (turnId: string) => boolean): void {
    const problem = this.#ports.wording.ending({ type: "interrupted" });
    const status: TurnStatus = problem ? { type: "failed", problem } : { type: "stopped" };
    this.#open.interrupt(status, isCut);
  }

  #ask(message: UserMessage, parent: string | undefined, id?: string): void {
    const { current, store } = this.#ports;
    const conversation = this.transcript.id;
    current.write(() => conversation);
    store.follow(conversation);
    this.#begin(this.#open.addQuestion(message, parent, id));
  }

  /** Asks for the answer to a question, in the place of one that came to nothing, or beside what is there. */
  #begin(parent: string | undefined, how: { readonly instead?: string; readonly model?: string } = {}): void {
    const { instead, model = this.#ports.options().model } = how;
    this.#answer.start(this.#open.addAnswer(parent, model, instead), model);
  }

  #takeOver({ id, records }: StoredConversation): void {
    if (id !== this.transcript.id) {
      return;
    }
    this.#open.takeOver(records);
    const { turnId } = this.#answer;
    if (turnId !== undefined && isStopped(records, turnId)) {
      this.#answer.stop();
    }
  }

  #change(change: TurnChange): void {
    this.#open.commit({ type: "change", change });
  }
}
