import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { repository } from "../../host/paths.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

const packages = {
  "": {},
  "node_modules/a": { version: "1.0.0" },
  "node_modules/b": { version: "1.0.0", optional: true },
};

describe("bootstrap", () => {
  const checkout = temporaryFolderPerTest();
  const bootstrap = () => path.join(checkout(), "test/host/bootstrap.mjs");

  async function write(name: string, text: string): Promise<string> {
    const file = path.join(checkout(), name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  /** Stands in for npm: notes its arguments, and installs or fails. */
  async function fakeNpm(script: string): Promise<void> {
    const text = `#!/bin/sh\necho "$@" >> "${checkout()}/npm-calls"\n${script}\n`;
    await chmod(await write("bin/npm", text), 0o755);
  }

  async function installed(version: string): Promise<void> {
    const noted = { packages: { "node_modules/a": { version } } };
    await write("node_modules/.package-lock.json", JSON.stringify(noted));
  }

  function run(...args: readonly string[]) {
    const env = { ...process.env, PATH: `${path.join(checkout(), "bin")}:${process.env.PATH ?? ""}` };
    return spawnSync(process.execPath, [bootstrap(), ...args], { env, encoding: "utf8" });
  }

  beforeEach(async () => {
    await write("package-lock.json", JSON.stringify({ packages }));
    await copyFile(
      path.join(repository, "test/host/bootstrap.mjs"),
      await write("test/host/bootstrap.mjs", ""),
    );
    await mkdir(path.join(checkout(), "node_modules/node/bin"), { recursive: true });
    await symlink(process.execPath, path.join(checkout(), "node_modules/node/bin/node"));
    await write(
      "script.ts",
      "console.log(process.argv.slice(2).join()); process.exitCode = Number('7') as number;",
    );
  });

  it("hands over to the script, with its arguments, and passes on its exit code", async () => {
    await installed("1.0.0");
    await fakeNpm("exit 1");
    const { stdout, status } = run("script.ts", "--port", "1");
    assert.equal(stdout, "--port,1\n");
    assert.equal(status, 7);
  });

  for (const [what, version] of [
    ["nothing is", undefined],
    ["another version is", "0.9.0"],
  ] as const) {
    it(`installs when ${what} installed`, async () => {
      if (version) await installed(version);
      await fakeNpm("exit 0");
      const { stdout, status } = run("script.ts");
      assert.match(stdout, /Installing the dependencies/);
      assert.equal(status, 7);
    });
  }

  it("says so when the installation fails", async () => {
    await fakeNpm("exit 1");
    const { stderr, status } = run("script.ts");
    assert.match(stderr, /The dependencies could not be installed/);
    assert.equal(status, 1);
  });

  it("passes on signals", async () => {
    await installed("1.0.0");
    await write(
      "wait.ts",
      "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log(1)",
    );
    const child = spawn(process.execPath, [bootstrap(), "wait.ts"], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number];
    assert.equal(code, 5);
  });
});
