// node --expose-gc streamSample.js CLIENT URL: reads one answer in a process of its own and prints what that cost.
import { residentMemory } from "./residentMemory.ts";
import { type StreamClient, streamClients } from "./streamClients.ts";

export interface StreamSample {
  /** Milliseconds of all threads of the process. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Bytes of resident memory at the most, less those before the request. */
  readonly peakBytes: number;
  /** Of what was handed on: characters, or bytes where the client does not look at them. */
  readonly length: number;
  /** Microseconds from the server's write to the part's arrival, where the server says when it wrote. */
  readonly delays: readonly number[];
}

const [, , name = "", baseUrl = ""] = process.argv;
const clients: Readonly<Record<string, StreamClient>> = streamClients;
const read = await clients[name]?.(baseUrl);
if (read === undefined) throw new Error(`There is no client "${name}".`);
const tellsTime = baseUrl.includes("/paced/");
const delays: number[] = [];
let length = 0;

function note(part: string | Uint8Array): void {
  length += part.length;
  if (!tellsTime) return;
  const now = process.hrtime.bigint();
  const text = typeof part === "string" ? part : Buffer.from(part).toString("latin1");
  const sent = /sent (\d+)/.exec(text)?.[1];
  if (sent !== undefined) delays.push(Number(now - BigInt(sent)) / 1000);
}

const memory = residentMemory();
const before = process.cpuUsage();
const started = performance.now();
await read(note);
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(before);
const peakBytes = memory.peakSinceThen();
const sample: StreamSample = { cpuMs: (user + system) / 1000, wallMs, peakBytes, length, delays };
console.log(JSON.stringify(sample));
process.exit();
