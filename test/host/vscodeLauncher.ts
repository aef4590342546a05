#!/usr/bin/env node
// Stands in for the VS Code program where none can be shown: takes its command line, brings up the web build and
// a headless browser, runs the tests in its extension host and ends with their exit code.
import type { Page } from "playwright-core";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { launchChromium, provideChromium } from "./chromium.ts";
import { parseLauncherArguments, type LauncherArguments } from "./launcherArguments.ts";
import { cacheFolder } from "./paths.ts";
import { exitOnSignals } from "./processes.ts";
import { createTemporaryFolder } from "./temporaryFolder.ts";
import { testOutputMark } from "./testOutputMark.ts";
import { startVSCodeServer, type VSCodeServer } from "./vscodeServer.ts";
import { provideWebBuild } from "./webBuild.ts";

const logFile = path.join(cacheFolder, process.env.CASTOR_TEST_LOG ?? "reports/vscode.log");

function pageUrl(server: VSCodeServer, args: LauncherArguments): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(file).pathname}`;
  const payload = [
    ...args.extensionDevelopmentPaths.map((folder) => ["extensionDevelopmentPath", remote(folder)]),
    ...(args.extensionTestsPath ? [["extensionTestsPath", remote(args.extensionTestsPath)]] : []),
  ];
  const url = new URL(server.url(args.folder ?? process.cwd()));
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}

/** Prints what the tests say; the rest, mostly the web build missing its native modules, goes to a file. */
function openLog(): (line: string) => void {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const file = createWriteStream(logFile);
  return (line) => {
    file.write(`${line}\n`);
    if (line.startsWith(testOutputMark)) console.log(line);
  };
}

/**
 * A browser keeps its proxy settings to itself, so the web build knows of no proxy script. The desktop's asks Chromium;
 * here the page runs the script, and VS Code's own question is led to it.
 */
async function resolveProxiesInPage(page: Page, pacUrl: string): Promise<void> {
  const script = await (await fetch(pacUrl)).text();
  await page.addInitScript(`${script}
    globalThis.castorResolveProxy = (url) => FindProxyForURL(url, new URL(url).hostname);`);
  await page.route("**/workbench.js", async (route) => {
    const response = await route.fetch();
    const code = await response.text();
    const asking = code.replace(
      /async resolveProxy\((\w+)\)\{\}/,
      "async resolveProxy($1){return globalThis.castorResolveProxy($1)}",
    );
    if (asking === code) throw new Error("VS Code's page no longer asks for proxies where it did.");
    await route.fulfill({ response, body: asking });
  });
}

/** Resolves with the exit code that VS Code tells its page when the tests have ended. */
async function untilExit(page: Page, url: string): Promise<number> {
  const exit = Promise.withResolvers<number>();
  await page.exposeFunction("codeAutomationExit", (code: number) => exit.resolve(code));
  const log = openLog();
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    log(format(...args));
  });
  page.on("crash", () => exit.reject(new Error("VS Code's page crashed.")));
  page.on("close", () => exit.reject(new Error("VS Code's page was closed.")));
  // How long it takes until the tests begin is the machine's business; that they end is what counts.
  await page.goto(url, { waitUntil: "commit", timeout: 120_000 });
  return exit.promise;
}

async function runInBrowser(server: VSCodeServer, args: LauncherArguments): Promise<number> {
  const browser = await launchChromium(await provideChromium(console.error));
  const died = server.exited.then((code) => {
    throw new Error(`VS Code's server ended with exit code ${code}; see ${server.log}.`);
  });
  died.catch(() => undefined);
  try {
    const page = await browser.newPage();
    if (args.proxyPacUrl) await resolveProxiesInPage(page, args.proxyPacUrl);
    return await Promise.race([untilExit(page, pageUrl(server, args)), died]);
  } finally {
    await browser.close();
  }
}

async function run(args: LauncherArguments): Promise<number> {
  const profile = args.userDataDir ?? (await createTemporaryFolder("profile"));
  const server = await startVSCodeServer({
    build: await provideWebBuild(console.error),
    profile,
    forTests: true,
    useHostProxy: args.proxyPacUrl !== undefined,
  });
  try {
    const code = await runInBrowser(server, args);
    if (code !== 0) console.error(`VS Code's whole log: ${logFile}`);
    return code;
  } finally {
    await server.stop();
  }
}

exitOnSignals();
process.exit(await run(parseLauncherArguments(process.argv.slice(2))));
