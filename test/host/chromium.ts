import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium, type Browser } from "playwright-core";
import { findOnPath } from "./findOnPath.ts";
import { runProcess } from "./processes.ts";
import { whileTelling, type Report } from "./progress.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/** A Chromium that has pages, and no window around them. */
const windowless = "chromium-headless-shell";

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * A browser that is there already: CHROME_PATH, else one on PATH, else the one Playwright downloaded.
 * @throws when CHROME_PATH names nothing
 */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  downloaded = chromium.executablePath(),
): string | undefined {
  if (env.CHROME_PATH) {
    if (existsSync(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new Error(`CHROME_PATH names ${env.CHROME_PATH}, which does not exist.`);
  }
  return findOnPath(names, env) ?? (existsSync(downloaded) ? downloaded : undefined);
}

function mayUseDebianPackage(): boolean {
  const release = "/etc/os-release";
  return isRoot() && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, "utf8"));
}

async function installDebianPackage(name: string): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  await runProcess("apt-get", [...wait, "update"], { env });
  await runProcess("apt-get", [...wait, "install", "-y", name], { env });
}

async function downloadWithPlaywright(): Promise<void> {
  const library = createRequire(import.meta.url).resolve("playwright-core/package.json");
  const cli = path.join(path.dirname(library), "cli.js");
  await runProcess(process.execPath, [cli, "install", "--no-shell", "chromium"]);
}

/**
 * A Chromium's executable, installed when there is none.
 * @throws with what was tried and what to do
 */
export async function provideChromium(report: Report): Promise<string> {
  const found = findChromium();
  if (found) return found;

  const failures: unknown[] = [];
  const attempts = [
    ...(mayUseDebianPackage()
      ? [{ what: "Installing Debian's chromium", run: () => installDebianPackage("chromium") }]
      : []),
    { what: "Downloading Chromium with Playwright", run: downloadWithPlaywright },
  ];
  for (const { what, run } of attempts) {
    try {
      await whileTelling(report, what, run());
      const installed = findChromium();
      if (installed) return installed;
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(
    failures,
    "No Chromium could be installed. Install Chromium or Chrome, or set CHROME_PATH to one.",
  );
}

/**
 * The Chromium to measure in: one without a window. A window has pages of its own, which are loaded while those that are
 * measured run, and twice the drawing. Where there is none, any Chromium.
 */
export async function provideMeasuringChromium(report: Report): Promise<string> {
  if (process.env.CHROME_PATH) {
    return provideChromium(report);
  }
  const find = () => findOnPath([windowless], process.env);
  try {
    if (!find() && mayUseDebianPackage()) {
      await whileTelling(report, `Installing Debian's ${windowless}`, installDebianPackage(windowless));
    }
  } catch (error) {
    report(String(error));
  }
  const found = find();
  if (found) {
    return found;
  }
  report(`There is no ${windowless}: it is measured in a Chromium with a window, which costs as much again.`);
  return provideChromium(report);
}

/** A headless browser that talks to nobody but the pages it opens. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    chromiumSandbox: !isRoot(),
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
