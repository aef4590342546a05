import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** How a suite went; what was defined but neither passed, failed nor was skipped did not run. */
export interface TestCounts {
  readonly defined: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Names, in the environment, the file that a suite writes its counts to. */
export const countsVariable = "CASTOR_TEST_COUNTS";

export function writeCounts(counts: TestCounts, file = process.env[countsVariable]): void {
  if (!file) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}

function isCounts(value: unknown): value is TestCounts {
  const counts = value as Partial<Record<keyof TestCounts, unknown>> | null;
  return (["defined", "passed", "failed", "skipped"] as const).every((name) =>
    Number.isInteger(counts?.[name]),
  );
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

/** Whether every test that is there ran and passed, and there was one. */
export function isGreen({ defined, passed, failed, skipped }: TestCounts): boolean {
  return defined > 0 && failed === 0 && skipped === 0 && passed === defined;
}
