import path from "node:path";
import { ConversationTree } from "../../src/chat/conversationTree.ts";
import { ConversationIndex } from "../../src/chat/store/conversationIndex.ts";
import { encodeEntry, encodeHeader } from "../../src/chat/store/journal.ts";
import { JournalStore } from "../../src/chat/store/journalStore.ts";
import type { ConversationRecord } from "../../src/chat/store/records.ts";
import { JournalFolder } from "../../src/host/journalFolder.ts";
import { lineFile } from "../../src/host/lineFile.ts";
import type { ModelTurn, UserTurn } from "../../src/shared/transcript.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../host/temporaryFolder.ts";
import { quantile } from "./statistics.ts";

const CONVERSATIONS = 10_000;
const LONG_TURNS = 5000;
const ROUNDS = 5;

/** What a person waits for among many conversations: the list, a long one, a search while typing. */
export async function measureStore(): Promise<string> {
  const folder = await createTemporaryFolder("store");
  const files = new JournalFolder(path.join(folder, "journals"));
  const fresh = () =>
    new ConversationIndex({
      files,
      list: lineFile(path.join(folder, "list.jsonl")),
      words: lineFile(path.join(folder, "words.tsv")),
      onProblem: console.error,
    });
  for (let index = 0; index < CONVERSATIONS; index++) {
    await write(files, `c${index}`, index === 0 ? LONG_TURNS : 4);
  }
  const made = await time(() => fresh().list());
  const listed = await repeated(() => fresh().list());
  const store = () => new JournalStore({ files, onTrouble: console.error });
  const opened = await repeated(async () => {
    const stored = await store().load("c0");
    return new ConversationTree("c0", stored?.records).transcript.turns.length;
  });
  const searched = fresh();
  await searched.list();
  const prepared = await time(() => searched.prepareSearch());
  const first = await time(() => searched.search("harbour", 200));
  const typed = await repeated(() => searched.search("lamp harbour 4999", 200));
  await removeTemporaryFolder(folder);
  const row = (what: string, goal: string, ms: number) => `| ${what} | ${goal} | ${ms.toFixed(0)} |`;
  return [
    `**Store**: ${CONVERSATIONS} conversations, one with ${LONG_TURNS} turns`,
    "",
    "| what | goal, ms | ms |",
    "| --- | --: | --: |",
    row("list, read from the disk", "150", listed),
    row("conversation of 5,000 turns opened", "200", opened),
    row("words read, when the list is shown", "", prepared),
    row("first letter of a search", "100", first),
    row("every further letter", "100", typed),
    row("index made anew from all journals", "", made),
  ].join("\n");
}

async function write(files: JournalFolder, id: string, turns: number): Promise<void> {
  const records: readonly ConversationRecord[] = Array.from({ length: turns }, (_, index) => {
    const text = `${"The keeper of the harbour lights the lamp when the tide turns. ".repeat(6)}${id} ${index}`;
    const parts = [{ type: "text", text } as const];
    const turn: UserTurn | ModelTurn =
      index % 2 === 0
        ? { role: "user", id: `t${index}`, at: index, parts }
        : { role: "model", id: `t${index}`, at: index, model: "m", parts, status: { type: "stopped" } };
    return { type: "turn", turn, ...(index > 0 && { parent: `t${index - 1}` }) };
  });
  const lines = records.map((record, index) => encodeEntry(files.checksum, { n: index + 1, record }));
  const header = encodeHeader(files.checksum, { replaces: [], torn: {} });
  await files.append(id, files.newSegment(), [header, ...lines].join(""), false);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function repeated(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await time(work));
  }
  return quantile(times, 0.5);
}
