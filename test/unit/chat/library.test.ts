import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ConversationTree } from "../../../src/chat/conversationTree.ts";
import { Library } from "../../../src/chat/library.ts";
import { ChatSession } from "../../../src/chat/session.ts";
import { ConversationIndex } from "../../../src/chat/store/conversationIndex.ts";
import { JournalStore } from "../../../src/chat/store/journalStore.ts";
import { JournalFolder } from "../../../src/host/journalFolder.ts";
import { lineFile } from "../../../src/host/lineFile.ts";
import { isActive, type ModelTurn, visibleText } from "../../../src/shared/transcript.ts";
import { temporaryFolderPerTest } from "../harness/temporaryFolder.ts";
import { ended, lastAnswer, MemoryText, say, startTalk, type Talk } from "./support.ts";

const workspace = { uri: "file:///work/sea", name: "sea" };

describe("the library of conversations", () => {
  const folder = temporaryFolderPerTest();
  const at = (name: string) => path.join(folder(), name);
  let talk: Talk;
  let problems: unknown[];
  let open: Window[];
  beforeEach(async () => {
    talk = await startTalk();
    problems = [];
    open = [];
  });
  afterEach(async () => {
    open.forEach(({ close }) => close());
    await talk.close();
    assert.deepEqual(problems, []);
  });

  interface Window {
    readonly session: ChatSession;
    readonly library: Library;
    readonly index: ConversationIndex;
    readonly store: JournalStore;
    readonly close: () => void;
  }

  /**
   * A window over the folder; the real disk, the real session and a real local server. What is not to be listed is what a
   * crash keeps out of the list.
   */
  function openWindow(lists: (tree: ConversationTree) => boolean = () => true): Window {
    const files = new JournalFolder(at("journals"));
    const onProblem = (problem: unknown) => problems.push(problem);
    const store = new JournalStore({ files, onTrouble: onProblem });
    const [list, words] = [lineFile(at("index/list.jsonl")), lineFile(at("index/words.tsv"))];
    const index = new ConversationIndex({ files, list, words, onProblem });
    const session = new ChatSession({
      ...talk.ports,
      store,
      current: new MemoryText(),
      workspace: () => workspace,
      onChanged: (tree) => {
        if (lists(tree)) {
          index.update(tree);
        }
      },
    });
    const library = new Library({ session, store, index, files });
    const close = () => {
      session.dispose();
      store.dispose();
    };
    const window = { session, library, index, store, close };
    open.push(window);
    return window;
  }

  async function converse(window: Window, ...texts: readonly string[]): Promise<string> {
    window.session.newChat();
    for (const text of texts) {
      window.session.send(say(text));
      await ended(window.session);
    }
    await Promise.all([window.store.flush(), window.index.flush()]);
    return window.session.transcript.id;
  }

  const titles = async ({ library }: Window) => (await library.list()).map(({ title }) => title);

  it("lists what was begun, the last first, under its first words and its workspace", async () => {
    const window = openWindow();
    await converse(window, "Tides", "And moons?");
    await converse(window, `Boats ${"and more boats ".repeat(20)}`);
    const [boats, tides] = await window.library.list();
    assert.match(boats?.title ?? "", /^Boats and more .{30,70}…$/);
    assert.deepEqual([tides?.title, tides?.turns, tides?.workspace], ["Tides", 4, workspace]);
    assert.deepEqual(await titles(openWindow()), [boats?.title, "Tides"]);
  });

  it("pins, names, deletes and brings back, for every window", async () => {
    const window = openWindow();
    const tides = await converse(window, "Tides");
    const boats = await converse(window, "Boats");
    const other = openWindow();
    await other.library.rename(tides, "High water");
    await other.library.pin(tides, true);
    await window.library.remove([boats]);
    assert.notEqual(window.session.transcript.id, boats, "what is deleted is not left open");
    assert.deepEqual(
      (await other.library.list()).map(({ title, pinned }) => [title, pinned]),
      [["High water", true]],
    );
    await window.library.restore([boats]);
    assert.deepEqual((await titles(other)).toSorted(), ["Boats", "High water"]);
    await window.session.open(boats);
    assert.equal(window.session.transcript.turns.length, 2);
  });

  it("takes a suggested name, and never in the place of one that a person gave", async () => {
    const window = openWindow();
    const tides = await converse(window, "Tides");
    const boats = await converse(window, "Boats");
    await window.library.suggestTitle(tides, "Ebb and flow");
    assert.deepEqual((await titles(openWindow())).toSorted(), ["Boats", "Ebb and flow"]);
    await window.library.rename(boats, "My boats");
    await window.library.suggestTitle(boats, "Ships");
    await window.store.flush();
    assert.deepEqual((await titles(openWindow())).toSorted(), ["Ebb and flow", "My boats"]);
    await rm(at("index"), { recursive: true });
    assert.deepEqual((await titles(openWindow())).toSorted(), ["Ebb and flow", "My boats"]);
  });

  it("is made again from the journals when it is lost, damaged or behind", async () => {
    const window = openWindow();
    const tides = await converse(window, "Tides");
    await window.library.rename(tides, "High water");
    await window.store.flush();
    await rm(at("index"), { recursive: true });
    assert.deepEqual(await titles(openWindow()), ["High water"]);
    assert.equal((await openWindow().library.search("tides", 10)).length, 0, "not before it was listed");
    await writeFile(at("index/list.jsonl"), "{ damaged\n");
    const again = openWindow();
    assert.deepEqual(await titles(again), ["High water"]);
    assert.ok((await again.library.search("tides", 10)).length > 0);
  });

  it("has the words ready for a search that is about to begin", async () => {
    const window = openWindow();
    await converse(window, "Why tides?");
    await window.library.list();
    await window.library.prepareSearch();
    await rm(at("index/words.tsv"));
    assert.ok((await window.library.search("tides", 10)).length > 0);
    await window.library.rest();
    assert.equal((await window.library.search("tides", 10)).length, 0, "given back with the list");
  });

  it("knows what a crash kept out of the list", async () => {
    await talk.close();
    talk = await startTalk({ tokensPerSecond: 100 });
    const window = openWindow();
    window.session.send(say("Tell me a lot"));
    await Promise.all([window.store.flush(), window.index.flush()]);
    const crashed = openWindow();
    assert.deepEqual(await titles(crashed), ["Tell me a lot"]);
  });

  it("finds words wherever they were said, the last first, and opens the branch they are on", async () => {
    const window = openWindow();
    const tides = await converse(window, "Why are there Ebbe und FLUT?", "Moon?");
    const [first] = window.session.transcript.turns;
    window.session.editPrompt(first?.id ?? "", "Something else");
    await ended(window.session);
    await converse(window, "Unrelated");
    await window.library.list();
    const hits = await window.library.search("flut ebbe", 10);
    assert.ok(hits.some(({ turnId, excerpt }) => turnId === first?.id && excerpt.includes("Ebbe und FLUT")));
    assert.ok(hits.every(({ conversation }) => conversation === tides));
    await window.library.open(tides, first?.id);
    assert.equal(window.session.transcript.turns[0]?.id, first?.id);
    assert.equal(window.session.transcript.turns.length, 4);
  });

  describe("where an answer went on", () => {
    let window: Window;
    let cut: ModelTurn;
    beforeEach(async () => {
      window = openWindow();
      talk.emulator.scenario("cut after=3");
      await converse(window, "Hello");
      cut = lastAnswer(window.session);
      assert.equal(cut.status.type, "failed");
    });

    /** Has it go on in a window; gives back some of the words that have come. */
    async function goOn({ session, store, index }: Window): Promise<string> {
      session.goOn(cut.id);
      const whole = visibleText(await ended(session));
      await Promise.all([store.flush(), index.flush()]);
      return whole.slice(visibleText(cut).length).trim().split(/\s+/).slice(-5).join(" ");
    }

    const hits = async ({ library }: Window, words: string) =>
      (await library.search(words, 10)).filter(({ turnId }) => turnId === cut.id).length;
    const lines = async () => (await readFile(at("index/words.tsv"), "utf8")).split("\n").length;

    it("finds what has come, in its turn, and keeps it once", async () => {
      const words = await goOn(window);
      await window.library.list();
      assert.equal(await hits(window, words), 1);
      const before = await lines();
      await window.library.rename(window.session.transcript.id, "Greetings");
      await Promise.all([window.store.flush(), window.index.flush()]);
      assert.deepEqual(await titles(openWindow()), ["Greetings"]);
      assert.equal(await lines(), before);
      await window.library.open(window.session.transcript.id, cut.id);
      assert.equal(lastAnswer(window.session).id, cut.id);
    });

    it("finds it also when a crash has kept it out of the list", async () => {
      const crashing = openWindow(({ transcript }) => {
        const last = transcript.turns.at(-1);
        return last?.role === "model" && isActive(last.status);
      });
      await crashing.session.open(window.session.transcript.id);
      const words = await goOn(crashing);
      assert.equal(await hits(window, words), 0);
      const again = openWindow();
      await again.library.list();
      assert.equal(await hits(again, words), 1);
    });
  });

  it("does not find what was taken out, in no window, until it is back", async () => {
    const window = openWindow();
    const id = await converse(window, "Tides", "Boats");
    const found = async (library: Library) => (await library.search("tides", 10)).length;
    await window.library.list();
    assert.ok((await found(window.library)) > 0);
    const removed = window.session.removePair(window.session.transcript.turns[0]?.id ?? "");
    await Promise.all([window.store.flush(), window.index.flush()]);
    const other = openWindow();
    await other.library.list();
    assert.deepEqual([await found(window.library), await found(other.library)], [0, 0]);
    assert.ok((await window.library.search("boats", 10)).length > 0);
    window.session.restoreTurns(id, removed);
    await window.index.flush();
    assert.ok((await found(window.library)) > 0);
  });

  it("clears away what was deleted long ago, its words too, and nothing else", async () => {
    const window = openWindow();
    const tides = await converse(window, "Tides");
    const boats = await converse(window, "Boats");
    await window.library.remove([tides]);
    await window.library.rest();
    assert.equal((await readdir(at("journals"))).length, 2, "there is still a day to bring it back");
    const now = Date.now;
    Date.now = () => now() + 25 * 60 * 60_000;
    try {
      await window.library.rest();
    } finally {
      Date.now = now;
    }
    assert.deepEqual(await readdir(at("journals")), [boats]);
    assert.equal((await window.library.search("tides", 10)).length, 0);
    assert.ok((await window.library.search("boats", 10)).length > 0);
  });
});
