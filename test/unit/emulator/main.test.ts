import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readCommandLine } from "../../emulator/commandLine.ts";
import { scenarios } from "../../emulator/scenarios/table.ts";

const main = fileURLToPath(new URL("../../emulator/main.ts", import.meta.url));

describe("npm run emulator", function () {
  // Starting a process can take seconds on a busy machine.
  this.timeout(60_000);

  let child: ChildProcess | undefined;
  afterEach(() => child?.kill("SIGKILL"));

  it("reads its options", () => {
    const defaults = { ask: "serve", port: 8787, keys: "any", tokensPerSecond: 60, keepRequests: 1 };
    assert.deepEqual(readCommandLine([]), defaults);
    assert.deepEqual(readCommandLine(["--port", "0", "--key", "a", "--key", "b", "--pace", "0"]), {
      ...defaults,
      port: 0,
      keys: ["a", "b"],
      tokensPerSecond: Infinity,
    });
    assert.equal(readCommandLine(["--list"]).ask, "list");
    assert.equal(readCommandLine(["--help"]).ask, "help");
    for (const wrong of [
      ["--prot", "1"],
      ["--port", "many"],
      ["--port", "65536"],
      ["--pace", "1.5"],
      ["stray"],
    ]) {
      assert.throws(() => readCommandLine(wrong), wrong.join(" "));
    }
  });

  it("lists every scenario", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [main, "--list"]);
    assert.equal(stdout.trimEnd().split("\n").length, Object.keys(scenarios).length);
  });

  it("says what is wrong with its options, and fails", async () => {
    const run = promisify(execFile)(process.execPath, [main, "--port", "many"]);
    await assert.rejects(run, {
      code: 2,
      stderr: '--port takes a whole number from 0 to 65535, not "many".\n',
    });
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`serves until ${signal}, even with a stream open, and then exits cleanly`, async () => {
      child = spawn(process.execPath, [main, "--port", "0", "--key", "one", "--key", "two"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const exited = once(child, "exit");
      const url = await urlOf(child);
      const stream = await fetch(`${url}/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse`, {
        method: "POST",
        headers: { "x-goog-api-key": "two", "x-emulator-scenario": "stall" },
        body: JSON.stringify({ contents: [{ parts: [{ text: "Hi" }] }] }),
      });
      assert.equal(stream.status, 200);
      const broken = assert.rejects(stream.text());
      child.kill(signal);
      // Windows knows no signals: there the process is ended outright.
      assert.deepEqual(await exited, process.platform === "win32" ? [null, signal] : [0, null]);
      await broken;
    });
  }
});

async function urlOf(child: ChildProcess): Promise<string> {
  let output = "";
  for await (const piece of child.stdout ?? []) {
    output += String(piece);
    const url = /http:\S+/.exec(output)?.[0];
    if (url !== undefined) {
      return url;
    }
  }
  throw new Error(`No URL in: ${output}`);
}
