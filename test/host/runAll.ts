// npm test: everything, and in its last line how it went; npm run check (--fast): what needs no VS Code.
import { statSync } from "node:fs";
import path from "node:path";
import { provideChromium } from "./chromium.ts";
import { failureLines } from "./failureLines.ts";
import { exitOnSignals } from "./processes.ts";
import type { Report } from "./progress.ts";
import { failedOnce, runCheck, runTestScript, type StepResult } from "./step.ts";
import { testFiles } from "./testFiles.ts";
import { provideVSCode } from "./vscode.ts";

const nothing: StepResult = { passed: 0, failed: 0, skipped: 0 };
const nameWidth = 16;
const packaging = "package.test.ts";
const results = new Map<string, Finished>();

interface Finished {
  readonly result: StepResult;
  readonly seconds: number;
  /** What a step that failed has to say. */
  readonly failures: readonly string[];
}

function isBad({ failed, skipped }: StepResult): boolean {
  return failed + skipped > 0;
}

function tally({ passed, failed, skipped, reason }: StepResult): string {
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return reason ? `${counts}: ${reason}` : counts;
}

async function step(name: string, run: (report: Report) => Promise<StepResult>): Promise<boolean> {
  const started = Date.now();
  const lines: string[] = [];
  const report: Report = (line) => {
    lines.push(line);
    console.log(`${name.padEnd(nameWidth)} ${line}`.trimEnd());
  };
  report("▶ started");
  const result = await run(report).catch((error: unknown) => {
    report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return failedOnce(error instanceof Error ? error.message : String(error));
  });
  const seconds = (Date.now() - started) / 1000;
  results.set(name, { result, seconds, failures: isBad(result) ? failureLines(lines) : [] });
  report(`${isBad(result) ? "✖" : "✔"} ${seconds.toFixed(1)} s`);
  return !isBad(result);
}

/** What is only there for the steps after it is not counted unless it fails. */
async function prepare(name: string, run: (report: Report) => Promise<unknown>): Promise<boolean> {
  return step(name, async (report) => {
    await run(report);
    return nothing;
  });
}

async function build(report: Report): Promise<void> {
  const result = await runCheck("build", 5, report);
  if (isBad(result)) throw new Error(result.reason);
}

async function checkSources(): Promise<void> {
  await step("types", (report) => runCheck("typecheck", 10, report));
  await step("lint", (report) => runCheck("lint", 10, report));
}

async function checkFormatAndUnits(): Promise<void> {
  await step("format", (report) => runCheck("format:check", 5, report));
  const unit = ["test:unit", "--", "--require", "test/host/countingHooks.ts"];
  await step("unit", (report) => runTestScript(unit, 10, report));
}

/** What has to be there before anything runs in VS Code; gives back what is missing. */
async function prepareVSCode(): Promise<readonly string[]> {
  const built = await prepare("build", build);
  const provided = await prepare("vscode", provideVSCode);
  const browser = await prepare("chromium", provideChromium);
  return [built ? [] : "the build", provided ? [] : "VS Code", browser ? [] : "Chromium"].flat();
}

async function runPrepared(
  name: string,
  script: readonly string[],
  minutes: number,
  prepared: Promise<readonly string[]>,
): Promise<void> {
  const missing = await prepared;
  await step(name, (report) =>
    missing.length === 0
      ? runTestScript(script, minutes, report)
      : Promise.resolve(failedOnce(`not run without ${missing.join(" and ")}`)),
  );
}

/** Journeys by file, the long ones first. One file has a process and a browser for itself, so lanes share them out. */
function journeys(): string[] {
  return testFiles("e2e")
    .filter((file) => path.basename(file) !== packaging)
    .sort((a, b) => statSync(b).size - statSync(a).size);
}

async function runJourneys(files: string[], prepared: Promise<readonly string[]>): Promise<void> {
  await prepared;
  for (let file = files.shift(); file !== undefined; file = files.shift()) {
    await runJourney(path.basename(file), prepared);
  }
}

function runJourney(file: string, prepared: Promise<readonly string[]>): Promise<void> {
  const script = ["test:e2e", "--", `${path.sep}${file}`];
  return runPrepared(file.replace(/\.test\.ts$/, ""), script, 10, prepared);
}

async function testEverything(): Promise<void> {
  const prepared = prepareVSCode();
  const files = journeys();
  // What has to wait for minutes does so beside the others: it costs next to nothing.
  const patience = runPrepared("patience", ["test:vscode:long"], 10, prepared);
  // Two lanes for two cores: the tests in VS Code mostly wait, the checks mostly compute.
  await Promise.all([
    runPrepared("host", ["test:vscode"], 10, prepared).then(() => runJourneys(files, prepared)),
    checkSources()
      .then(checkFormatAndUnits)
      .then(() => runJourneys(files, prepared)),
  ]);
  // It puts another build in the place of the one that the journeys run on.
  await runJourney(packaging, prepared);
  await patience;
}

function summarize(): StepResult {
  const total = { passed: 0, failed: 0, skipped: 0 };
  // The lanes have printed through each other, and a long log is often cut: once more, where it is looked for.
  for (const [name, { failures }] of results) {
    for (const line of failures) console.log(`✖ ${name.padEnd(nameWidth)} ${line}`);
  }
  console.log("");
  for (const [name, { result, seconds }] of results) {
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    const sign = isBad(result) ? "✖" : "✔";
    console.log(`${sign} ${name.padEnd(nameWidth)} ${seconds.toFixed(1).padStart(6)} s  ${tally(result)}`);
  }
  return total;
}

exitOnSignals();
const fast = process.argv.includes("--fast");
await (fast ? Promise.all([checkFormatAndUnits(), checkSources()]) : testEverything());
const total = summarize();
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = isBad(total) ? 1 : 0;
