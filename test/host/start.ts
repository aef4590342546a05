// npm start: Castor in a VS Code on the sample workspace; with GEMINI_API_KEY on Gemini, otherwise on the emulator.
import path from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { cacheFolder, repository } from "./paths.ts";
import { exitOnSignals, runProcess, startProcess } from "./processes.ts";
import { extensionsFolder, registerExtensions, writeSettings, type Settings } from "./profile.ts";
import { whileTelling } from "./progress.ts";
import { copySampleWorkspace } from "./sampleWorkspace.ts";
import { parseStartArguments } from "./startArguments.ts";
import { createTemporaryFolder } from "./temporaryFolder.ts";
import { provideVSCode, type VSCode } from "./vscode.ts";
import { startVSCodeServer } from "./vscodeServer.ts";
import { provideWebBuild } from "./webBuild.ts";

interface Demo {
  readonly profile: string;
  readonly folder: string;
}

const demoCompanion = path.join(import.meta.dirname, "demo");

/** Castor's settings for the demo; the key itself stays in the environment, where Castor offers to take it. */
async function chooseEndpoint(): Promise<Settings> {
  if (process.env.GEMINI_API_KEY) {
    console.log("GEMINI_API_KEY is set: Castor will offer to use it, and Gemini itself answers.");
    return {};
  }
  const emulator = await startEmulator({ keys: "none", tokensPerSecond: 60 });
  console.log("No GEMINI_API_KEY: an offline demo, answered by an emulator on this machine.");
  return {
    "castor.endpoint": emulator.url,
    "castor.endpointLabel": "Offline demo",
    "castor.authentication": "none",
  };
}

async function prepareDemo(): Promise<Demo> {
  const profile = await createTemporaryFolder("profile");
  const folder = await copySampleWorkspace(await createTemporaryFolder("demo", cacheFolder));
  await writeSettings(profile, await chooseEndpoint());
  return { profile, folder };
}

/** Resolves when the window is closed. */
async function showWindow(executable: string, { profile, folder }: Demo): Promise<void> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const group = startProcess(executable, [
    ...asRoot,
    ...[`--user-data-dir=${profile}`, `--extensions-dir=${extensionsFolder(profile)}`],
    ...[`--extensionDevelopmentPath=${repository}`, `--extensionDevelopmentPath=${demoCompanion}`],
    ...["--disable-updates", "--skip-welcome", "--skip-release-notes", "--disable-telemetry"],
    folder,
  ]);
  console.log(`Castor is in the VS Code window that opens now. Close it, or press Ctrl-C here, to end.`);
  const code = await group.exited;
  if (code !== 0) {
    throw new Error(
      `${executable} ended with exit code ${code}. Without a display, unset VSCODE_PATH to have VS Code in a browser.`,
    );
  }
}

/** Resolves never in good times: only when the server ends by itself. */
async function serve(build: string, port: number | undefined, { profile, folder }: Demo): Promise<void> {
  await registerExtensions(profile, [repository, demoCompanion]);
  const server = await startVSCodeServer({ build, profile, ...(port ? { port } : {}) });
  console.log("Castor is ready, on a throw-away copy of a sample project. Ctrl-C ends it.");
  console.log(`Open ${server.url(folder)}`);
  const code = await server.exited;
  throw new Error(`VS Code's server ended by itself with exit code ${code}.`);
}

async function chooseVSCode(port: number | undefined): Promise<VSCode> {
  // Who names a port wants an address to open.
  if (port) return { kind: "web", folder: await provideWebBuild(console.log) };
  return provideVSCode(console.log);
}

async function main(): Promise<void> {
  const { port } = parseStartArguments(process.argv.slice(2));
  const build = runProcess(process.execPath, ["esbuild.mjs"], { cwd: repository });
  await whileTelling(console.log, "Building Castor", build);
  const vscode = await chooseVSCode(port);
  const demo = await prepareDemo();
  if (vscode.kind === "desktop") await showWindow(vscode.executable, demo);
  else await serve(vscode.folder, port, demo);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}\n${explain(error.cause)}` : error.message;
}

exitOnSignals();
try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(`\n${explain(error)}`);
  process.exit(1);
}
