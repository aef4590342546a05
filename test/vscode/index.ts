// VS Code's extension host calls run(); a rejection makes the run fail.
import { reporters } from "mocha";
import { readdirSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import { runSuite } from "../host/runSuite.ts";
import { testOutputMark } from "../host/testOutputMark.ts";

// VS Code's own log runs through the same channel.
reporters.Base.consoleLog = (...words: readonly unknown[]) => {
  const lines = format(...words).split("\n");
  for (const line of lines) console.log(`${testOutputMark} ${line}`);
};

export async function run(): Promise<void> {
  const words = (process.env.CASTOR_TEST_WORDS ?? "").split(" ").filter(Boolean);
  // The tests are bundled beside this file, as CommonJS: what an extension host loads.
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(test|long)\.cjs$/.test(file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
    .map((file) => path.join(__dirname, file));

  const green = await runSuite({ files, timeout: 30_000 });
  if (!green) throw new Error("Not every test of the extension host passed.");
}
