import assert from "node:assert/strict";
import { runProcess, startProcess } from "../../host/processes.ts";

const node = process.execPath;

describe("startProcess", () => {
  it("passes on the lines and the exit code", async () => {
    const lines: string[] = [];
    const script = "console.log('out'); console.error('err'); process.exitCode = 3";
    const group = startProcess(node, ["-e", script], { onLine: (line) => lines.push(line) });
    assert.equal(await group.exited, 3);
    assert.deepEqual(lines.sort(), ["err", "out"]);
  });

  it("stops what the program started, too", async () => {
    const started = Promise.withResolvers<string>();
    const sleep = "console.log('asleep'); setInterval(() => {}, 1000)";
    const options = "{ stdio: 'inherit' }";
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleep)}], ${options})`;
    const group = startProcess(node, ["-e", script], { onLine: started.resolve });
    await started.promise;
    // The output both write to closes when the last of them is gone.
    await group.stop();
    assert.equal(await group.exited, 128);
  });

  it("rejects when the program is not there", async () => {
    const group = startProcess("/nowhere/program", []);
    await assert.rejects(group.exited, /ENOENT/);
    await group.stop();
  });
});

describe("runProcess", () => {
  it("throws with the last words of a program that fails", async () => {
    const script = "console.log('it is the disk'); process.exitCode = 2";
    await assert.rejects(runProcess(node, ["-e", script]), /ended with exit code 2:\nit is the disk/);
  });
});
