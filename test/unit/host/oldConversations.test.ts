import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { ConversationTree } from "../../../src/chat/conversationTree.ts";
import { JournalStore } from "../../../src/chat/store/journalStore.ts";
import { JournalFolder } from "../../../src/host/journalFolder.ts";
import { takeOverOldConversations } from "../../../src/host/oldConversations.lazy.ts";
import { answer, question } from "../chat/store/records.ts";
import { temporaryFolderPerTest } from "../harness/temporaryFolder.ts";

const hash = "0123456789abcdef".repeat(4);
const workspace = { uri: "file:///work/sea", name: "sea" };

describe("conversations of an earlier version", () => {
  const folder = temporaryFolderPerTest();
  const storage = () => path.join(folder(), "workspace");
  const media = () => path.join(folder(), "global/media");
  const files = () => new JournalFolder(path.join(folder(), "global/journals"));
  let problems: unknown[];

  function conversation(id: string) {
    const image = {
      uri: `file://${storage()}/attachments/${hash}`,
      label: "sea.png",
      mimeType: "image/png",
      size: 3,
      hash,
    };
    const asked = {
      ...question("q"),
      parts: [
        { type: "file", file: image },
        { type: "text", text: "Grüße 🌍" },
      ],
    };
    return {
      transcript: { id, turns: [asked, answer("a"), question("q2"), answer("a2")] },
      sources: {
        q: { role: "user", prompt: [{ type: "text", text: "Grüße 🌍" }] },
        a: { role: "model", model: "m" },
      },
    };
  }

  beforeEach(async () => {
    problems = [];
    await mkdir(path.join(storage(), "conversations"), { recursive: true });
    await mkdir(path.join(storage(), "attachments"));
    await writeFile(path.join(storage(), "attachments", hash), "png");
    await writeFile(path.join(storage(), "draft.txt"), `see file://${storage()}/attachments/${hash}`);
    for (const id of ["one", "two"])
      await keep(`${id}.json`, JSON.stringify({ version: 1, conversation: conversation(id) }));
  });

  const keep = (name: string, text: string) => writeFile(path.join(storage(), "conversations", name), text);
  const left = () => readdir(path.join(storage(), "conversations"));

  async function takeOver(to = files()): Promise<void> {
    await takeOverOldConversations({
      storage: storage(),
      media: { before: `file://${storage()}/attachments`, now: `file://${media()}`, folder: media() },
      workspace,
      files: to,
      onProblem: (problem) => problems.push(problem),
    });
  }

  async function load(id: string): Promise<ConversationTree> {
    const store = new JournalStore({ files: files(), onTrouble: (trouble) => problems.push(trouble) });
    return new ConversationTree(id, (await store.load(id))?.records);
  }

  it("are journals then, turn for turn, with the workspace as a tag and images where they are now", async () => {
    await takeOver();
    for (const id of ["one", "two"]) {
      const tree = await load(id);
      const { transcript, sources } = JSON.parse(
        JSON.stringify(conversation(id)).replace(`${storage()}/attachments`, media()),
      ) as ReturnType<typeof conversation>;
      assert.deepEqual(tree.transcript, transcript);
      assert.deepEqual(tree.conversation.sources, sources);
      assert.deepEqual(tree.facts.workspace, workspace);
    }
    assert.deepEqual(problems, []);
    assert.deepEqual(await left(), []);
    assert.equal(await readFile(path.join(media(), hash), "utf8"), "png");
    assert.equal(await readFile(path.join(storage(), "draft.txt"), "utf8"), `see file://${media()}/${hash}`);
  });

  it("stay where they are while they cannot be written elsewhere, and are taken over the next time", async () => {
    await writeFile(path.join(folder(), "blocked"), "");
    await takeOver(new JournalFolder(path.join(folder(), "blocked")));
    assert.equal(problems.length, 2);
    assert.deepEqual(await left(), ["one.json", "two.json"]);
    await takeOver();
    assert.deepEqual(await left(), []);
    assert.equal((await load("one")).transcript.turns.length, 4);
  });

  it("are taken over once, also when a crash came before the old file was gone", async () => {
    const text = await readFile(path.join(storage(), "conversations/one.json"), "utf8");
    await takeOver();
    await keep("one.json", text);
    await takeOver();
    assert.equal((await load("one")).turns.length, 4);
    assert.deepEqual([await left(), problems], [[], []]);
  });

  it("that are damaged harm no other and are kept beside", async () => {
    await keep("one.json", '{"version":1,"conver');
    await takeOver();
    assert.equal(problems.length, 1);
    assert.deepEqual(await left(), ["one.json.damaged"]);
    assert.equal((await load("two")).transcript.turns.length, 4);
  });
});
