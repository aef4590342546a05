import { globSync } from "node:fs";
import path from "node:path";
import { repository } from "./paths.ts";

/** The test files below a folder of test/ whose path contains one of the words; all of them without words. */
export function testFiles(folder: string, words: readonly string[] = []): readonly string[] {
  return globSync(`test/${folder}/**/*.test.ts`, { cwd: repository })
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
    .map((file) => path.join(repository, file));
}
