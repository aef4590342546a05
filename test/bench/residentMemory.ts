import { readFileSync, writeFileSync } from "node:fs";

/** Bytes of resident memory that this process has had at the most. */
function highWaterMark(): number {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

/** Forgets the peak so far, which loading may have made. */
function resetHighWaterMark(): void {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // Without it a peak below the one of loading does not show.
  }
}

/** Takes the resident memory now, without garbage, as the ground above which the peak is told. */
export function residentMemory(): { peakSinceThen(): number } {
  globalThis.gc?.();
  resetHighWaterMark();
  const idle = process.memoryUsage.rss();
  return { peakSinceThen: () => Math.max(0, highWaterMark() - idle) };
}
