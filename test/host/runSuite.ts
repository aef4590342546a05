import Mocha from "mocha";
import { countTests, isGreen, writeCounts } from "./testCounts.ts";

export interface SuiteOptions {
  readonly files: readonly string[];
  /** Milliseconds for one test or hook. */
  readonly timeout: number;
  readonly rootHooks?: Mocha.RootHookObject;
}

/**
 * Runs test files with mocha in this process and writes the counts where the environment says.
 * @returns whether every test and hook passed
 */
export async function runSuite({ files, timeout, rootHooks = {} }: SuiteOptions): Promise<boolean> {
  const mocha = new Mocha({ ui: "bdd", timeout, forbidOnly: true, forbidPending: true, rootHooks });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();

  const finished = Promise.withResolvers<number>();
  mocha.run(finished.resolve);
  const failures = await finished.promise;
  const counts = countTests(mocha.suite);
  writeCounts(counts);
  return failures === 0 && isGreen(counts);
}
