import * as esbuild from "esbuild";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { cacheFolder } from "../host/paths.ts";
import type { StreamClientName } from "./streamClients.ts";
import type { StreamSample } from "./streamSample.ts";
import { pathOf, type StreamWork } from "./streamWork.ts";

/** A server in a process of its own, and clients in others that read its answers. */
export interface StreamPrograms extends Disposable {
  sample(client: StreamClientName, work: StreamWork): Promise<StreamSample>;
}

/** Our own code as JavaScript, so that no client's process holds a compiler. */
async function build(): Promise<string> {
  const outdir = path.join(cacheFolder, "out/bench");
  await esbuild.build({
    entryPoints: ["streamSample.ts", "streamServer.ts"].map((name) => path.join(import.meta.dirname, name)),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    packages: "external",
    logLevel: "warning",
  });
  return outdir;
}

export async function startStreamPrograms(): Promise<StreamPrograms> {
  const folder = await build();
  const server = spawn(process.execPath, [path.join(folder, "streamServer.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.on("exit", () => server.kill());
  const [port] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
  return {
    async sample(client, work) {
      const url = `http://127.0.0.1:${port}${pathOf(work)}`;
      const args = ["--expose-gc", path.join(folder, "streamSample.mjs"), client, url];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      const sample = JSON.parse(stdout) as StreamSample;
      if (sample.length < work.count * work.length) throw new Error(`${client} lost a part of the answer.`);
      return sample;
    },
    [Symbol.dispose]: () => server.kill(),
  };
}
