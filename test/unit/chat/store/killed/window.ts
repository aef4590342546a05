// A window as far as its conversation goes: the real journal on the real disk, in a process that can be killed.
// It says on its standard output what it has handed over, and what it was told is stored.
import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { ConversationTree } from "../../../../../src/chat/conversationTree.ts";
import { JournalStore } from "../../../../../src/chat/store/journalStore.ts";
import { JournalFolder } from "../../../../../src/host/journalFolder.ts";
import { piece } from "./pieces.ts";

const [folder = "", name = "", pieces = "0", pause = "0"] = process.argv.slice(2);
const say = (...words: readonly (string | number)[]) => writeSync(1, `${words.join(" ")}\n`);

/** Opens the conversation, which may make one segment of many, asks, and streams an answer. */
async function talk(turn: string): Promise<void> {
  const store = new JournalStore({ files: new JournalFolder(folder), onTrouble: () => undefined });
  const stored = await store.load("c");
  const { head } = new ConversationTree("c", stored?.records);
  const question = `${turn}-question`;
  const asked = { role: "user", id: question, at: 1, parts: [{ type: "text", text: question }] } as const;
  store.append("c", [{ type: "turn", turn: asked, ...(head !== undefined && { parent: head }) }], true);
  await store.flush();
  say("asked", question);
  const answer = {
    role: "model",
    id: turn,
    at: 2,
    model: "m",
    parts: [],
    status: { type: "streaming" },
  } as const;
  store.append("c", [{ type: "turn", turn: answer, parent: question }], true);
  for (let index = 0; index < Number(pieces); index++) {
    const text = piece(turn, index);
    store.append(
      "c",
      [{ type: "change", change: { type: "textAdded", turnId: turn, kind: "text", text } }],
      false,
    );
    say("added", turn, index, Date.now());
    await wait(Number(pause));
  }
  const status = { type: "done", finishReason: "STOP" } as const;
  store.append("c", [{ type: "change", change: { type: "statusChanged", turnId: turn, status } }], true);
  await store.flush();
  say("complete", turn, pieces);
  store.dispose();
}

for (let count = 0; ; count++) {
  await talk(`${name}.${count}`);
}
