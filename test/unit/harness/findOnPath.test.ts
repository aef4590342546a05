import assert from "node:assert/strict";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { findOnPath } from "../../host/findOnPath.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

describe("findOnPath", () => {
  const folder = temporaryFolderPerTest();

  async function program(name: string, mode = 0o755): Promise<string> {
    const file = path.join(folder(), name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, "");
    await chmod(file, mode);
    return file;
  }

  it("finds the first name that is there, in any folder", async () => {
    const wanted = await program("b/chrome");
    const env = { PATH: `${folder()}/a:${folder()}/b` };
    assert.equal(findOnPath(["chromium", "chrome"], env, "linux"), wanted);
  });

  it("passes over what cannot be run", async () => {
    await program("a/code", 0o644);
    await mkdir(path.join(folder(), "b/code"), { recursive: true });
    const env = { PATH: `${folder()}/a:${folder()}/b` };
    assert.equal(findOnPath(["code"], env, "linux"), undefined);
  });

  it("tries the endings of Windows", async () => {
    const wanted = await program("a/code.CMD");
    const env = { PATH: path.join(folder(), "a"), PATHEXT: ".EXE;.CMD" };
    assert.equal(findOnPath(["code"], env, "win32"), wanted);
  });
});
