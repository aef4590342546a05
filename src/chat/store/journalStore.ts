import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter } from "../../base/emitter.ts";
import type { ConversationStore, JournalFiles, StoredConversation, StoreTrouble } from "../ports.ts";
import { compact } from "./compact.ts";
import { decodeSegment, type Entry } from "./journal.ts";
import { inOrder, type Journal, readJournal } from "./readJournal.ts";
import type { ConversationRecord } from "./records.ts";
import { SegmentWriter } from "./segmentWriter.ts";

/** Milliseconds between two looks at whether other windows are still there. */
const LOOK_MS = 1000;

export interface JournalStorePorts {
  readonly files: JournalFiles;
  readonly onTrouble: (trouble: StoreTrouble) => void;
}

/** What this window knows of a conversation's journal. */
interface Open {
  readonly writer: SegmentWriter;
  /** The highest number seen so far. */
  clock: number;
  /** Bytes that were read, by segment. */
  readonly read: Map<string, number>;
  readonly own: Set<string>;
  /** Turns that other windows have begun which are still there, by segment. */
  readonly guests: Map<string, ReadonlySet<string>>;
}

/** Conversations in journals that are only ever added to, each window to segments of its own. */
export class JournalStore implements ConversationStore, Disposable {
  readonly #ports: JournalStorePorts;
  readonly #added = new Emitter<StoredConversation>();
  readonly #open = new Map<string, Open>();
  #watching: DisposableStore | undefined;
  #followed: string | undefined;
  #reading: Promise<void> = Promise.resolve();
  #looking: ReturnType<typeof setInterval> | undefined;
  readonly #orphaned = new Emitter<ReadonlySet<string>>();
  readonly onOrphaned = this.#orphaned.event;
  readonly onAdded = this.#added.event;

  constructor(ports: JournalStorePorts) {
    this.#ports = ports;
  }

  async load(id: string): Promise<StoredConversation | undefined> {
    try {
      return await this.#load(id);
    } catch (error) {
      this.#ports.onTrouble({ type: "unreadable", error });
      return undefined;
    }
  }

  append(id: string, records: readonly ConversationRecord[], durable: boolean): void {
    this.#opened(id).writer.add(records, durable);
    if (id === this.#followed && this.#watching === undefined) {
      this.#watch(id);
    }
  }

  claim(id: string, what: string): boolean {
    return this.#ports.files.claim(id, what);
  }

