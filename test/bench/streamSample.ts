// node streamSample.ts CLIENT URL: streams one answer in a process of its own and prints what that cost.
import { streamClients } from "./streamClients.ts";

export interface StreamSample {
  /** Milliseconds of all threads of the process. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly length: number;
}

const [, , name = "", baseUrl = ""] = process.argv;
const stream = streamClients[name as keyof typeof streamClients](baseUrl);
const before = process.cpuUsage();
const started = performance.now();
const length = await stream();
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(before);
const sample: StreamSample = { cpuMs: (user + system) / 1000, wallMs, length };
console.log(JSON.stringify(sample));
process.exit();
