import assert from "node:assert/strict";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Drafts } from "../../../src/host/drafts.ts";
import { FamilyText, storageFamily } from "../../../src/host/familyText.ts";
import { hasWorkspaceText, workspaceText } from "../../../src/host/workspaceText.ts";
import { temporaryFolderPerTest } from "../harness/temporaryFolder.ts";

describe("the storages that VS Code gives to windows of one workspace", () => {
  const folder = temporaryFolderPerTest();
  const problems: unknown[] = [];
  const onProblem = (problem: unknown) => problems.push(problem);
  afterEach(() => assert.deepEqual(problems, []));

  const storage = (workspace: string) => path.join(folder(), workspace, "castor.castor");
  const window = (workspace: string) => {
    const drafts = new Drafts({
      fresh: path.join(storage(workspace), "draft.txt"),
      hasFamily: true,
      journals: path.join(folder(), "journals"),
      onProblem,
    });
    return {
      get draft() {
        return drafts.read(undefined);
      },
      async type(text: string) {
        drafts.write(undefined, text);
        await drafts.flush();
      },
    };
  };

  /** As a window has left it, so many seconds after the first. */
  async function put(workspace: string, name: string, text: string, seconds: number): Promise<void> {
    await mkdir(storage(workspace), { recursive: true });
    await writeFile(path.join(storage(workspace), name), text);
    const then = new Date(1_800_000_000_000 + seconds * 1000);
    await utimes(path.join(storage(workspace), name), then, then);
  }
  const family = async (own: string, ...others: readonly string[]) => {
    await Promise.all([own, ...others].map((name) => mkdir(storage(name), { recursive: true })));
    return storageFamily(storage(own))
      .map((found) => path.basename(path.dirname(found)))
      .toSorted();
  };

  it("are those with a number behind the same name, which may begin with a hyphen", async () => {
    const ids = ["5f3a", "5f3a-1", "5f3a-12", "-5f3a", "-5f3a-1", "-12", "-12-1", "5f3a-b", "1", "5f"];
    assert.deepEqual(await family("5f3a", ...ids), ["5f3a", "5f3a-1", "5f3a-12"]);
    assert.deepEqual(await family("5f3a-1"), ["5f3a", "5f3a-1", "5f3a-12"]);
    assert.deepEqual(await family("-5f3a-1"), ["-5f3a", "-5f3a-1"]);
    assert.deepEqual(await family("-12"), ["-12", "-12-1"]);
    assert.deepEqual(storageFamily(path.join(folder(), "no/such/castor")), [
      path.join(folder(), "no/such/castor"),
    ]);
  });

  it("show the conversation that the last of the windows had open", async () => {
    const open = (workspace: string) =>
      new FamilyText(path.join(storage(workspace), "current.txt"), onProblem);
    assert.equal(await open("a").read(), undefined);
    await put("a", "current.txt", "one", 1);
    await put("b", "current.txt", "another workspace", 9);
    assert.equal(await open("a-1").read(), "one");
    await put("a-1", "current.txt", "two", 2);
    assert.deepEqual(
      [await open("a").read(), await open("a-1").read(), await open("a-2").read()],
      ["two", "two", "two"],
    );
    const own = open("a");
    own.write(() => "three");
    await own.flush();
    await utimes(path.join(storage("a"), "current.txt"), new Date(), new Date(1_800_000_003_000));
    assert.equal(await open("a-1").read(), "three");
    assert.equal(await readFile(path.join(storage("a-1"), "current.txt"), "utf8"), "two");
  });

  it("go on with a text of the workspace as the last of them has left it, once there is one in any of them", async () => {
    const globalStorageUri = { fsPath: path.join(folder(), "global") };
    const storages = (workspace: string) => ({
      storageUri: { fsPath: storage(workspace) },
      globalStorageUri,
    });
    const has = (workspace: string) => hasWorkspaceText(storages(workspace), "reviews.json");
    const text = (workspace: string) => workspaceText(storages(workspace), "reviews.json", onProblem);
    assert.deepEqual([has("a"), has("a-1")], [false, false]);
    await put("a", "reviews.json", "one", 1);
    assert.deepEqual([has("a"), has("a-1"), has("b")], [true, true, false]);
    assert.equal(await text("a-1").read(), "one");
    await put("a-1", "reviews.json", "none any more", 2);
    assert.equal(await text("a").read(), "none any more");
    const ownFirst = workspaceText(storages("a"), "reviews.json", onProblem, { isOwnFirst: true });
    assert.equal(await ownFirst.read(), "one");
    const withoutOwn = workspaceText(storages("a-2"), "reviews.json", onProblem, { isOwnFirst: true });
    assert.equal(await withoutOwn.read(), "none any more");
  });

  it("are none where no folder is open", async () => {
    const globalStorageUri = { fsPath: path.join(folder(), "global") };
    const storages = { storageUri: undefined, globalStorageUri };
    const text = workspaceText(storages, "reviews.json", onProblem);
    assert.equal(hasWorkspaceText(storages, "reviews.json"), false);
    text.write(() => "kept");
    await text.flush();
    assert.equal(hasWorkspaceText(storages, "reviews.json"), true);
    assert.equal(await text.read(), "kept");
  });

  it("have a draft each, which begins with what was written last in any of them", async () => {
    await put("a", "draft.txt", "early", 1);
    await put("a-1", "draft.txt", "late", 2);
    assert.deepEqual(
      ["a", "a-1", "a-2", "b"].map((workspace) => window(workspace).draft),
      ["late", "late", "late", ""],
    );
    await put("a", "draft.txt", "later", 3);
    assert.equal(window("a").draft, "later");
  });

  it("keep a draft of their own from then on, whatever is written beside it", async () => {
    const [one, two] = [window("a"), window("a-1")];
    await one.type("mine");
    assert.deepEqual([one.draft, two.draft], ["mine", "mine"]);
    await two.type("yours");
    assert.deepEqual([one.draft, two.draft], ["mine", "yours"]);
    await two.type("");
    assert.deepEqual([one.draft, two.draft], ["mine", ""]);
    assert.equal(window("a-1").draft, "", "it was emptied after the other was written");
  });

  it("do not lose one that another window has not taken up when that empties its own", async () => {
    await put("a", "draft.txt", "mine", 1);
    await put("a-1", "draft.txt", "", 2);
    assert.equal(window("a").draft, "mine");
  });

  it("do not bring back what was taken up and sent in the other", async () => {
    await window("a").type("sent soon");
    const reloaded = window("a-1");
    assert.equal(reloaded.draft, "sent soon");
    await reloaded.type("sent soon!");
    await reloaded.type("");
    assert.equal(window("a").draft, "");
    assert.deepEqual(await readdir(storage("a")), ["draft.txt"], "nothing is changed there");
    await window("a").type("sent soon");
    assert.equal(window("a").draft, "sent soon", "written anew it is another one");
  });
});
