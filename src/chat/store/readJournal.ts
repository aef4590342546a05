import type { JournalFiles } from "../ports.ts";
import { decodeSegment, type Entry, JOURNAL_VERSION, type Segment } from "./journal.ts";

export interface ReadSegment extends Segment {
  readonly name: string;
}

export interface Journal {
  /** In the order in which they happened. */
  readonly entries: readonly Entry[];
  readonly segments: readonly ReadSegment[];
  /** Segments whose content another one holds. */
  readonly replaced: readonly string[];
  /** Where unfinished lines begin that nobody has been told of. */
  readonly torn: Readonly<Record<string, number>>;
  readonly tornBytes: number;
  readonly damaged: number;
  /** Written in part by a newer version. */
  readonly isNewer: boolean;
}

/** All that a conversation's journal says. */
export async function readJournal(files: JournalFiles, conversation: string): Promise<Journal> {
  const all = await readSegments(files, conversation);
  const names = all.map(({ name }) => name);
  const replaced = new Set(all.flatMap(({ header }) => header?.replaces ?? []));
  const segments = all.filter(({ name }) => !replaced.has(name));
  const known = Object.assign({}, ...segments.map(({ header }) => header?.torn ?? {})) as Record<
    string,
    number
  >;
  // The end of a line that a window is writing now is not torn.
  const torn = segments.filter(
    ({ name, torn: bytes, length }) => bytes > 0 && known[name] !== length && !files.isLive(name),
  );
  return {
    entries: inOrder(segments.flatMap(({ entries }) => entries)),
    segments,
    replaced: [...replaced].filter((name) => names.includes(name)),
    torn: Object.fromEntries(torn.map(({ name, length }) => [name, length])),
    tornBytes: torn.reduce((sum, { torn: bytes }) => sum + bytes, 0),
    damaged: segments.reduce((sum, { damaged }) => sum + damaged, 0),
    isNewer: segments.some(
      ({ header, unknown }) => unknown > 0 || (header?.version ?? JOURNAL_VERSION) > JOURNAL_VERSION,
    ),
  };
}

/** Another window may make one segment of many meanwhile: then those that were listed are gone when they are read. */
async function readSegments(files: JournalFiles, conversation: string): Promise<readonly ReadSegment[]> {
  const names = [...(await files.segments(conversation))];
  for (;;) {
    const all = await Promise.all(
      names.map(async (name): Promise<ReadSegment> => {
        const bytes = await files.read(conversation, name, 0);
        return { name, ...decodeSegment(files.checksum, bytes) };
      }),
    );
    const after = await files.segments(conversation);
    if (names.every((name) => after.includes(name))) {
      return all;
    }
    names.splice(0, names.length, ...after);
  }
}

/** By their numbers; what was written twice, because the first time seemed to fail, counts once. */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const sorted = entries.toSorted((one, other) => one.n - other.n);
  return sorted.filter((entry, index) => {
    for (let before = index - 1; sorted[before]?.n === entry.n; before--) {
      if (JSON.stringify(sorted[before]?.record) === JSON.stringify(entry.record)) {
        return false;
      }
    }
    return true;
  });
}
