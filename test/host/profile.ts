import { mkdir, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { repository } from "./paths.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** Settings under which nothing but Castor asks for attention, or for much of the processor. */
const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "explorer.autoReveal": false,
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
  "chat.disableAIFeatures": true,
  "typescript.disableAutomaticTypeAcquisition": true,
  "typescript.tsc.autoDetect": "off",
  "npm.autoDetect": "off",
  "editor.cursorBlinking": "solid",
  "workbench.reduceMotion": "on",
  // A request beside each first answer, which only the tests of it expect.
  "castor.conversations.titles": false,
};

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { scope: string }>> }[];
  };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}

/** The settings that a window in a browser takes from the machine the extensions run on, not from its user. */
function machineSettings(settings: Settings): Settings {
  const sections = readManifest(repository).contributes.configuration;
  const isMachine = (name: string) =>
    sections.some(({ properties }) => properties[name]?.scope === "machine");
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isMachine(name)));
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(value, undefined, 2));
}

/** Replaces the user settings. */
export async function writeSettings(profile: string, settings: Settings): Promise<void> {
  await writeJson(path.join(profile, "User/settings.json"), { ...quietSettings, ...settings });
  await writeJson(path.join(profile, "Machine/settings.json"), machineSettings(settings));
}

export function extensionsFolder(profile: string): string {
  return path.join(profile, "extensions");
}

function installedExtension(folder: string) {
  const manifest = readManifest(folder);
  return {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, scheme: "file", path: decodeURIComponent(pathToFileURL(folder).pathname) },
    metadata: {},
  };
}

/** Registers extension folders as installed, where they are: VS Code runs them without a copy. */
export async function registerExtensions(profile: string, folders: readonly string[]): Promise<void> {
  const list = path.join(extensionsFolder(profile), "extensions.json");
  await writeJson(list, folders.map(installedExtension));
}
