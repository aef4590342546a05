import { ConversationTree } from "../conversationTree.ts";
import type { JournalFiles } from "../ports.ts";
import { encodeEntry, encodeHeader } from "./journal.ts";
import type { Journal } from "./readJournal.ts";
import type { ConversationRecord } from "./records.ts";

/** Segments that a journal may consist of before they become one. */
const MAX_SEGMENTS = 8;
/** So many records more than are needed are worth being written anew. */
const MAX_SURPLUS = 400;

/**
 * Makes one segment of many: it is written beside them, whole or not at all, and says which it replaces; only then they go.
 * Undefined where it is not worth it, or something would be lost that cannot be read now.
 */
export async function compact(
  files: JournalFiles,
  conversation: string,
  journal: Journal,
  records: readonly ConversationRecord[],
): Promise<{ readonly segment: string; readonly last: number } | undefined> {
  const { segments, replaced, entries, damaged, isNewer } = journal;
  if (replaced.length > 0) {
    // A crash came between the writing and the clearing away.
    await files.remove(conversation, replaced);
  }
  const isWhole = damaged === 0 && !isNewer && entries.length > 0;
  if (!isWhole || (segments.length <= MAX_SEGMENTS && records.length <= MAX_SURPLUS)) {
    return undefined;
  }
  const kept = new ConversationTree(conversation, records).records();
  if (segments.length <= MAX_SEGMENTS && records.length - kept.length <= MAX_SURPLUS) {
    return undefined;
  }
  const names = segments.map(({ name }) => name);
  const before = entries.at(-1)?.n ?? 0;
  const segment = files.newSegment();
  const lines = kept.map((record, index) => encodeEntry(files.checksum, { n: before + index + 1, record }));
  const header = encodeHeader(files.checksum, { replaces: names, torn: {} });
  await files.create(conversation, segment, [header, ...lines].join(""));
  await files.remove(conversation, names);
  return { segment, last: before + kept.length };
}
