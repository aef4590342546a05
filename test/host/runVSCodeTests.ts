// npm run test:vscode [-- words of file names]: the tests that need a real extension host, on the desktop's VS Code
// where there is one and in a browser otherwise.
import { rm } from "node:fs/promises";
import path from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { runInExtensionHost } from "./extensionHost.ts";
import { cacheFolder, repository } from "./paths.ts";
import { exitOnSignals, runProcess } from "./processes.ts";
import { registerExtensions, writeSettings } from "./profile.ts";
import { copySampleWorkspace } from "./sampleWorkspace.ts";
import { createTemporaryFolder } from "./temporaryFolder.ts";
import { countsVariable, isGreen, readCounts } from "./testCounts.ts";
import { provideVSCode } from "./vscode.ts";

const countsFile = process.env[countsVariable] ?? path.join(cacheFolder, "reports/vscode.json");

async function main(): Promise<number> {
  await rm(countsFile, { force: true });
  await runProcess(process.execPath, ["esbuild.mjs", "--tests"], { cwd: repository });
  const vscode = await provideVSCode(console.log);
  const profile = await createTemporaryFolder("profile");
  await writeSettings(profile, {});
  await registerExtensions(profile, [path.join(repository, "test/vscode/contextExtension")]);
  const folder = await copySampleWorkspace(await createTemporaryFolder("workspace"));
  const emulator = await startEmulator({ keys: ["good-key"] });
  const code = await runInExtensionHost({
    vscode,
    profile,
    folder,
    extension: repository,
    entry: path.join(cacheFolder, "out/vscode/index.cjs"),
    env: {
      CASTOR_TEST_EMULATOR: emulator.url,
      CASTOR_TEST_WORDS: process.argv.slice(2).join(" "),
      [countsVariable]: countsFile,
    },
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });

  // VS Code also ends with 0 when its extension host dies before the tests: only their own report counts.
  const counts = await readCounts(countsFile);
  if (!counts) console.error("The extension host ended without a report of its tests.");
  return code === 0 && counts && isGreen(counts) ? 0 : 1;
}

exitOnSignals();
process.exit(await main());
