import Mocha from "mocha";
import { writeCounts, type TestCounts } from "./testCounts.ts";

export interface Suite {
  readonly files: readonly string[];
  /** Milliseconds for one test or hook. */
  readonly timeout: number;
  readonly rootHooks?: Mocha.RootHookObject;
  /** Only the tests whose full title matches. */
  readonly grep?: string;
}

/** Runs the test files with mocha in this process and writes the counts where the environment says. */
export async function runSuite({ files, timeout, rootHooks, grep }: Suite): Promise<TestCounts> {
  const mocha = new Mocha({
    ui: "bdd",
    timeout,
    forbidOnly: true,
    forbidPending: true,
    ...(rootHooks ? { rootHooks } : {}),
    ...(grep ? { grep } : {}),
  });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();

  const counts = { defined: 0, passed: 0, failed: 0, skipped: 0 };
  const finished = Promise.withResolvers<undefined>();
  const runner = mocha.run(() => finished.resolve(undefined));
  counts.defined = runner.total;
  runner.on("pass", () => counts.passed++);
  runner.on("fail", () => counts.failed++);
  runner.on("pending", () => counts.skipped++);
  await finished.promise;

  writeCounts(counts);
  return counts;
}
