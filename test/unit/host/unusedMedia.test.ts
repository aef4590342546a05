import assert from "node:assert/strict";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { mediaPlaces, removeUnusedMedia } from "../../../src/host/unusedMedia.ts";
import { temporaryFolderPerTest } from "../harness/temporaryFolder.ts";

const DAY_MS = 24 * 60 * 60_000;
const hashOf = (digit: string) => digit.repeat(64);

describe("media of conversations that have gone", () => {
  const folder = temporaryFolderPerTest();
  const global = () => path.join(folder(), "globalStorage/castor.castor");
  const storage = (workspace: string) => path.join(folder(), "workspaceStorage", workspace, "castor.castor");

  async function put(file: string, text: string, days = 2): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    const then = new Date(Date.now() - days * DAY_MS);
    await utimes(file, then, then);
  }
  const media = (digit: string, days?: number) =>
    put(path.join(global(), "media", hashOf(digit)), "12345", days);
  const tidy = async () => removeUnusedMedia(await mediaPlaces(global(), storage("here")));
  const left = async () => (await readdir(path.join(global(), "media"))).map((name) => name[0]).join("");

  it("go, and only those that no conversation and no draft of any workspace speaks of", async () => {
    await Promise.all(["a", "b", "c", "d", "e"].map((digit) => media(digit)));
    await put(path.join(global(), "journals/one/x.jsonl"), `00000000 {"hash":"${hashOf("a")}"}\n`);
    await put(path.join(global(), "journals/two/draft.txt"), `{"uri":"file:///media/${hashOf("b")}"}`);
    await put(path.join(storage("elsewhere"), "draft.txt"), hashOf("c"));
    await put(path.join(storage("here"), "draft.txt"), hashOf("d"));
    await media("f");
    await put(path.join(global(), "draft.txt"), hashOf("f"));
    await put(path.join(folder(), "workspaceStorage/.stray"), "no workspace");
    assert.equal(await tidy(), 5, "bytes are free");
    assert.equal(await left(), "abcdf");
  });

  it("stay for a day, and what has another name stays for ever", async () => {
    await media("a", 0.9);
    await media("b");
    await put(path.join(global(), "media", "x.part"), "half");
    assert.equal(await tidy(), 5);
    assert.equal(await left(), "ax");
  });

  it("all stay where a conversation cannot be read", async () => {
    await media("a");
    // A journal that is a folder opens as no file can.
    await put(path.join(global(), "journals"), "not a folder");
    await assert.rejects(tidy, /ENOTDIR/);
    assert.equal(await left(), "a");
  });
});
