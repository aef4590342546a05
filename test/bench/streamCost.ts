import { ratio, spread, table } from "./markdown.ts";
import { summarize } from "./statistics.ts";
import { medianOf, type Samples, type StreamRounds } from "./streamRounds.ts";
import { megabyte, type StreamWork } from "./streamWork.ts";

const rounds = 7;

/** Events of about 300 bytes each. */
export function smallChunks(count: number, written: StreamWork["written"] = "joined"): StreamWork {
  return { kind: "text", written, count, length: 18 };
}

/** One event with media of so many bytes of base64. */
export function mediaEvent(bytes: number): StreamWork {
  return { kind: "media", written: "joined", count: 1, length: bytes };
}

/** The answers that the goals speak of. */
export const small = smallChunks(10_000);
export const large = mediaEvent(20 * megabyte);

const works: readonly (readonly [name: string, work: StreamWork])[] = [
  ["10,000 chunks of 300 bytes, many in one packet", small],
  ["10,000 chunks of 300 bytes, each written by itself", smallChunks(10_000, "singly")],
  ["200 chunks of 64 KiB", { kind: "text", written: "joined", count: 200, length: 64 * 1024 }],
  ["one event of 20 MB", large],
];

function costTable(name: string, samples: Samples): string {
  const own = medianOf(samples, "Castor", ({ cpuMs }) => cpuMs);
  const rows = [...samples].map(([client, taken]) => {
    const cpu = summarize(taken.map(({ cpuMs }) => cpuMs));
    return [
      client,
      spread(cpu),
      ratio(cpu.median / own),
      spread(summarize(taken.map(({ wallMs }) => wallMs))),
      spread(summarize(taken.map(({ peakBytes }) => peakBytes / megabyte))),
    ];
  });
  return table([name, "CPU ms", "÷ Castor's", "elapsed ms", "peak MB over idle"], rows);
}

/** What reading one answer costs each client in time and memory. */
export async function measureCost(taker: StreamRounds): Promise<string> {
  const tables: string[] = [];
  for (const [name, work] of works) tables.push(costTable(name, await taker.take(work, rounds)));
  return tables.join("\n\n");
}
