import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

export type Settings = Readonly<Record<string, unknown>>;

/** Settings under which nothing but Castor asks for attention. */
const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "chat.commandCenter.enabled": false,
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
};

/** A new folder for what one VS Code keeps: settings, installed extensions, storage. The caller removes it. */
export function createProfile(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "castor-profile-"));
}

/** A process that is just ending may still write, so this tries again rather than leave the folder behind. */
export function removeProfile(profile: string): Promise<void> {
  return rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Replaces the user settings; a running VS Code notices. */
export async function writeSettings(profile: string, settings: Settings): Promise<void> {
  await mkdir(path.join(profile, "User"), { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  await writeFile(path.join(profile, "User/settings.json"), text);
}

export function extensionsFolder(profile: string): string {
  return path.join(profile, "extensions");
}

function installedExtension(folder: string) {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly publisher: string;
    readonly name: string;
    readonly version: string;
  };
  return {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, scheme: "file", path: pathToFileURL(folder).pathname },
    metadata: {},
  };
}

/** Registers extension folders as installed, where they are: VS Code runs them without a copy. */
export async function registerExtensions(profile: string, folders: readonly string[]): Promise<void> {
  await mkdir(extensionsFolder(profile), { recursive: true });
  const list = JSON.stringify(folders.map(installedExtension));
  await writeFile(path.join(extensionsFolder(profile), "extensions.json"), list);
}
