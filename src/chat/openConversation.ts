import type { Disposable } from "../base/disposable.ts";
import { Emitter } from "../base/emitter.ts";
import {
  isActive,
  type ModelTurn,
  type Transcript,
  type TranscriptEvent,
  type TurnStatus,
  type UserTurn,
} from "../shared/transcript.ts";
import { differences } from "./branches.ts";
import type { Conversation } from "./conversation.ts";
import { ConversationTree } from "./conversationTree.ts";
import { below, withoutFiles } from "./editing.ts";
import type { ConversationStore, SessionPorts, StoredConversation, UserMessage } from "./ports.ts";
import { titleOf } from "./store/indexEntry.ts";
import type { ConversationRecord, WorkspaceTag } from "./store/records.ts";

/** The conversation that is open: what happens to it is applied, kept, and told, in this order. */
export class OpenConversation implements Disposable {
  readonly #store: ConversationStore;
  readonly #workspace: () => WorkspaceTag | undefined;
  readonly #onChanged: (tree: ConversationTree) => void;
  readonly #events = new Emitter<TranscriptEvent>();
  readonly #resets = new Emitter<Transcript>();
  readonly #titles = new Emitter<string>();
  readonly #queues = new Emitter<void>();
  #tree = new ConversationTree(crypto.randomUUID());
  #title = "";

  readonly onEvent = this.#events.event;
  /** Another conversation is open: what was known of the one before is void. */
  readonly onReset = this.#resets.event;
  /** What it is called has changed. */
  readonly onTitle = this.#titles.event;
  /** What waits to be sent has changed. */
  readonly onQueue = this.#queues.event;

  constructor({ store, workspace, onChanged }: Pick<SessionPorts, "store" | "workspace" | "onChanged">) {
    this.#store = store;
    this.#workspace = workspace;
    this.#onChanged = onChanged;
  }

  get tree(): ConversationTree {
    return this.#tree;
  }

  get title(): string {
    return this.#title;
  }

  get transcript(): Transcript {
    return this.#tree.transcript;
  }

  get conversation(): Conversation {
    return this.#tree.conversation;
  }

  /** Opens another one, or with nothing stored of it an empty one of that id. */
  open(id: string, stored?: StoredConversation): void {
    this.#tree = new ConversationTree(id, stored?.records);
    this.#store.follow(id);
  }

  /** Tells everybody that another conversation is open. */
  announce(): void {
    this.#resets.fire(this.transcript);
    this.#retitle();
  }

  commit(...records: readonly ConversationRecord[]): void {
    const { id, facts } = this.#tree;
    const workspace = this.#workspace();
    const all: readonly ConversationRecord[] =
      facts.begun === undefined
        ? [{ type: "begun", at: Date.now(), ...(workspace && { workspace }) }, ...records]
        : records;
    this.#apply(all, false);
    const isDurable = all.some(mustOutlive);
    this.#store.append(id, all, isDurable);
    if (isDurable || all.some(goesOn)) {
      this.#onChanged(this.#tree);
    }
  }

  /** Whether this window may do what only one window is to do in the conversation. */
  claim(what: string): boolean {
    return this.#store.claim(this.#tree.id, what);
  }

  /** Adds what a person asks, below this turn; gives back the new turn's id. */
  addQuestion(
    { parts, prompt }: UserMessage,
    parent: string | undefined,
    id: string = crypto.randomUUID(),
  ): string {
    const turn: UserTurn = { role: "user", id, at: Date.now(), parts };
    this.commit({ type: "turn", turn, ...below(parent), source: { role: "user", prompt } });
    return id;
  }

  /** Adds an answer that is awaited, in the place of one that came to nothing, or beside what is there. */
  addAnswer(parent: string | undefined, model: string, instead?: string): string {
    const id = crypto.randomUUID();
    const turn: ModelTurn = {
      role: "model",
      id,
      at: Date.now(),
      model,
      parts: [],
      status: { type: "waiting" },
    };
    const removed = instead === undefined ? [] : [{ type: "removed" as const, turnIds: [instead] }];
    this.commit(...removed, { type: "turn", turn, ...below(parent) });
    return id;
  }

  /** What came with a question is sent no more, and stays to be seen; false where there is no such question. */
  leaveFilesOut(turnId: string): boolean {
    const source = this.#tree.source(turnId);
    if (source?.role !== "user") {
      return false;
    }
    const prompt = withoutFiles(source.prompt);
    this.commit(
      { type: "source", turnId, source: { role: "user", prompt } },
      { type: "change", change: { type: "filesLeftOut", turnId } },
    );
    return true;
  }

  /** Answers that a reload or a crash has cut off are marked so. */
  interrupt(status: TurnStatus, isCut: (turnId: string) => boolean): void {
    for (const turn of this.#tree.turns) {
      if (turn.role === "model" && isActive(turn.status) && isCut(turn.id)) {
        this.commit({ type: "change", change: { type: "statusChanged", turnId: turn.id, status } });
      }
    }
  }

  /** What another window has done to it. */
  takeOver(records: readonly ConversationRecord[]): void {
    this.#apply(records, true);
  }

  dispose(): void {
    this.#events.dispose();
    this.#resets.dispose();
    this.#titles.dispose();
    this.#queues.dispose();
  }

  #apply(records: readonly ConversationRecord[], foreign: boolean): void {
    for (const record of records) {
      const before = this.transcript;
      const { queue } = this.#tree;
      this.#tree.apply(record, foreign);
      if (record.type === "change") {
        if (before !== this.transcript) {
          this.#events.fire(record.change);
        }
      } else {
        differences(before, this.transcript).forEach((event) => this.#events.fire(event));
        this.#retitle();
      }
      if (queue !== this.#tree.queue) {
        this.#queues.fire();
      }
    }
  }

  #retitle(): void {
    const title = titleOf(this.#tree);
    if (title !== this.#title) {
      this.#title = title;
      this.#titles.fire(title);
    }
  }
}

/** An answer that was there is added to; that it is new says its turn. */
function goesOn(record: ConversationRecord): boolean {
  return (
    record.type === "change" &&
    record.change.type === "statusChanged" &&
    record.change.status.type === "waiting"
  );
}

/** What a person has said and what an answer has come to must outlive a power cut; of what streams, half a second may go. */
function mustOutlive(record: ConversationRecord): boolean {
  return record.type === "change"
    ? record.change.type === "statusChanged" && !isActive(record.change.status)
    : true;
}
