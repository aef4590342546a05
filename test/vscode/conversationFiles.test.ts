import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, watch } from "node:fs";
import { Uri, workspace } from "vscode";
import type { Conversation } from "../../src/chat/conversation.ts";
import { ConversationFiles } from "../../src/host/conversationFiles.ts";
import { TextFile } from "../../src/host/textFile.ts";
import { newFolder } from "./support.ts";

function conversation(id: string, text: string): Conversation {
  return {
    transcript: {
      id,
      turns: [
        { role: "user", id: "u1", at: 1, parts: [{ type: "text", text }] },
        {
          role: "model",
          id: "m1",
          at: 2,
          model: "gemini-flash-latest",
          parts: [{ type: "text", text: "Grüße 🌍" }],
          status: { type: "stopped" },
        },
      ],
    },
    sources: {
      u1: { role: "user", prompt: [{ type: "text", text }] },
      m1: { role: "model", model: "gemini-flash-latest" },
    },
  };
}

describe("ConversationFiles", () => {
  let folder: Uri;
  let current: Uri;
  let problems: unknown[];

  beforeEach(async () => {
    folder = await newFolder();
    current = await newFolder();
    problems = [];
  });
  afterEach(async () => {
    await workspace.fs.delete(folder, { recursive: true });
    if (existsSync(current.fsPath)) await workspace.fs.delete(current);
  });

  /** A store as a window has it; a second one stands for the window after a reload. */
  function open(): ConversationFiles {
    const onProblem = (problem: unknown) => problems.push(problem);
    return new ConversationFiles(folder.fsPath, new TextFile(current.fsPath, onProblem), onProblem);
  }

  async function names(): Promise<readonly string[]> {
    return (await workspace.fs.readDirectory(folder)).map(([name]) => name).toSorted();
  }

  async function damage(text: string): Promise<void> {
    const store = open();
    store.save(conversation("a", "question"));
    await store.flush();
    await workspace.fs.writeFile(Uri.joinPath(folder, "a.json"), new TextEncoder().encode(text));
  }

  it("has nothing at first", async () => {
    mkdirSync(folder.fsPath, { recursive: true });
    assert.equal(await open().load(), undefined);
  });

  it("gives back what was saved, also after a reload", async () => {
    const saved = conversation("a", "question");
    const store = open();
    store.save(saved);
    await store.flush();
    assert.deepEqual(await store.load(), saved);
    assert.deepEqual(await open().load(), saved);
  });

  it("writes in its own time, and what it writes first is already the latest", async () => {
    mkdirSync(folder.fsPath, { recursive: true });
    const file = Uri.joinPath(folder, "a.json").fsPath;
    const there = Promise.withResolvers<undefined>();
    const watcher = watch(folder.fsPath, () => {
      if (existsSync(file)) there.resolve(undefined);
    });
    const store = open();
    for (let count = 1; count <= 50; count++) store.save(conversation("a", `question ${count}`));
    await there.promise;
    watcher.close();
    assert.match(readFileSync(file, "utf8"), /question 50/);
    await store.flush();
  });

  it("keeps the conversation before when another begins at once, and opens the newer one", async () => {
    const store = open();
    store.save(conversation("a", "first"));
    store.save(conversation("b", "second"));
    await store.flush();
    assert.deepEqual(await names(), ["a.json", "b.json"]);
    assert.match(readFileSync(Uri.joinPath(folder, "a.json").fsPath, "utf8"), /first/);
    assert.deepEqual(await open().load(), conversation("b", "second"));
  });

  it("waits on flush for everything that was saved before, and leaves nothing half-written", async () => {
    const store = open();
    store.save(conversation("a", "first"));
    const first = store.flush();
    store.save(conversation("a", "second"));
    await Promise.all([first, store.flush()]);
    assert.deepEqual(await names(), ["a.json"]);
    assert.deepEqual(await open().load(), conversation("a", "second"));
  });

  for (const [what, text] of [
    ["is no JSON", '{"version":1,"conversa'],
    ["is empty", ""],
    ["is of another shape", '{"version":1,"conversation":{"transcript":{"id":"a"},"sources":{}}}'],
  ] as const) {
    it(`keeps a file that ${what} beside, says so, and starts afresh`, async () => {
      await damage(text);
      assert.equal(await open().load(), undefined);
      assert.equal(problems.length, 1);
      assert.deepEqual(await names(), ["a.json.damaged"]);
      assert.equal(readFileSync(Uri.joinPath(folder, "a.json.damaged").fsPath, "utf8"), text);
    });
  }

  it("has nothing when the file is gone, and does not call that a problem", async () => {
    const store = open();
    store.save(conversation("a", "question"));
    await store.flush();
    await workspace.fs.delete(Uri.joinPath(folder, "a.json"));
    assert.equal(await open().load(), undefined);
    assert.deepEqual(problems, []);
  });

  it("tells when it cannot write, and writes the next time", async () => {
    await workspace.fs.writeFile(folder, new Uint8Array());
    const store = open();
    store.save(conversation("a", "first"));
    await store.flush();
    assert.equal(problems.length, 1);
    await workspace.fs.delete(folder);
    store.save(conversation("a", "second"));
    await store.flush();
    assert.deepEqual(await open().load(), conversation("a", "second"));
  });
});