  follow(id: string): void {
    if (id === this.#followed) {
      return;
    }
    this.#watching?.dispose();
    this.#watching = undefined;
    this.#followed = id;
    // Of a new conversation there is nothing to be watched before something is written.
    if ((this.#open.get(id)?.clock ?? 0) > 0) {
      this.#watch(id);
    }
  }

  async flush(): Promise<boolean> {
    const writers = [...this.#open.values()].map(({ writer }) => writer);
    await Promise.all(writers.map((writer) => writer.flush()));
    return !writers.some(({ isDirty }) => isDirty);
  }

  dispose(): void {
    this.#followed = undefined;
    this.#watching?.dispose();
    clearInterval(this.#looking);
    this.#added.dispose();
    this.#orphaned.dispose();
  }

  async #load(id: string): Promise<StoredConversation | undefined> {
    const { files } = this.#ports;
    const open = this.#opened(id);
    await open.writer.flush();
    const journal = await readJournal(files, id);
    if (journal.entries.length === 0 && journal.segments.every(({ torn }) => torn === 0)) {
      return undefined;
    }
    this.#complain(journal, open);
    for (const { name, length } of journal.segments) {
      open.read.set(name, length);
    }
    open.clock = Math.max(open.clock, journal.entries.at(-1)?.n ?? 0);
    const isOthers = (name: string) => !open.own.has(name) && files.isLive(name);
    const records = journal.entries.map(({ record }) => record);
    if (!journal.segments.some(({ name }) => isOthers(name)) && !open.writer.isDirty) {
      await this.#tidy(id, journal, records, open);
    }
    for (const { name, entries } of journal.segments.filter((segment) => isOthers(segment.name))) {
      open.guests.set(name, turnsIn(entries));
    }
    return { id, records, elsewhere: new Set([...open.guests.values()].flatMap((turns) => [...turns])) };
  }

  #watch(id: string): void {
    const watching = new DisposableStore();
    this.#watching = watching;
    const readOn = () => {
      this.#reading = this.#reading.then(() => this.#readOn(id)).catch(() => undefined);
    };
    void this.#opened(id)
      .writer.flush()
      .then(() => watching.add(this.#ports.files.watch(id, readOn)));
    this.#lookAfterGuests();
  }

  /** A window that is killed says nothing any more, and its answer would be awaited for ever. */
  #lookAfterGuests(): void {
    const id = this.#followed;
    const guests = id === undefined ? undefined : this.#open.get(id)?.guests;
    if (this.#looking !== undefined || id === undefined || guests === undefined || guests.size === 0) {
      return;
    }
    this.#looking = setInterval(() => {
      const gone = [...guests].filter(([name]) => !this.#ports.files.isLive(name));
      if (this.#followed !== id || guests.size === 0) {
        clearInterval(this.#looking);
        this.#looking = undefined;
        this.#lookAfterGuests();
      } else if (gone.length > 0) {
        gone.forEach(([name]) => guests.delete(name));
        const turns = new Set(gone.flatMap(([, begun]) => [...begun]));
        // What it has written last is read before.
        this.#reading = this.#reading
          .then(() => this.#readOn(id))
          .then(
            () => this.#orphaned.fire(turns),
            () => undefined,
          );
      }
    }, LOOK_MS);
    this.#looking.unref();
  }

  #opened(id: string): Open {
    const known = this.#open.get(id);
    if (known !== undefined) {
      return known;
    }
    const { files, onTrouble } = this.#ports;
    const own = new Set<string>();
    const writer = new SegmentWriter({
      files,
      conversation: id,
      next: () => ++open.clock,
      onSegment: (segment) => void own.add(segment),
      onFailure: (error) => onTrouble({ type: "unwritable", error }),
    });
    const open: Open = { writer, clock: 0, read: new Map(), own, guests: new Map() };
    this.#open.set(id, open);
    return open;
  }

  #complain({ torn, tornBytes, damaged, isNewer }: Journal, open: Open): void {
    const { onTrouble } = this.#ports;
    if (tornBytes > 0) {
      open.writer.acknowledge(torn);
      onTrouble({ type: "torn", bytes: tornBytes });
    }
    if (damaged > 0) {
      onTrouble({ type: "damaged", lines: damaged });
    }
    if (isNewer) {
      onTrouble({ type: "newer" });
    }
  }

  /** Nobody else writes to the conversation now: many segments become one. */
  async #tidy(
    id: string,
    journal: Journal,
    records: readonly ConversationRecord[],
    open: Open,
  ): Promise<void> {
    const { files } = this.#ports;
    try {
      await files.removeClaims(id);
      const made = await compact(files, id, journal, records);
      if (made !== undefined) {
        open.own.add(made.segment);
        open.writer.acknowledge({});
        open.clock = Math.max(open.clock, made.last);
      }
    } catch {
      // It is only about room: what was there is still there.
    }
  }

  async #readOn(id: string): Promise<void> {
    const open = this.#open.get(id);
    if (open === undefined || this.#followed !== id) {
      return;
    }
    const { files } = this.#ports;
    const added: Entry[] = [];
    for (const name of await files.segments(id)) {
      if (!open.own.has(name)) {
        added.push(...(await this.#readSegment(id, name, open)));
      }
    }
    const entries = inOrder(added);
    open.clock = Math.max(open.clock, entries.at(-1)?.n ?? 0);
    if (entries.length > 0 && this.#followed === id) {
      const records = entries.map(({ record }) => record);
      this.#added.fire({ id, records, elsewhere: turnsIn(entries) });
    }
  }

  async #readSegment(id: string, name: string, open: Open): Promise<readonly Entry[]> {
    const { files } = this.#ports;
    const from = open.read.get(name) ?? 0;
    const bytes = await files.read(id, name, from);
    const { header, entries, length } = decodeSegment(files.checksum, bytes);
    open.read.set(name, from + length);
    // What was made of segments that have been read says nothing new.
    if (files.isLive(name)) {
      open.guests.set(name, new Set([...(open.guests.get(name) ?? []), ...turnsIn(entries)]));
      this.#lookAfterGuests();
    }
    const isKnown = header?.replaces.some((replaced) => open.read.has(replaced) || open.own.has(replaced));
    return isKnown === true ? [] : entries;
  }
}

function turnsIn(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ record }) => (record.type === "turn" ? [record.turn.id] : [])));
}
