import { reduce, type Transcript, type Turn } from "../shared/transcript.ts";
import type { Conversation, TurnSource } from "./conversation.ts";
import { applyToQueue, type QueuedMessage, without } from "./queued.ts";
import type { ConversationRecord, TurnChange, WorkspaceTag } from "./store/records.ts";

interface Node {
  turn: Turn;
  source: TurnSource | undefined;
  readonly parent: string | undefined;
  removed: boolean;
}

/** What is known of a conversation beside its turns. */
export interface ConversationFacts {
  readonly begun?: number;
  readonly workspace?: WorkspaceTag;
  readonly title?: string;
  /** A person has named it: it is named no more by itself. */
  readonly named: boolean;
  readonly pinned: boolean;
  readonly deleted: boolean;
}

/** A conversation as a tree: what is asked or answered anew stands beside what was there, and one branch is shown. */
export class ConversationTree {
  readonly id: string;
  readonly #nodes = new Map<string, Node>();
  readonly #children = new Map<string | undefined, string[]>();
  /** The child that was shown last, by its parent. */
  readonly #shown = new Map<string | undefined, string>();
  #head: string | undefined;
  #transcript: Transcript | undefined;
  #queue: readonly QueuedMessage[] = [];
  #facts: ConversationFacts = { named: false, pinned: false, deleted: false };

  constructor(id: string, records: Iterable<ConversationRecord> = []) {
    this.id = id;
    for (const record of records) {
      this.apply(record);
    }
  }

  get facts(): ConversationFacts {
    return this.#facts;
  }

  /** What waits to be sent, the next one first. */
  get queue(): readonly QueuedMessage[] {
    return this.#queue;
  }

  /** The turn that the next one follows. */
  get head(): string | undefined {
    return this.#head;
  }

  /** The branch that is shown. */
  get transcript(): Transcript {
    this.#transcript ??= { id: this.id, turns: this.#path() };
    return this.#transcript;
  }

  /** The branch that is shown, with what was really sent and received. */
  get conversation(): Conversation {
    const { transcript } = this;
    const sources = transcript.turns.flatMap(({ id }) => {
      const source = this.source(id);
      return source === undefined ? [] : [[id, source] as const];
    });
    return { transcript, sources: Object.fromEntries(sources) };
  }

  has(turnId: string): boolean {
    return this.#nodes.has(turnId);
  }

  turn(turnId: string): Turn | undefined {
    return this.#nodes.get(turnId)?.turn;
  }

  source(turnId: string): TurnSource | undefined {
    return this.#nodes.get(turnId)?.source;
  }

  parent(turnId: string): string | undefined {
    return this.#nodes.get(turnId)?.parent;
  }

