import { execFile } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { inMilliseconds, summarize, table } from "./statistics.ts";
import { streamClients } from "./streamClients.ts";
import type { StreamSample } from "./streamSample.ts";

const rounds = 7;
const chunks = 10_000;
const words = "a few words of it ";

function event(index: number): string {
  const last = index === chunks - 1;
  const chunk = {
    candidates: [
      {
        content: { parts: [{ text: words }], role: "model" },
        index: 0,
        ...(last && { finishReason: "STOP" }),
      },
    ],
    usageMetadata: { promptTokenCount: 4, candidatesTokenCount: index, totalTokenCount: index + 4 },
    modelVersion: "gemini-flash-latest",
    responseId: "bench",
  };
  return `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}

async function answer(response: http.ServerResponse): Promise<void> {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  for (let index = 0; index < chunks; index++) {
    if (!response.write(event(index))) await once(response, "drain");
  }
  response.end();
}

async function sampleOf(name: string, url: string): Promise<StreamSample> {
  const program = path.join(import.meta.dirname, "streamSample.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [program, name, url]);
  return JSON.parse(stdout) as StreamSample;
}

function rows(samples: ReadonlyMap<string, readonly StreamSample[]>): readonly (readonly string[])[] {
  const cpu = (name: string) => summarize((samples.get(name) ?? []).map(({ cpuMs }) => cpuMs));
  const own = cpu("Castor").median;
  return [...samples].map(([name, taken]) => [
    name,
    inMilliseconds(cpu(name)),
    inMilliseconds(summarize(taken.map(({ wallMs }) => wallMs))),
    (cpu(name).median / own).toFixed(2),
  ]);
}

/** What reading one answer in many small chunks costs each client; a new process for every sample, in turns. */
export async function measureStreaming(): Promise<string> {
  const server = http.createServer((request, response) => {
    request.resume();
    void answer(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = Object.keys(streamClients);
  const samples = new Map(names.map((name) => [name, [] as StreamSample[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const sample = await sampleOf(name, url);
      if (sample.length < chunks * words.length) throw new Error(`${name} lost a part of the answer.`);
      samples.get(name)?.push(sample);
    }
  }
  server.close();
  const of = `median of ${rounds} (least–most)`;
  return table(
    [`${chunks} chunks, one answer`, `CPU ms, ${of}`, `elapsed ms, ${of}`, "CPU ÷ Castor's"],
    rows(samples),
  );
}
