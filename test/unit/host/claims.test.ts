import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { claim } from "../../../src/host/claims.ts";
import { JournalFolder } from "../../../src/host/journalFolder.ts";
import { temporaryFolderPerTest } from "../harness/temporaryFolder.ts";

const COUNT = 200;
const program = path.join(import.meta.dirname, "claims/contender.ts");

describe("what only one window is to do", () => {
  const folder = temporaryFolderPerTest();
  const conversation = () => path.join(folder(), "c");
  let open: ChildProcess[];
  beforeEach(async () => {
    open = [];
    await mkdir(conversation());
  });
  afterEach(() => open.forEach((window) => window.kill("SIGKILL")));

  async function contender() {
    const child = spawn(process.execPath, [program, folder(), String(COUNT)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    open.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await lines.next();
    return {
      begin: () => child.stdin.write("go\n"),
      won: async () => {
        const { value } = await lines.next();
        return String(value)
          .split(" ")
          .filter((word) => word !== "")
          .map(Number);
      },
      end: async () => {
        const exit = once(child, "exit");
        child.stdin.end();
        await exit;
      },
    };
  }

  it("is done once, however many want to at the same instant, and anew when they are gone", async function () {
    this.timeout(60_000);
    const windows = await Promise.all([contender(), contender(), contender()]);
    windows.forEach(({ begin }) => begin());
    const won = (await Promise.all(windows.map((window) => window.won()))).flat();
    assert.deepEqual(
      won.toSorted((one, other) => one - other),
      Array.from({ length: COUNT }, (_, index) => index),
    );
    const here = new JournalFolder(folder());
    assert.equal(here.claim("c", "message 7"), false, "its window is still there");
    await Promise.all(windows.map(({ end }) => end()));
    assert.equal(here.claim("c", "message 7"), true);
    assert.equal(here.claim("c", "message 7"), true, "and it stays this window's");
  });

  const claimant = { holder: "me", isOwn: (holder: string) => holder === "me", isLive: () => true };

  it("may be done where nothing can be written", async function () {
    assert.equal(claim(path.join(folder(), "no such folder"), "x", claimant), true);
    await writeFile(path.join(folder(), "file"), "");
    assert.equal(claim(path.join(folder(), "file"), "x", claimant), true);
    await chmod(conversation(), 0o500);
    assert.equal(claim(conversation(), "x", claimant), true);
    await chmod(conversation(), 0o700);
  });

  it("is nobody's where a window was killed before it could say that it is its own", async () => {
    claim(conversation(), "x", claimant);
    const [name = ""] = await readdir(conversation());
    const other = { ...claimant, holder: "other", isOwn: (holder: string) => holder === "other" };
    await writeFile(path.join(conversation(), name), "");
    assert.equal(claim(conversation(), "x", other), false, "it is about to");
    await utimes(path.join(conversation(), name), new Date(), new Date(Date.now() - 11_000));
    assert.equal(claim(conversation(), "x", other), true);
  });

  it("leaves nothing behind for ever, and is no part of a journal", async () => {
    const files = new JournalFolder(folder());
    files.claim("c", "old");
    const [old = ""] = await readdir(conversation());
    await utimes(path.join(conversation(), old), new Date(), new Date(Date.now() - 61_000));
    files.claim("c", "new");
    assert.deepEqual(await files.segments("c"), []);
    await files.removeClaims("c");
    assert.equal((await readdir(conversation())).length, 1);
    assert.ok(!(await readdir(conversation())).includes(old));
    // One that is gone when it is looked at.
    await symlink("gone", path.join(conversation(), `${old}0`));
    await files.removeClaims("c");
    await rm(conversation(), { recursive: true });
    await files.removeClaims("c");
  });
});
