import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { provideFolder } from "../../host/cache.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

describe("provideFolder", () => {
  const cache = temporaryFolderPerTest();
  const write = (text: string) => (folder: string) => writeFile(path.join(folder, "file"), text);

  it("fills a folder once", async () => {
    const first = await provideFolder("thing", write("first"), cache());
    const second = await provideFolder("thing", write("second"), cache());
    assert.equal(second, first);
    assert.equal(await readFile(path.join(second, "file"), "utf8"), "first");
  });

  it("never shows a folder that is half filled", async () => {
    const seen: boolean[] = [];
    const target = await provideFolder(
      "thing",
      async (folder) => {
        await write("half")(folder);
        seen.push(existsSync(path.join(cache(), "thing")));
      },
      cache(),
    );
    assert.deepEqual(seen, [false]);
    assert.equal(existsSync(target), true);
  });

  it("leaves nothing behind when filling fails, and says why", async () => {
    const fill = async (folder: string) => {
      await write("half")(folder);
      throw new Error("the line is cut");
    };
    await assert.rejects(provideFolder("thing", fill, cache()), /the line is cut/);
    assert.deepEqual(await readdir(cache()), []);
  });

  it("takes the other's folder when two fill it at once", async () => {
    const late = async (folder: string) => {
      await provideOther("thing", cache());
      await write("late")(folder);
    };
    const target = await provideFolder("thing", late, cache());
    assert.equal(await readFile(path.join(target, "file"), "utf8"), "other");
    assert.deepEqual(await readdir(cache()), ["thing"]);
  });

  it("removes what a process that is gone left half done", async () => {
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    await mkdir(path.join(cache(), `partial-${gone}-thing`));
    await provideFolder("other", write("other"), cache());
    assert.deepEqual(await readdir(cache()), ["other"]);
  });
});

/** What another process does when it is done first. */
async function provideOther(name: string, cache: string): Promise<void> {
  await mkdir(path.join(cache, name));
  await writeFile(path.join(cache, name, "file"), "other");
}
