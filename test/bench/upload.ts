import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { spread, table } from "./markdown.ts";
import { summarize } from "./statistics.ts";
import { uploadClients } from "./uploadClients.ts";
import type { UploadSample } from "./uploadSample.ts";

const rounds = 5;
const gibibyte = 1024 ** 3;
const program = (name: string) => path.join(import.meta.dirname, name);

async function makeFile(file: string, size: number): Promise<void> {
  const bytes = Buffer.alloc(4 * 1024 * 1024, "some bytes of a film ");
  const handle = await open(file, "w");
  for (let written = 0; written < size; written += bytes.length) await handle.write(bytes);
  await handle.close();
}

async function sampleOf(name: string, url: string, file: string): Promise<UploadSample> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program("uploadSample.ts"),
    name,
    url,
    file,
  ]);
  return JSON.parse(stdout) as UploadSample;
}

async function tableOf(gib: number, url: string, file: string): Promise<string> {
  await makeFile(file, gib * gibibyte);
  const names = Object.keys(uploadClients);
  const samples = new Map(names.map((name) => [name, [] as UploadSample[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) samples.get(name)?.push(await sampleOf(name, url, file));
  }
  const of = (name: string, key: keyof UploadSample) =>
    summarize((samples.get(name) ?? []).map((sample) => sample[key]));
  const least = names[0] ?? "";
  const ratio = (name: string, key: "wallMs" | "cpuMs") =>
    (of(name, key).median / of(least, key).median).toFixed(2);
  const rows = names.map((name) => [
    name,
    spread(of(name, "wallMs")),
    ratio(name, "wallMs"),
    spread(of(name, "cpuMs")),
    ratio(name, "cpuMs"),
    spread(of(name, "peakMb")),
  ]);
  const head = [
    `${gib} GiB from disk, median of ${rounds} (least–most)`,
    "elapsed ms",
    "÷ raw",
    "CPU ms",
    "÷ raw",
    "peak RSS over idle, MB",
  ];
  return table(head, rows);
}

/** What a large file on its way to the server costs each client; medians, a new process for every sample, in turns. */
export async function measureUpload(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "castor-upload-"));
  const sink = spawn(process.execPath, [program("uploadSink.ts")], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [address] = (await once(sink.stdout, "data")) as [Buffer];
    const url = address.toString().trim();
    const file = path.join(folder, "film.mp4");
    const tables: string[] = [];
    for (const gib of [1, 2]) tables.push(await tableOf(gib, url, file));
    return tables.join("\n\n");
  } finally {
    sink.kill();
    await rm(folder, { recursive: true });
  }
}
