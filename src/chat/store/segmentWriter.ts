import type { JournalFiles } from "../ports.ts";
import { encodeEntry, encodeHeader, type Entry } from "./journal.ts";
import type { ConversationRecord, TurnChange } from "./records.ts";

/** Milliseconds until what was added is written: a crash takes no more than that. */
const INTERVAL_MS = 250;
/** Milliseconds until a disk that took nothing is tried again. */
const RETRY_MS = 5000;

export interface SegmentWriterPorts {
  readonly files: JournalFiles;
  readonly conversation: string;
  /** Numbers the next entry. */
  readonly next: () => number;
  /** Told of every segment before it is there. */
  readonly onSegment: (segment: string) => void;
  /** Told of the first failure in a row, and of no other. */
  readonly onFailure: (error: unknown) => void;
}

/** Writes what happens to one conversation into a segment of its own. */
export class SegmentWriter {
  readonly #ports: SegmentWriterPorts;
  #segment: string | undefined;
  /** Ends of segments that are torn, and of which that has been said. */
  #torn: Readonly<Record<string, number>> = {};
  #pending: readonly Entry[] = [];
  #durable = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(ports: SegmentWriterPorts) {
    this.#ports = ports;
  }

  /** True while there is something that is not written. */
  get isDirty(): boolean {
    return this.#pending.length > 0;
  }

  add(records: readonly ConversationRecord[], durable: boolean): void {
    for (const record of records) {
      const last = this.#pending.at(-1);
      const merged = last && mergeText(last.record, record);
      this.#pending =
        last && merged
          ? this.#pending.with(-1, { n: last.n, record: merged })
          : [...this.#pending, { n: this.#ports.next(), record }];
    }
    this.#durable ||= durable;
    if (durable && !this.#failing) {
      void this.flush();
    } else {
      this.#timer ??= setTimeout(() => void this.flush(), this.#failing ? RETRY_MS : INTERVAL_MS);
    }
  }

  /** The next segment says that the ends of these are known to be torn. */
  acknowledge(torn: Readonly<Record<string, number>>): void {
    this.#torn = { ...this.#torn, ...torn };
    this.#segment = undefined;
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const entries = this.#pending;
    if (entries.length === 0) {
      return;
    }
    const { files, conversation } = this.#ports;
    const durable = this.#durable;
    this.#pending = [];
    this.#durable = false;
    const isNew = this.#segment === undefined;
    this.#segment ??= files.newSegment();
    if (isNew) {
      this.#ports.onSegment(this.#segment);
    }
    const header = isNew ? encodeHeader(files.checksum, { replaces: [], torn: this.#torn }) : "";
    const lines = entries.map((entry) => encodeEntry(files.checksum, entry));
    try {
      await files.append(conversation, this.#segment, header + lines.join(""), durable);
      this.#failing = false;
    } catch (error) {
      this.#keep(entries, error);
    }
  }

  /** What could not be written is written later, into another segment: this one may end with half a line. */
  #keep(entries: readonly Entry[], error: unknown): void {
    this.#pending = [...entries, ...this.#pending];
    this.#durable = true;
    this.#segment = undefined;
    this.#timer ??= setTimeout(() => void this.flush(), RETRY_MS);
    if (!this.#failing) {
      this.#failing = true;
      this.#ports.onFailure(error);
    }
  }
}

function mergeText(last: ConversationRecord, next: ConversationRecord): ConversationRecord | undefined {
  if (last.type !== "change" || next.type !== "change") {
    return undefined;
  }
  const change = mergeChanges(last.change, next.change);
  return change && { type: "change", change };
}

/** Text for the same place is one change. */
function mergeChanges(last: TurnChange, next: TurnChange): TurnChange | undefined {
  return last.type === "textAdded" &&
    next.type === "textAdded" &&
    last.turnId === next.turnId &&
    last.kind === next.kind
    ? { ...next, text: last.text + next.text }
    : undefined;
}