  /** All turns of all branches, each behind its parent, those that were removed left out. */
  get turns(): readonly Turn[] {
    return [...this.#nodes.values()].filter(({ removed }) => !removed).map(({ turn }) => turn);
  }

  /** All turns that ever were, in the order in which they were added. */
  get added(): readonly Turn[] {
    return [...this.#nodes.values()].map(({ turn }) => turn);
  }

  /** The question that it began with. */
  get first(): Turn | undefined {
    for (const { turn } of this.#nodes.values()) {
      if (turn.role === "user") {
        return turn;
      }
    }
    return undefined;
  }

  /** The end of the branch that was shown last of those that go through the turn. */
  leafOf(turnId: string): string {
    for (let leaf = turnId; ;) {
      const next = this.#shown.get(leaf) ?? this.#children.get(leaf)?.at(-1);
      if (next === undefined) {
        return leaf;
      }
      leaf = next;
    }
  }

  /** With `foreign` it comes from another window, which does not choose the branch that is shown in this one. */
  apply(record: ConversationRecord, foreign = false): void {
    switch (record.type) {
      case "begun":
        this.#facts = {
          ...this.#facts,
          begun: record.at,
          ...(record.workspace && { workspace: record.workspace }),
        };
        break;
      case "turn":
        this.#add(record, foreign);
        break;
      case "change":
        this.#change(record.change);
        break;
      case "source":
        this.#update(record.turnId, (node) => (node.source = record.source));
        break;
      case "head":
        if (!foreign && this.#nodes.has(record.turnId)) {
          this.#show(record.turnId);
        }
        break;
      case "removed":
      case "restored":
        for (const id of record.turnIds) {
          this.#update(id, (node) => (node.removed = record.type === "removed"));
        }
        this.#transcript = undefined;
        break;
      case "queued":
      case "unqueued":
        this.#queue = applyToQueue(this.#queue, record).filter(({ id }) => !this.#nodes.has(id));
        break;
      case "title":
        if (record.byPerson || !this.#facts.named) {
          this.#facts = { ...this.#facts, title: record.title, named: record.byPerson };
        }
        break;
      case "pinned":
        this.#facts = { ...this.#facts, pinned: record.pinned };
        break;
      case "deleted":
        this.#facts = { ...this.#facts, deleted: record.deleted };
        break;
    }
  }

  /** All that a journal has to say to give back this tree. */
  records(): readonly ConversationRecord[] {
    const { begun, workspace, title, named, pinned, deleted } = this.#facts;
    const removed = [...this.#nodes].flatMap(([id, node]) => (node.removed ? [id] : []));
    return [
      ...(begun === undefined
        ? []
        : [{ type: "begun" as const, at: begun, ...(workspace && { workspace }) }]),
      ...[...this.#nodes.values()].map(({ turn, parent, source }) => ({
        type: "turn" as const,
        turn,
        ...(parent !== undefined && { parent }),
        ...(source && { source }),
      })),
      ...(removed.length > 0 ? [{ type: "removed" as const, turnIds: removed }] : []),
      ...(title === undefined ? [] : [{ type: "title" as const, title, byPerson: named }]),
      ...(pinned ? [{ type: "pinned" as const, pinned }] : []),
      ...(deleted ? [{ type: "deleted" as const, deleted }] : []),
      ...this.#queue.map((waiting) => ({ type: "queued" as const, ...waiting })),
      ...(this.#head === undefined ? [] : [{ type: "head" as const, turnId: this.#head }]),
    ];
  }

  #add(record: Extract<ConversationRecord, { type: "turn" }>, foreign: boolean): void {
    const { turn, source } = record;
    if (this.#nodes.has(turn.id)) {
      return;
    }
    const follows = record.parent === this.#head;
    // A parent whose line was lost leaves the turn where it was said: behind what is there.
    const parent =
      record.parent !== undefined && this.#nodes.has(record.parent)
        ? record.parent
        : record.parent && this.#head;
    this.#nodes.set(turn.id, { turn, parent, source, removed: false });
    this.#queue = without(this.#queue, [turn.id]);
    const siblings = this.#children.get(parent);
    if (siblings === undefined) {
      this.#children.set(parent, [turn.id]);
    } else {
      siblings.push(turn.id);
    }
    if (!foreign || follows) {
      this.#show(turn.id);
    }
    this.#transcript = undefined;
  }

  #change(change: TurnChange): void {
    this.#update(change.turnId, (node) => {
      const [turn] = reduce({ id: this.id, turns: [node.turn] }, change).turns;
      node.turn = turn ?? node.turn;
    });
    this.#transcript &&= reduce(this.#transcript, change);
  }

  #update(turnId: string, update: (node: Node) => void): void {
    const node = this.#nodes.get(turnId);
    if (node !== undefined) {
      update(node);
    }
  }

  #show(head: string): void {
    const before = this.#head;
    this.#head = head;
    this.#transcript = undefined;
    for (let id: string | undefined = head; id !== undefined && id !== before;) {
      const parent: string | undefined = this.#nodes.get(id)?.parent;
      this.#shown.set(parent, id);
      id = parent;
    }
  }

  #path(): readonly Turn[] {
    const nodes: Node[] = [];
    for (let id = this.#head; id !== undefined;) {
      const node = this.#nodes.get(id);
      if (node !== undefined && !node.removed) {
        nodes.push(node);
      }
      id = node?.parent;
    }
    return nodes.reverse().map(({ turn }, index) => {
      const versions = this.#versions(turn, nodes[index - 1]?.turn.id);
      return versions.length > 1 ? { ...turn, versions } : turn;
    });
  }

  /** What stands in the same place as the turn: below the same turn, those between that were removed not counted. */
  #versions({ role }: Turn, above: string | undefined): readonly string[] {
    const below = (parent: string | undefined): readonly string[] =>
      (this.#children.get(parent) ?? []).flatMap((id) => {
        const node = this.#nodes.get(id);
        return node?.removed === true ? below(id) : node?.turn.role === role ? [id] : [];
      });
    return below(above);
  }
}
