import path from "node:path";
import { startProcess } from "./processes.ts";
import type { Report } from "./progress.ts";
import { createTemporaryFolder } from "./temporaryFolder.ts";
import { countsVariable, readCounts, type TestCounts } from "./testCounts.ts";

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why something failed, beyond what the step itself printed. */
  readonly reason?: string;
}

export const passedOnce: StepResult = { passed: 1, failed: 0, skipped: 0 };

export function failedOnce(reason: string): StepResult {
  return { passed: 0, failed: 1, skipped: 0, reason };
}

const minute = 60_000;

/** Runs one of package.json's scripts; resolves with its exit code, or with the reason it has none. */
async function runScript(
  script: readonly string[],
  minutes: number,
  report: Report,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number | string> {
  const colours = { FORCE_COLOR: process.stdout.isTTY ? "1" : "0" };
  const group = startProcess("npm", ["run", "--silent", ...script], {
    onLine: report,
    env: { ...env, ...colours },
  });
  const late = Promise.withResolvers<string>();
  const watchdog = setTimeout(
    () => late.resolve(`stopped: not done after ${minutes} minutes`),
    minutes * minute,
  );
  try {
    return await Promise.race([group.exited, late.promise]);
  } finally {
    clearTimeout(watchdog);
    await group.stop();
  }
}

/** A script that passes or fails as a whole. */
export async function runCheck(script: string, minutes: number, report: Report): Promise<StepResult> {
  const code = await runScript([script], minutes, report);
  if (code === 0) return passedOnce;
  return failedOnce(typeof code === "string" ? code : `exit code ${code}`);
}

/** What a suite's counts and the end of its process come to: a test that did not run has failed. */
export function judgeSuite(code: number | string, counts: TestCounts | undefined): StepResult {
  if (typeof code === "string")
    return { passed: 0, skipped: 0, ...counts, failed: (counts?.failed ?? 0) + 1, reason: code };
  if (!counts) return failedOnce(`exit code ${code}, and no count of the tests`);

  const { defined, passed, failed, skipped } = counts;
  if (defined === 0) return failedOnce("there are no tests");
  const missing = defined - passed - failed - skipped;
  if (missing > 0) {
    return {
      passed,
      failed: failed + missing,
      skipped,
      reason: `${missing} of ${defined} tests did not run`,
    };
  }
  if (failed === 0 && code !== 0) {
    return { passed, failed: 1, skipped, reason: `every test passed, yet exit code ${code}` };
  }
  return { passed, failed, skipped };
}

/** A script that runs tests and counts them. */
export async function runTestScript(
  script: readonly string[],
  minutes: number,
  report: Report,
): Promise<StepResult> {
  const file = path.join(await createTemporaryFolder("counts"), "counts.json");
  const code = await runScript(script, minutes, report, { ...process.env, [countsVariable]: file });
  return judgeSuite(code, await readCounts(file));
}
