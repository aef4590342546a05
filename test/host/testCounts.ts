import type { Suite } from "mocha";
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** How a suite went; what is defined but neither passed, failed nor was skipped did not run. */
export interface TestCounts {
  readonly defined: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Names, in the environment, the file that a suite writes its counts to. */
export const countsVariable = "CASTOR_TEST_COUNTS";

/** Counts the tests of a suite that has run, and of the suites in it. */
export function countTests(root: Suite): TestCounts {
  const counts = { defined: 0, passed: 0, failed: 0, skipped: 0 };
  root.eachTest((test) => {
    counts.defined++;
    if (test.isPending()) counts.skipped++;
    else if (test.isPassed()) counts.passed++;
    else if (test.isFailed()) counts.failed++;
  });
  return counts;
}

export function writeCounts(counts: TestCounts, file = process.env[countsVariable]): void {
  if (!file) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}

function isCounts(value: unknown): value is TestCounts {
  const counts = value as Partial<Record<keyof TestCounts, unknown>> | null;
  const names = ["defined", "passed", "failed", "skipped"] as const;
  return names.every((name) => Number.isInteger(counts?.[name]));
}

/** The counts a suite wrote; undefined when it did not get that far. */
export async function readCounts(file: string): Promise<TestCounts | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    return isCounts(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there are tests, and every one of them ran and passed. */
export function isGreen({ defined, passed }: TestCounts): boolean {
  return defined > 0 && passed === defined;
}
