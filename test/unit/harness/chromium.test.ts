import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { findChromium } from "../../host/chromium.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

describe("which Chromium", () => {
  const folder = temporaryFolderPerTest();

  async function program(name: string): Promise<string> {
    const file = path.join(folder(), name);
    await writeFile(file, "");
    await chmod(file, 0o755);
    return file;
  }

  it("is the one CHROME_PATH names, before any on PATH", async () => {
    await program("chromium");
    const mine = await program("my-chrome");
    assert.equal(findChromium({ CHROME_PATH: mine, PATH: folder() }), mine);
  });

  it("is not guessed when CHROME_PATH names nothing", () => {
    const env = { CHROME_PATH: path.join(folder(), "gone"), PATH: folder() };
    assert.throws(() => findChromium(env), /CHROME_PATH names .*gone/);
  });

  it("is one on PATH, else the one that was downloaded, else none", async () => {
    const downloaded = await program("downloaded");
    const none = path.join(folder(), "none");
    assert.equal(findChromium({ PATH: folder() }, downloaded), downloaded);
    assert.equal(findChromium({ PATH: folder() }, none), undefined);
    const onPath = await program("google-chrome");
    assert.equal(findChromium({ PATH: folder() }, downloaded), onPath);
  });
});
