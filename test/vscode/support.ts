import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import {
  commands,
  ConfigurationTarget,
  extensions,
  Uri,
  workspace,
  type Extension,
  type ExtensionContext,
} from "vscode";
import { AttachmentFiles } from "../../src/host/attachmentFiles.ts";

/** The local Gemini API that runs beside the tests; it takes the key `good-key`. */
export const emulatorUrl = process.env.CASTOR_TEST_EMULATOR ?? "";

/** Castor, activated. */
export async function activateCastor(): Promise<Extension<unknown>> {
  const castor = extensions.getExtension("castor.castor");
  if (!castor) throw new Error("Castor is not installed in this VS Code.");
  await castor.activate();
  return castor;
}

/** The context of an extension that is there for the tests: real secrets, storage and state that nobody else uses. */
export async function testContext(): Promise<ExtensionContext> {
  const tests = extensions.getExtension<ExtensionContext>("castor.castor-tests");
  if (!tests) throw new Error("The tests' own extension is not there.");
  return tests.activate();
}

/** A new folder in the tests' own storage, made when something is written into it. */
export async function newFolder(): Promise<Uri> {
  const { globalStorageUri } = await testContext();
  return Uri.joinPath(globalStorageUri, crypto.randomUUID());
}

/** A folder that is there, with a store of attachments in it; `remove` belongs in an `after`. */
export async function attachmentFolder() {
  const { fsPath } = await newFolder();
  mkdirSync(fsPath, { recursive: true });
  const store = new AttachmentFiles(Uri.file(path.join(fsPath, "attachments")));
  return { folder: fsPath, store, remove: () => rmSync(fsPath, { recursive: true }) };
}

/** A file of the sample workspace. */
export function sampleFile(relativePath: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("No folder is open.");
  return Uri.joinPath(folder.uri, relativePath);
}

/** A file of the checkout. */
export async function repositoryFile(relativePath: string): Promise<Uri> {
  const { extensionUri } = await activateCastor();
  return Uri.joinPath(extensionUri, relativePath);
}

const configured = new Set<string>();

/** Changes user settings until `restoreSettings`, which belongs in an `afterEach`. */
export async function configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    configured.add(name);
    await workspace.getConfiguration().update(name, value, ConfigurationTarget.Global);
  }
}

export async function restoreSettings(): Promise<void> {
  const names = [...configured];
  configured.clear();
  for (const name of names) {
    await workspace.getConfiguration().update(name, undefined, ConfigurationTarget.Global);
  }
}

/** Takes the first row of the list that `asking` shows, as Enter does, as soon as it is there. */
export async function acceptQuickPick<T>(asking: Promise<T>): Promise<T> {
  const answered = asking.then(
    () => true,
    () => true,
  );
  const accept = async () => {
    await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await new Promise((resolve) => setTimeout(resolve, 20));
    return false;
  };
  while (!(await Promise.race([answered, accept()])));
  return asking;
}
