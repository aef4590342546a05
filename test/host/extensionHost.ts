import { runTests } from "@vscode/test-electron";
import path from "node:path";
import { extensionsFolder } from "./profile.ts";
import type { VSCode } from "./vscode.ts";

export interface ExtensionHostRun {
  readonly vscode: VSCode;
  readonly profile: string;
  /** The folder that is opened. */
  readonly folder: string;
  /** The extension under development. */
  readonly extension: string;
  /** A module whose `run` is called in the extension host. */
  readonly entry: string;
  /** The address of a script that says which proxy leads where. */
  readonly proxyPacUrl?: string;
  /** Added to the environment; `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

function programFor(vscode: VSCode): string {
  if (vscode.kind === "desktop") return vscode.executable;
  const ending = process.platform === "win32" ? "cmd" : "ts";
  return path.join(import.meta.dirname, `vscodeLauncher.${ending}`);
}

/**
 * Starts a VS Code, runs a module in its extension host and resolves with the exit code.
 * @throws when that code is not 0
 */
export async function runInExtensionHost(run: ExtensionHostRun): Promise<number> {
  const { vscode, profile, folder, extension, entry, proxyPacUrl, env } = run;
  const nodeFirst = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ""}`;
  return runTests({
    vscodeExecutablePath: programFor(vscode),
    extensionDevelopmentPath: extension,
    extensionTestsPath: entry,
    launchArgs: [
      folder,
      `--user-data-dir=${profile}`,
      `--extensions-dir=${extensionsFolder(profile)}`,
      ...(proxyPacUrl === undefined ? [] : [`--proxy-pac-url=${proxyPacUrl}`]),
    ],
    extensionTestsEnv: { PATH: nodeFirst, GEMINI_API_KEY: undefined, ...env },
  });
}
