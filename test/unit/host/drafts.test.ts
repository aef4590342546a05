import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Drafts } from "../../../src/host/drafts.ts";
import { temporaryFolderPerTest } from "../harness/temporaryFolder.ts";

describe("drafts", () => {
  const folder = temporaryFolderPerTest();
  const at = (name: string) => path.join(folder(), name);
  const problems: unknown[] = [];
  const open = () =>
    new Drafts({
      fresh: at("workspace/draft.txt"),
      journals: at("journals"),
      onProblem: (problem) => problems.push(problem),
    });

  it("are read as they were written last, before and after they are on the disk, by every window", async () => {
    const drafts = open();
    drafts.write("a", "one");
    drafts.write("a", "two");
    drafts.write(undefined, "new");
    assert.deepEqual([drafts.read("a"), drafts.read("b"), drafts.read(undefined)], ["two", "", "new"]);
    const writing = drafts.flush();
    assert.equal(drafts.read("a"), "two");
    await writing;
    assert.deepEqual([open().read("a"), open().read(undefined)], ["two", "new"]);
    assert.equal(readFileSync(at("journals/a/draft.txt"), "utf8"), "two");
    assert.deepEqual(problems, []);
  });

  it("leave no file when they are empty", async () => {
    const drafts = open();
    drafts.write("a", "one");
    await drafts.flush();
    drafts.write("a", "");
    await drafts.flush();
    assert.equal(existsSync(at("journals/a/draft.txt")), false);
    assert.equal(drafts.read("a"), "");
  });

  it("of one conversation can be written by two windows at once, and are whole", async () => {
    const windows = [open(), open()];
    for (let round = 0; round < 50; round++) {
      windows.forEach((drafts, index) => drafts.write("a", `${index}`.repeat(10_000)));
      await Promise.all(windows.map((drafts) => drafts.flush()));
      assert.match(open().read("a"), /^(0{10000}|1{10000})$/);
    }
    assert.deepEqual(problems, []);
  });
});
