import { ratio, table } from "./markdown.ts";
import { exponent, quantile } from "./statistics.ts";
import type { StreamClientName } from "./streamClients.ts";
import { large, small } from "./streamCost.ts";
import { paced } from "./streamDelay.ts";
import type { Growth } from "./streamGrowth.ts";
import { medianOf, type StreamRounds } from "./streamRounds.ts";
import type { StreamSample } from "./streamSample.ts";
import type { StreamWork } from "./streamWork.ts";

const hand = "undici, parsed by hand";
const genai = "@google/genai";

type Cost = (sample: StreamSample) => number;

const cpu: Cost = ({ cpuMs }) => cpuMs;
const peak: Cost = ({ peakBytes }) => peakBytes;
const delay: Cost = ({ delays }) => quantile(delays, 0.5);

interface Goal {
  readonly name: string;
  readonly wanted: string;
  readonly valueOf: (client: StreamClientName) => Promise<number> | number;
}

function goalsOf(taker: StreamRounds, growths: readonly Growth[]): readonly Goal[] {
  const costOf = async (work: StreamWork, client: StreamClientName, cost: Cost) =>
    medianOf(await taker.take(work, 1), client, cost);
  const overHand = (name: string, work: StreamWork, cost: Cost, most: number): Goal => ({
    name: `${name} ÷ the hand parser's`,
    wanted: `≤ ${most}`,
    valueOf: async (client) => (await costOf(work, client, cost)) / (await costOf(work, hand, cost)),
  });
  const belowGenai = (name: string, work: StreamWork, least: number): Goal => ({
    name: `${name}: ${genai}'s ÷ its own`,
    wanted: `≥ ${least}`,
    valueOf: async (client) => (await costOf(work, genai, cpu)) / (await costOf(work, client, cpu)),
  });
  return [
    overHand("CPU, small chunks", small, cpu, 1.3),
    overHand("CPU, one event of 20 MB", large, cpu, 1.3),
    belowGenai("CPU, small chunks", small, 5),
    belowGenai("CPU, one event of 20 MB", large, 20),
    ...growths.map(({ title, points }) => ({
      name: `exponent of the CPU by ${title}`,
      wanted: "≤ 1.1",
      valueOf: (client: StreamClientName) => exponent(points.get(client) ?? []),
    })),
    overHand("median delay, paced chunks", paced, delay, 1.5),
    overHand("peak memory, small chunks", small, peak, 1.3),
    overHand("peak memory, one event of 20 MB", large, peak, 1.3),
  ];
}

/** What Castor is to reach, beside what the plainest reader of the same answers reaches. */
export async function goalTable(taker: StreamRounds, growths: readonly Growth[]): Promise<string> {
  const rows: string[][] = [];
  for (const { name, wanted, valueOf } of goalsOf(taker, growths)) {
    rows.push([name, wanted, ratio(await valueOf("Castor")), ratio(await valueOf(hand))]);
  }
  return table(["goal", "wanted", "Castor", hand], rows);
}
