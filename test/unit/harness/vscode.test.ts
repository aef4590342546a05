import assert from "node:assert/strict";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { findVSCode, hasDisplay, programBehind } from "../../host/vscode.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

describe("which VS Code", () => {
  const folder = temporaryFolderPerTest();

  async function file(name: string): Promise<string> {
    const full = path.join(folder(), name);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, "");
    await chmod(full, 0o755);
    return full;
  }

  it("is the one VSCODE_PATH names, before any other", async () => {
    const wanted = await file("mine/code-program");
    await file("bin/code");
    const env = { VSCODE_PATH: wanted, PATH: path.join(folder(), "bin"), DISPLAY: ":0" };
    assert.deepEqual(findVSCode({ env, platform: "linux" }), { kind: "desktop", executable: wanted });
  });

  it("may be a web build", async () => {
    await file("web/out/server-main.js");
    const env = { VSCODE_PATH: path.join(folder(), "web") };
    assert.deepEqual(findVSCode({ env, platform: "linux" }), { kind: "web", folder: env.VSCODE_PATH });
  });

  it("is not guessed when VSCODE_PATH names nothing", () => {
    const env = { VSCODE_PATH: path.join(folder(), "gone") };
    assert.throws(() => findVSCode({ env, platform: "linux" }), /VSCODE_PATH names .*gone/);
  });

  it("is `code` on PATH where there is a display", async () => {
    const code = await file("bin/code");
    const env = { PATH: path.join(folder(), "bin") };
    assert.equal(findVSCode({ env, platform: "linux" }), undefined);
    assert.deepEqual(findVSCode({ env: { ...env, WAYLAND_DISPLAY: "wayland-0" }, platform: "linux" }), {
      kind: "desktop",
      executable: code,
    });
  });

  it("is the program, not the script in front of it", async () => {
    const linux = await file("share/code/code");
    const script = await file("share/code/bin/code");
    await symlink(script, path.join(folder(), "code"));
    assert.equal(programBehind(path.join(folder(), "code")), linux);

    const mac = await file("Code.app/Contents/MacOS/Electron");
    assert.equal(programBehind(await file("Code.app/Contents/Resources/app/bin/code")), mac);

    const windows = await file("Microsoft VS Code/Code.exe");
    assert.equal(programBehind(await file("Microsoft VS Code/bin/code.cmd")), windows);
  });

  it("needs a display only on Linux", () => {
    assert.equal(hasDisplay({ env: {}, platform: "linux" }), false);
    assert.equal(hasDisplay({ env: { DISPLAY: "" }, platform: "linux" }), false);
    assert.equal(hasDisplay({ env: { DISPLAY: ":0" }, platform: "linux" }), true);
    assert.equal(hasDisplay({ env: {}, platform: "darwin" }), true);
    assert.equal(hasDisplay({ env: {}, platform: "win32" }), true);
  });
});
