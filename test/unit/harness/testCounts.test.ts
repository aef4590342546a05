import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { repository } from "../../host/paths.ts";
import { judgeSuite } from "../../host/step.ts";
import { countsVariable, isGreen, readCounts, writeCounts } from "../../host/testCounts.ts";
import { temporaryFolderPerTest } from "./temporaryFolder.ts";

const suite = `
  describe("a suite", () => {
    it("passes", () => {});
    it("fails", () => { throw new Error("no"); });
    it.skip("is skipped", () => {});
    describe("with a broken hook", () => {
      before(() => { throw new Error("broken"); });
      it("never runs", () => {});
    });
  });
`;

describe("the counts of a suite", () => {
  const folder = temporaryFolderPerTest();
  const countsFile = () => path.join(folder(), "deep/counts.json");

  it("tell what passed, failed, was skipped and did not run", async () => {
    const test = path.join(folder(), "suite.cjs");
    await writeFile(test, suite);
    const mocha = path.join(repository, "node_modules/mocha/bin/mocha.js");
    const hooks = path.join(repository, "test/host/countingHooks.ts");
    spawnSync(process.execPath, [mocha, "--no-config", "--require", hooks, test], {
      env: { ...process.env, [countsVariable]: countsFile() },
    });
    assert.deepEqual(await readCounts(countsFile()), { defined: 4, passed: 1, failed: 1, skipped: 1 });
  });

  it("are none when the file is missing or broken", async () => {
    assert.equal(await readCounts(countsFile()), undefined);
    const file = path.join(folder(), "counts.json");
    for (const text of ["", "{", "null", '{"defined":1,"passed":1}']) {
      await writeFile(file, text);
      assert.equal(await readCounts(file), undefined, text);
    }
  });

  it("come back as they were written", async () => {
    const counts = { defined: 3, passed: 3, failed: 0, skipped: 0 };
    writeCounts(counts, countsFile());
    assert.deepEqual(await readCounts(countsFile()), counts);
  });

  it("are green only when all tests there are passed", () => {
    assert.equal(isGreen({ defined: 2, passed: 2, failed: 0, skipped: 0 }), true);
    assert.equal(isGreen({ defined: 2, passed: 1, failed: 0, skipped: 0 }), false);
    assert.equal(isGreen({ defined: 0, passed: 0, failed: 0, skipped: 0 }), false);
  });
});

describe("judgeSuite", () => {
  const good = { defined: 3, passed: 3, failed: 0, skipped: 0 };

  it("takes a good run as it is", () => {
    assert.deepEqual(judgeSuite(0, good), { passed: 3, failed: 0, skipped: 0 });
  });

  it("fails a run without counts, whatever its exit code", () => {
    assert.deepEqual(judgeSuite(0, undefined), {
      passed: 0,
      failed: 1,
      skipped: 0,
      reason: "exit code 0, and no count of the tests",
    });
  });

  it("fails a run without tests", () => {
    assert.equal(judgeSuite(0, { defined: 0, passed: 0, failed: 0, skipped: 0 }).failed, 1);
  });

  it("fails each test that was defined and did not run", () => {
    const { passed, failed, reason } = judgeSuite(1, { defined: 5, passed: 2, failed: 1, skipped: 0 });
    assert.deepEqual([passed, failed, reason], [2, 3, "2 of 5 tests did not run"]);
  });

  it("fails a run that ended badly after its tests", () => {
    const { failed, reason } = judgeSuite(7, good);
    assert.deepEqual([failed, reason], [1, "every test passed, yet exit code 7"]);
  });

  it("fails a run that was stopped, and says so", () => {
    assert.deepEqual(judgeSuite("stopped: not done after 5 minutes", undefined), {
      passed: 0,
      failed: 1,
      skipped: 0,
      reason: "stopped: not done after 5 minutes",
    });
  });
});
