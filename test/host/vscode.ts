import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { existsSync, realpathSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { provideFolder } from "./cache.ts";
import { findOnPath } from "./findOnPath.ts";
import type { Report } from "./progress.ts";
import { provideWebBuild } from "./webBuild.ts";

/** A VS Code with windows of its own, or one that a browser opens. */
export type VSCode =
  | { readonly kind: "desktop"; readonly executable: string }
  | { readonly kind: "web"; readonly folder: string };

export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

const thisMachine: Machine = { env: process.env, platform: process.platform };

export function hasDisplay({ env, platform }: Machine = thisMachine): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/**
 * The program itself behind the `code` command: the command is a script that hands over to it and forgets the
 * exit code.
 */
export function programBehind(command: string): string {
  const script = realpathSync(command);
  const root = path.dirname(path.dirname(script));
  const candidates = [
    path.join(root, "code"),
    path.join(root, "Code.exe"),
    path.join(root, "../../MacOS/Electron"),
    path.join(root, "../../MacOS/Code"),
  ];
  return candidates.find((candidate) => candidate !== script && existsSync(candidate)) ?? script;
}

/**
 * A VS Code that is there already: VSCODE_PATH (a program, or the folder of a web build), else, where there is
 * a display to show it on, `code` on PATH.
 * @throws when VSCODE_PATH names nothing
 */
export function findVSCode(machine: Machine = thisMachine): VSCode | undefined {
  const wanted = machine.env.VSCODE_PATH;
  if (wanted) {
    if (existsSync(path.join(wanted, "out/server-main.js"))) return { kind: "web", folder: wanted };
    if (existsSync(wanted)) return { kind: "desktop", executable: programBehind(wanted) };
    throw new Error(`VSCODE_PATH names ${wanted}, which does not exist.`);
  }
  const command = hasDisplay(machine) ? findOnPath(["code"], machine.env, machine.platform) : undefined;
  return command ? { kind: "desktop", executable: programBehind(command) } : undefined;
}

async function downloadDesktop(report: Report): Promise<VSCode> {
  const pointer = "executable.txt";
  const folder = await provideFolder("desktop", async (target) => {
    report("Downloading VS Code (150 MB, once) …");
    const executable = await downloadAndUnzipVSCode({ cachePath: target });
    await writeFile(path.join(target, pointer), path.relative(target, executable));
  });
  const executable = await readFile(path.join(folder, pointer), "utf8");
  return { kind: "desktop", executable: path.join(folder, executable) };
}

/** The VS Code to use, downloaded when there is none: the desktop's where it can be shown, else the web build. */
export async function provideVSCode(report: Report): Promise<VSCode> {
  const found = findVSCode();
  if (found) return found;
  if (hasDisplay()) {
    try {
      return await downloadDesktop(report);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      report(`VS Code for the desktop could not be downloaded (${why}); using the one for the browser.`);
    }
  }
  return { kind: "web", folder: await provideWebBuild(report) };
}
