import assert from "node:assert/strict";
import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ConversationTree } from "../../../../src/chat/conversationTree.ts";
import type { StoreTrouble } from "../../../../src/chat/ports.ts";
import { JournalStore } from "../../../../src/chat/store/journalStore.ts";
import type { ConversationRecord } from "../../../../src/chat/store/records.ts";
import { JournalFolder } from "../../../../src/host/journalFolder.ts";
import { temporaryFolderPerTest } from "../../harness/temporaryFolder.ts";
import { answered, asked, written } from "./records.ts";

/** What a window is to another one: its segments may still grow while it is there. */
class WindowFolder extends JournalFolder {
  readonly #live: Set<WindowFolder>;
  readonly #mine = new Set<string>();

  constructor(folder: string, live: Set<WindowFolder>) {
    super(folder);
    this.#live = live.add(this);
  }

  override newSegment(): string {
    const name = super.newSegment();
    this.#mine.add(name);
    return name;
  }

  override isLive(segment: string): boolean {
    return [...this.#live].some((each) => each.#mine.has(segment));
  }
}

describe("JournalStore", () => {
  const parent = temporaryFolderPerTest();
  const folder = () => path.join(parent(), "journals");
  let troubles: StoreTrouble[];
  let windows: { readonly store: JournalStore; readonly files: WindowFolder }[];
  let live: Set<WindowFolder>;
  beforeEach(() => {
    troubles = [];
    windows = [];
    live = new Set();
  });
  afterEach(() => windows.forEach(({ store }) => store.dispose()));

  function open(): JournalStore {
    const files = new WindowFolder(folder(), live);
    const store = new JournalStore({ files, onTrouble: (trouble) => troubles.push(trouble) });
    windows.push({ store, files });
    return store;
  }

  /** All windows so far are gone, without a word. */
  function crash(): void {
    windows.forEach(({ store }) => store.dispose());
    live.clear();
  }

  async function tree(store = open()): Promise<ConversationTree> {
    const stored = await store.load("c");
    return new ConversationTree("c", stored?.records);
  }

  async function keep(store: JournalStore, ...records: readonly ConversationRecord[]): Promise<void> {
    store.append("c", records, true);
    assert.equal(await store.flush(), true);
  }

  const segments = () => readdir(path.join(folder(), "c"));
  const segment = async (index = 0) => path.join(folder(), "c", (await segments())[index] ?? "");
  const ids = ({ transcript }: ConversationTree) => transcript.turns.map(({ id }) => id).join(" ");

  it("has nothing at first, and leaves nothing behind by looking", async () => {
    assert.equal(await open().load("c"), undefined);
    await assert.rejects(readdir(folder()));
  });

  it("gives back after a crash what was added, in order, and text that streams as few lines", async () => {
    const store = open();
    await keep(store, asked("q1"), answered("a1", "q1"));
    for (let index = 0; index < 100; index++) store.append("c", [written("a1", ` ${index}`)], false);
    await store.flush();
    crash();
    const turn = (await tree()).turn("a1");
    assert.match(JSON.stringify(turn?.parts), /answer a1 0 1 2 .* 98 99"/);
    assert.ok((await readFile(await segment(), "utf8")).split("\n").length < 8);
  });

  it("writes what streams within half a second without being asked", async () => {
    const store = open();
    await keep(store, asked("q1"), answered("a1", "q1"));
    store.append("c", [written("a1", "streamed")], false);
    const file = await segment();
    while (!(await readFile(file, "utf8")).includes("streamed")) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it("lets two windows write at once: neither loses a turn, both see all", async () => {
    const [one, other] = [open(), open()];
    await keep(one, asked("q1"), answered("a1", "q1"));
    const seen = await tree(other);
    assert.equal(ids(seen), "q1 a1");
    const told = Promise.withResolvers<undefined>();
    other.onAdded(({ records, elsewhere }) => {
      records.forEach((record) => seen.apply(record, true));
      if (seen.has("q2")) {
        assert.ok(elsewhere.has("q2"));
        told.resolve(undefined);
      }
    });
    other.follow("c");
    await keep(one, asked("q2", "a1"));
    await told.promise;
    assert.equal(ids(seen), "q1 a1 q2");
    await Promise.all([keep(one, answered("a2", "q2")), keep(other, asked("p1", "a1"))]);
    crash();
    const after = await tree();
    assert.deepEqual(after.turns.map(({ id }) => id).toSorted(), ["a1", "a2", "p1", "q1", "q2"]);
    assert.equal(ids(after), "q1 a1 p1");
  });

  it("knows which turns a window that is still there has begun", async () => {
    await keep(open(), asked("q1"), answered("a1", "q1"));
    assert.deepEqual([...((await open().load("c"))?.elsewhere ?? [])], ["q1", "a1"]);
    crash();
    assert.deepEqual([...((await open().load("c"))?.elsewhere ?? [])], []);
  });

  it("tells when the window is gone that has begun turns here", async () => {
    await keep(open(), asked("q1"), answered("a1", "q1"));
    const [dead] = live;
    const store = open();
    await store.load("c");
    const gone = Promise.withResolvers<ReadonlySet<string>>();
    store.onOrphaned(gone.resolve);
    store.follow("c");
    live.delete(dead!);
    assert.deepEqual([...(await gone.promise)], ["q1", "a1"]);
  });

  it("drops the torn end of a crash, says so once, and goes on", async () => {
    await keep(open(), asked("q1"), answered("a1", "q1"));
    await appendFile(await segment(), '12345678 {"n":3,"r":{"type":"tu');
    crash();
    const store = open();
    assert.equal(ids(await tree(store)), "q1 a1");
    assert.deepEqual(troubles, [{ type: "torn", bytes: 31 }]);
    await keep(store, asked("q2", "a1"));
    crash();
    assert.equal(ids(await tree()), "q1 a1 q2");
    assert.equal(troubles.length, 1);
  });

  it("reads around damage in the middle, says so, and keeps the file as it is", async () => {
    const store = open();
    for (let index = 1; index <= 3; index++) await keep(store, asked(`q${index}`));
    const bytes = await readFile(await segment());
    bytes[bytes.indexOf("question q2")] = 0;
    await writeFile(await segment(), bytes);
    crash();
    assert.deepEqual(
      (await tree()).turns.map(({ id }) => id),
      ["q1", "q3"],
    );
    assert.deepEqual(troubles, [{ type: "damaged", lines: 1 }]);
    assert.deepEqual(await readFile(await segment()), bytes);
  });

  it("makes one segment of many when nobody else writes, and loses nothing by it", async () => {
    for (let index = 1; index <= 9; index++) {
      const store = open();
      await store.load("c");
      await keep(store, asked(`q${index}`, index === 1 ? undefined : `q${index - 1}`));
      if (index < 9) crash();
    }
    const before = await tree();
    assert.equal((await segments()).length, 9, "a window may still write to one of them");
    crash();
    assert.deepEqual((await tree()).transcript, before.transcript);
    assert.equal((await segments()).length, 1);
    crash();
    const again = open();
    assert.deepEqual((await tree(again)).transcript, before.transcript);
    await keep(again, asked("q10", "q9"));
    crash();
    assert.equal((await tree()).transcript.turns.length, 10);
  });

  it("counts once what a crash left in both, the many and the one", async () => {
    const old = await Promise.all(
      Array.from({ length: 9 }, async (_, index) => {
        const store = open();
        store.append("c", [asked(`q${index}`)], true);
        await store.flush();
      }),
    );
    assert.equal(old.length, 9);
    const copies = await Promise.all(
      (await segments()).map(async (name) => [name, await readFile(path.join(folder(), "c", name))] as const),
    );
    crash();
    const before = await tree();
    for (const [name, bytes] of copies) await writeFile(path.join(folder(), "c", name), bytes);
    crash();
    assert.deepEqual((await tree()).turns, before.turns);
    assert.equal((await segments()).length, 1);
  });

  it("says once that it cannot write, goes on in memory, and writes all when it can", async () => {
    await writeFile(folder(), "in the way");
    const store = open();
    store.append("c", [asked("q1")], true);
    assert.equal(await store.flush(), false);
    store.append("c", [answered("a1", "q1")], true);
    assert.equal(await store.flush(), false);
    assert.deepEqual(
      troubles.map(({ type }) => type),
      ["unwritable"],
    );
    await rm(folder());
    assert.equal(await store.flush(), true);
    crash();
    assert.equal(ids(await tree()), "q1 a1");
  });

  it("says that it cannot read, and keeps what is there", async () => {
    await writeFile(folder(), "in the way");
    assert.equal(await open().load("c"), undefined);
    assert.deepEqual(
      troubles.map(({ type }) => type),
      ["unreadable"],
    );
  });
});
