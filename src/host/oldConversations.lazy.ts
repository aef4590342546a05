import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import type { TurnSource } from "../chat/conversation.ts";
import { ConversationTree } from "../chat/conversationTree.ts";
import type { JournalFiles } from "../chat/ports.ts";
import { encodeEntry, encodeHeader } from "../chat/store/journal.ts";
import { readJournal } from "../chat/store/readJournal.ts";
import type { ConversationRecord, WorkspaceTag } from "../chat/store/records.ts";
import type { Transcript } from "../shared/transcript.ts";

export interface OldConversations {
  /** A workspace's storage, where conversations were one JSON file each. */
  readonly storage: string;
  /** Addresses of the folders in which images were kept and are kept now, as conversations name them. */
  readonly media: { readonly before: string; readonly now: string; readonly folder: string };
  readonly workspace: WorkspaceTag | undefined;
  readonly files: JournalFiles;
  readonly onProblem: (error: unknown) => void;
}

const fileSchema = v.object({
  version: v.literal(1),
  conversation: v.object({
    transcript: v.object({
      id: v.string(),
      turns: v.array(v.looseObject({ role: v.picklist(["user", "model"]), id: v.string(), at: v.number() })),
    }),
    sources: v.record(v.string(), v.looseObject({ role: v.picklist(["user", "model"]) })),
  }),
});

/** Makes journals of conversations that an earlier version has kept. What it read goes when the journal says the same. */
export async function takeOverOldConversations(old: OldConversations): Promise<void> {
  const folder = path.join(old.storage, "conversations");
  await moveMedia(path.join(old.storage, "attachments"), old.media.folder);
  await renameMedia(path.join(old.storage, "draft.txt"), old);
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (name.endsWith(".json")) {
      try {
        await takeOver(file, old);
      } catch (error) {
        old.onProblem(error);
      }
    } else if (name.endsWith(".tmp")) {
      await rm(file, { force: true });
    }
  }
}

async function takeOver(file: string, old: OldConversations): Promise<void> {
  const text = (await readFile(file, "utf8")).replaceAll(old.media.before, old.media.now);
  let conversation: v.InferOutput<typeof fileSchema>["conversation"];
  try {
    conversation = v.parse(fileSchema, JSON.parse(text)).conversation;
  } catch (error) {
    // Kept beside, so that it could still be rescued.
    await rename(file, `${file}.damaged`);
    throw error;
  }
  const { id } = conversation.transcript;
  const records = recordsOf(
    conversation.transcript as unknown as Transcript,
    conversation.sources as unknown as Readonly<Record<string, TurnSource>>,
    old.workspace,
  );
  const { files } = old;
  const lines = records.map((record, index) => encodeEntry(files.checksum, { n: index + 1, record }));
  const header = encodeHeader(files.checksum, { replaces: [], torn: {} });
  if (conversation.transcript.turns.length > 0) {
    await files.create(id, files.newSegment(), [header, ...lines].join(""));
    const { entries } = await readJournal(files, id);
    const tree = new ConversationTree(
      id,
      entries.map(({ record }) => record),
    );
    if (!conversation.transcript.turns.every((turn) => isDeepStrictEqual(tree.turn(turn.id), turn))) {
      throw new Error(`The journal of ${id} does not say what ${file} says; the file is kept.`);
    }
  }
  await rm(file);
}

function recordsOf(
  { turns }: Transcript,
  sources: Readonly<Record<string, TurnSource>>,
  workspace: WorkspaceTag | undefined,
): readonly ConversationRecord[] {
  const begun: ConversationRecord = {
    type: "begun",
    at: turns[0]?.at ?? Date.now(),
    ...(workspace && { workspace }),
  };
  const records = turns.map((turn, index): ConversationRecord => {
    const parent = turns[index - 1]?.id;
    const source = sources[turn.id];
    return { type: "turn", turn, ...(parent !== undefined && { parent }), ...(source && { source }) };
  });
  return [begun, ...records];
}

async function moveMedia(from: string, to: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(from);
  } catch {
    return;
  }
  await mkdir(to, { recursive: true });
  for (const name of names.filter((each) => /^[0-9a-f]{64}$/.test(each))) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    try {
      await rename(source, target);
    } catch {
      // The one folder may lie on another disk than the other.
      await copyFile(source, target);
      await rm(source);
    }
  }
}

/** Files in a draft lie elsewhere now. */
async function renameMedia(file: string, { media }: OldConversations): Promise<void> {
  try {
    const text = await readFile(file, "utf8");
    if (text.includes(media.before)) {
      await writeFile(file, text.replaceAll(media.before, media.now));
    }
  } catch {
    // There is no draft.
  }
}
