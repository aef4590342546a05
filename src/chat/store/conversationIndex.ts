import { ConversationTree } from "../conversationTree.ts";
import type { JournalFiles } from "../ports.ts";
import { isActive, type Turn } from "../../shared/transcript.ts";
import { entryOf, type IndexEntry, parseIndexLine, patched, wordsOf } from "./indexEntry.ts";
import { grownAnswers } from "./growingWords.ts";
import { readJournal } from "./readJournal.ts";
import type { ConversationRecord } from "./records.ts";
import { type Hit, searchLine, SearchText } from "./textSearch.ts";

/** A file of lines. What is lost of it can be made again. */
export interface LineFile {
  /** Empty when there is none. */
  read(): Promise<string>;
  append(text: string): Promise<void>;
  replace(text: string): Promise<void>;
}

export interface ConversationIndexPorts {
  readonly files: JournalFiles;
  readonly list: LineFile;
  readonly words: LineFile;
  readonly onProblem: (error: unknown) => void;
}

/** Lines of the list that are out of date before it is written anew. */
const MAX_SURPLUS = 2000;
/** Journals that are read at the same time. */
const AT_ONCE = 16;

/** What there is, and what was said in it, without opening a journal. Can be made again from the journals at any time. */
export class ConversationIndex {
  readonly #ports: ConversationIndexPorts;
  #entries = new Map<string, IndexEntry>();
  #isRead = false;
  /** Conversations that are being added to; their entries are written when that has ended. */
  readonly #touched = new Set<string>();
  #words: SearchText | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ports: ConversationIndexPorts) {
    this.#ports = ports;
  }

  /** The conversation has changed. While an answer streams it is only said that it does. */
  update(tree: ConversationTree): void {
    const isStreaming = tree.added.some((turn) => turn.role === "model" && isActive(turn.status));
    if (!isStreaming) {
      this.#touched.delete(tree.id);
      void this.#run(() => this.#put(tree));
    } else if (!this.#touched.has(tree.id)) {
      this.#touched.add(tree.id);
      void this.#run(() => this.#ports.list.append(`${JSON.stringify({ id: tree.id, touched: true })}\n`));
    }
  }

  /** Something was said about a conversation that changes no turn. */
  annotate(id: string, record: ConversationRecord): Promise<void> {
    return this.#run(async () => {
      await this.#read();
      const entry = this.#entries.get(id);
      await (entry && this.#write(patched(entry, record)));
    });
  }

  /** All that were not deleted, the last first. */
  async list(): Promise<readonly IndexEntry[]> {
    await this.#run(() => this.#refresh());
    const kept = [...this.#entries.values()].filter(
      ({ deleted, turns }) => deleted === undefined && turns > 0,
    );
    return kept.toSorted((one, other) => other.updated - one.updated);
  }

  /** Ids of those that were deleted before. */
  deletedBefore(time: number): readonly string[] {
    return [...this.#entries.values()].flatMap(({ id, deleted = Infinity }) => (deleted < time ? [id] : []));
  }

  /** The journals are gone: nothing is known of these any more, their words neither. */
  async forget(ids: ReadonlySet<string>): Promise<void> {
    await this.#run(async () => {
      ids.forEach((id) => this.#entries.delete(id));
      await this.#ports.list.replace(lines(this.#entries.values()));
      const words = (await this.#ports.words.read()).split("\n").filter((line) => line !== "");
      const kept = words.filter((line) => !ids.has(line.slice(0, line.indexOf("\t"))));
      await this.#ports.words.replace(kept.map((line) => `${line}\n`).join(""));
      this.#words = undefined;
    });
  }

  /** Reads the words that a search looks through, so that its first letter need not wait for them. */
  async prepareSearch(): Promise<SearchText> {
    const known = this.#words ?? new SearchText(await this.#ports.words.read());
    this.#words = known;
    return known;
  }

  /** Where all words of the query were said, the last first. */
  async search(query: string, limit: number): Promise<readonly Hit[]> {
    const known = await this.prepareSearch();
    const isThere = (id: string, turnId: string) => {
      const entry = this.#entries.get(id);
      return entry !== undefined && entry.deleted === undefined && entry.removed?.includes(turnId) !== true;
    };
    return known.find(query, limit, isThere);
  }

  /** The list was closed: what searching has taken is given back. */
  rest(): void {
    this.#words = undefined;
  }

  async flush(): Promise<void> {
    await this.#queue;
  }

  #run(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work).catch(this.#ports.onProblem);
    this.#queue = done;
    return done;
  }

  async #read(): Promise<void> {
    if (!this.#isRead) {
      await this.#refresh();
    }
  }

  /** Reads the list, which other windows write to as well, and makes again what is missing in it. */
  async #refresh(): Promise<void> {
    const { list, files } = this.#ports;
    const all = (await list.read()).split("\n");
    const entries = new Map<string, IndexEntry>();
    const unsure = new Set<string>();
    for (const line of all) {
      const parsed = parseIndexLine(line);
      if (parsed !== undefined && "touched" in parsed) {
        unsure.add(parsed.id);
      } else if (parsed !== undefined) {
        unsure.delete(parsed.id);
        entries.set(parsed.id, parsed);
      }
    }
    this.#entries = entries;
    this.#isRead = true;
    const there = new Set(await files.conversations());
    [...entries.keys()].filter((id) => !there.has(id)).forEach((id) => entries.delete(id));
    const missing = [...there].filter((id) => !entries.has(id) || unsure.has(id));
    for (let index = 0; index < missing.length; index += AT_ONCE) {
      await Promise.all(missing.slice(index, index + AT_ONCE).map((id) => this.#make(id)));
    }
    if (all.length > entries.size + MAX_SURPLUS) {
      await list.replace(lines(entries.values()));
    }
  }

  async #make(id: string): Promise<void> {
    const { entries } = await readJournal(this.#ports.files, id);
    await this.#put(
      new ConversationTree(
        id,
        entries.map(({ record }) => record),
      ),
    );
  }

  async #put(tree: ConversationTree): Promise<void> {
    await this.#read();
    const entry = entryOf(tree, this.#entries.get(tree.id));
    const fresh = tree.added.slice(entry.searchable);
    const unfinished = fresh.findIndex((turn) => turn.role === "model" && isActive(turn.status));
    const whole = unfinished < 0 ? fresh : fresh.slice(0, unfinished);
    const grown = grownAnswers(tree, entry);
    await this.#addWords(tree.id, [...grown.turns, ...whole]);
    await this.#write({
      ...entry,
      searchable: entry.searchable + whole.length,
      growing: grown.growing.length > 0 ? grown.growing : undefined,
    });
  }

  async #addWords(id: string, turns: readonly Turn[]): Promise<void> {
    const said = turns.map((turn) => [turn.id, wordsOf(turn)] as const).filter(([, words]) => words !== "");
    if (said.length > 0) {
      await this.#ports.words.append(said.map(([turnId, words]) => searchLine(id, turnId, words)).join(""));
      this.#words = undefined;
    }
  }

  async #write(entry: IndexEntry): Promise<void> {
    this.#entries.set(entry.id, entry);
    await this.#ports.list.append(lines([entry]));
  }
}

function lines(entries: Iterable<IndexEntry>): string {
  return [...entries].map((entry) => `${JSON.stringify(entry)}\n`).join("");
}
