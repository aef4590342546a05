import * as esbuild from "esbuild";
import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { runInExtensionHost } from "../host/extensionHost.ts";
import { repository } from "../host/paths.ts";
import { runProcess } from "../host/processes.ts";
import { writeSettings } from "../host/profile.ts";
import { copySampleWorkspace } from "../host/sampleWorkspace.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../host/temporaryFolder.ts";
import { provideVSCode } from "../host/vscode.ts";
import type { Activation } from "./activationProbe.ts";
import { spread, table } from "./markdown.ts";
import { summarize } from "./statistics.ts";

const launches = 5;
const probe = "dist/activationProbe.cjs";

/** Castor as it is packaged, with the probe before it. */
async function copyExtension(): Promise<string> {
  const folder = await createTemporaryFolder("bench-extension");
  const build = ["esbuild.mjs", "--production", `--out=${path.join(folder, "dist")}`];
  await runProcess(process.execPath, build, { cwd: repository });
  for (const name of ["media", "package.nls.json"]) {
    await cp(path.join(repository, name), path.join(folder, name), { recursive: true });
  }
  await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, "activationProbe.ts")],
    outfile: path.join(folder, probe),
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["vscode"],
    logLevel: "warning",
  });
  const manifest = JSON.parse(await readFile(path.join(repository, "package.json"), "utf8")) as object;
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ ...manifest, main: probe }));
  return folder;
}

/** What activating Castor costs in a real extension host, one launch of VS Code per sample. */
export async function measureActivation(): Promise<string> {
  const vscode = await provideVSCode(console.log);
  const extension = await copyExtension();
  const samples: Activation[] = [];
  for (let launch = 0; launch < launches; launch++) {
    const profile = await createTemporaryFolder("bench-profile");
    await writeSettings(profile, {});
    const folder = await copySampleWorkspace(await createTemporaryFolder("bench-workspace"));
    const result = path.join(profile, "activation.json");
    await runInExtensionHost({
      vscode,
      profile,
      folder,
      extension,
      entry: path.join(extension, probe),
      env: { CASTOR_BENCH_RESULT: result },
    });
    samples.push(JSON.parse(await readFile(result, "utf8")) as Activation);
    await removeTemporaryFolder(profile);
  }
  const row = (name: string, cost: (sample: Activation) => number) => [
    name,
    spread(summarize(samples.map(cost))),
  ];
  return table(
    ["activation", `CPU ms of the extension host's main thread, median of ${launches} launches (least–most)`],
    [
      row("load the bundle", ({ loadMs }) => loadMs),
      row("run `activate`", ({ activateMs }) => activateMs),
      row("together", ({ loadMs, activateMs }) => loadMs + activateMs),
    ],
  );
}
