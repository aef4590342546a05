// node uploadSample.ts CLIENT URL FILE: uploads in a process of its own and prints what that cost.
import { readFileSync, writeFileSync } from "node:fs";
import { uploadClients } from "./uploadClients.ts";

export interface UploadSample {
  readonly wallMs: number;
  /** Milliseconds of all threads of the process. */
  readonly cpuMs: number;
  /** Megabytes of the peak over what was resident before. */
  readonly peakMb: number;
}

const [, , name = "", url = "", file = ""] = process.argv;

/** Bytes: the most that was ever resident, since `forgetPeak` where the system can forget. */
function peak(): number {
  try {
    const status = readFileSync("/proc/self/status", "latin1");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

function forgetPeak(): void {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // Only Linux can; elsewhere the peak is that of the whole process.
  }
}

const upload = uploadClients[name as keyof typeof uploadClients](url);
await new Promise((resolve) => setTimeout(resolve, 200));
forgetPeak();
const idle = process.memoryUsage.rss();
const before = process.cpuUsage();
const started = performance.now();
await upload(file);
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(before);
const sample: UploadSample = {
  wallMs,
  cpuMs: (user + system) / 1000,
  peakMb: (peak() - idle) / 1024 / 1024,
};
console.log(JSON.stringify(sample));
process.exit();
