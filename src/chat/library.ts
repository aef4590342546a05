import { ConversationTree } from "./conversationTree.ts";
import type { ConversationStore, JournalFiles } from "./ports.ts";
import type { ChatSession } from "./session.ts";
import type { ConversationIndex } from "./store/conversationIndex.ts";
import type { IndexEntry } from "./store/indexEntry.ts";
import { readJournal } from "./store/readJournal.ts";
import type { ConversationRecord } from "./store/records.ts";
import type { Hit } from "./store/textSearch.ts";

/** Milliseconds for which a deleted conversation can be brought back. */
const GRACE_MS = 24 * 60 * 60_000;

export interface LibraryPorts {
  readonly session: ChatSession;
  readonly store: ConversationStore;
  readonly index: ConversationIndex;
  readonly files: JournalFiles;
}

/** All conversations that are kept, of every workspace. */
export class Library {
  readonly #ports: LibraryPorts;

  constructor(ports: LibraryPorts) {
    this.#ports = ports;
  }

  list(): Promise<readonly IndexEntry[]> {
    return this.#ports.index.list();
  }

  /** Somebody is about to search. */
  async prepareSearch(): Promise<void> {
    await this.#ports.index.prepareSearch();
  }

  search(query: string, limit: number): Promise<readonly Hit[]> {
    return this.#ports.index.search(query, limit);
  }

  /** The list was closed. What was deleted long enough ago goes for good; gives back how many conversations that were. */
  async rest(): Promise<number> {
    const { index, files } = this.#ports;
    index.rest();
    const old = index.deletedBefore(Date.now() - GRACE_MS);
    if (old.length > 0) {
      await Promise.all(old.map((id) => files.removeConversation(id)));
      await index.forget(new Set(old));
    }
    return old.length;
  }

  /** Opens a conversation, on the branch that the turn is on. */
  async open(id: string, turnId?: string): Promise<void> {
    const { session } = this.#ports;
    await session.open(id);
    if (turnId !== undefined && !session.transcript.turns.some((turn) => turn.id === turnId)) {
      session.showVersion(turnId);
    }
  }

  /** All of a conversation, the open one as it stands. */
  async tree(id: string): Promise<ConversationTree> {
    const { session, store, files } = this.#ports;
    if (id === session.transcript.id) {
      return session.tree;
    }
    await store.flush();
    const { entries } = await readJournal(files, id);
    return new ConversationTree(
      id,
      entries.map(({ record }) => record),
    );
  }

  /** Takes in a conversation that comes from elsewhere, as a new one, and opens it. */
  async add(records: readonly ConversationRecord[]): Promise<void> {
    const { session, store, index } = this.#ports;
    const id = crypto.randomUUID();
    store.append(id, records, true);
    index.update(new ConversationTree(id, records));
    await session.open(id);
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#say(id, { type: "title", title, byPerson: true });
  }

  /** Names a conversation that nobody has named. */
  async suggestTitle(id: string, title: string): Promise<void> {
    await this.#say(id, { type: "title", title, byPerson: false });
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    await this.#say(id, { type: "pinned", pinned });
  }

  async remove(ids: readonly string[]): Promise<void> {
    const { session } = this.#ports;
    await Promise.all(ids.map((id) => this.#say(id, { type: "deleted", deleted: true })));
    if (ids.includes(session.transcript.id)) {
      session.newChat();
    }
  }

  async restore(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.#say(id, { type: "deleted", deleted: false })));
  }

  async #say(id: string, record: ConversationRecord): Promise<void> {
    const { session, store, index } = this.#ports;
    if (!session.annotate(id, record)) {
      store.append(id, [record], true);
    }
    await index.annotate(id, record);
  }
}
