import * as esbuild from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { runInExtensionHost } from "../host/extensionHost.ts";
import { repository } from "../host/paths.ts";
import { writeSettings } from "../host/profile.ts";
import { copySampleWorkspace } from "../host/sampleWorkspace.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../host/temporaryFolder.ts";
import { provideVSCode } from "../host/vscode.ts";
import type { InsertionResults, Written } from "./insertionProbe.ts";
import { spread, table } from "./markdown.ts";
import { summarize } from "./statistics.ts";

/** What writing a streamed answer into a long file costs in a real editor, beside an edit for every chunk. */
export async function measureInsertion(): Promise<string> {
  const vscode = await provideVSCode(console.log);
  const profile = await createTemporaryFolder("bench-profile");
  await writeSettings(profile, { "editor.formatOnType": false, "files.autoSave": "off" });
  const entry = path.join(profile, "insertionProbe.cjs");
  await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, "insertionProbe.ts")],
    outfile: entry,
    bundle: true,
    format: "cjs",
    platform: "node",
    external: ["vscode"],
    logLevel: "warning",
  });
  const result = path.join(profile, "insertion.json");
  await runInExtensionHost({
    vscode,
    profile,
    folder: await copySampleWorkspace(await createTemporaryFolder("bench-workspace")),
    extension: repository,
    entry,
    env: { CASTOR_BENCH_RESULT: result },
  });
  const results = JSON.parse(await readFile(result, "utf8")) as InsertionResults;
  await removeTemporaryFolder(profile);
  return tableOf(results);
}

function tableOf({ castor, naive }: InsertionResults): string {
  const row = (name: string, wanted: string, valueOf: (written: Written) => number) => [
    name,
    wanted,
    spread(summarize(castor.map(valueOf))),
    spread(summarize(naive.map(valueOf))),
  ];
  return table(
    [
      "4,000 characters in 200 chunks a second into 20,000 lines",
      "wanted",
      "Castor",
      "an edit for each chunk",
    ],
    [
      row("done after the last chunk, ms", "≤ 150", ({ behindMs }) => behindMs),
      row("edits", "", ({ edits }) => edits),
      row("most edits within a second", "≤ 20", ({ editsPerSecond }) => editsPerSecond),
      row("undos to the old text", "1", ({ undos }) => undos),
      row("CPU of the extension host's thread, ms", "", ({ cpuMs }) => cpuMs),
      row("written as it came (1 is yes)", "1", ({ isWhole }) => (isWhole ? 1 : 0)),
    ],
  );
}
