// npm test: everything, and in its last line how it went; npm run check (--fast): what needs no VS Code.
import { provideChromium } from "./chromium.ts";
import { exitOnSignals } from "./processes.ts";
import type { Report } from "./progress.ts";
import { failedOnce, runCheck, runTestScript, type StepResult } from "./step.ts";
import { provideVSCode } from "./vscode.ts";

const nothing: StepResult = { passed: 0, failed: 0, skipped: 0 };
const nameWidth = 10;
const results = new Map<string, { readonly result: StepResult; readonly seconds: number }>();

function isBad({ failed, skipped }: StepResult): boolean {
  return failed + skipped > 0;
}

function tally({ passed, failed, skipped, reason }: StepResult): string {
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return reason ? `${counts}: ${reason}` : counts;
}

async function step(name: string, run: (report: Report) => Promise<StepResult>): Promise<boolean> {
  const started = Date.now();
  const report: Report = (line) => console.log(`${name.padEnd(nameWidth)} ${line}`.trimEnd());
  report("▶ started");
  const result = await run(report).catch((error: unknown) => {
    report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return failedOnce(error instanceof Error ? error.message : String(error));
  });
  const seconds = (Date.now() - started) / 1000;
  results.set(name, { result, seconds });
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

async function testInVSCode(): Promise<void> {
  const built = await prepare("build", build);
  const provided = await prepare("vscode", provideVSCode);
  const browser = await prepare("chromium", provideChromium);
  const missing = [built ? [] : "the build", provided ? [] : "VS Code", browser ? [] : "Chromium"].flat();
  const run = (script: string, minutes: number) => (report: Report) =>
    missing.length === 0
      ? runTestScript([script], minutes, report)
      : Promise.resolve(failedOnce(`not run without ${missing.join(" and ")}`));
  // What has to wait for minutes does so beside the others: it costs next to nothing.
  const patience = step("patience", run("test:vscode:long", 10));
  await step("host", run("test:vscode", 10));
  await step("e2e", run("test:e2e", 25));
  await patience;
}

function summarize(): StepResult {
  const total = { passed: 0, failed: 0, skipped: 0 };
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
// Two lanes for two cores: the tests in VS Code mostly wait, the checks mostly compute.
await Promise.all([
  fast ? checkFormatAndUnits() : testInVSCode(),
  fast ? checkSources() : checkSources().then(checkFormatAndUnits),
]);
const total = summarize();
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = isBad(total) ? 1 : 0;
