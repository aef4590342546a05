import { writeFile } from "node:fs/promises";
import path from "node:path";
import { costPlot } from "./costPlot.ts";
import { measureCost } from "./streamCost.ts";
import { measureDelay } from "./streamDelay.ts";
import { goalTable } from "./streamGoals.ts";
import { growthTable, measureGrowth } from "./streamGrowth.ts";
import { startStreamPrograms } from "./streamPrograms.ts";
import { StreamRounds } from "./streamRounds.ts";

const plot = path.join(import.meta.dirname, "cost.svg");

/** What streaming costs Castor beside other clients; the plot goes into a file. */
export async function measureStreaming(): Promise<string> {
  using programs = await startStreamPrograms();
  const taker = new StreamRounds(programs);
  const cost = await measureCost(taker);
  const delay = await measureDelay(taker);
  const growths = await measureGrowth(taker);
  await writeFile(plot, costPlot(growths));
  return [await goalTable(taker, growths), cost, delay, ...growths.map(growthTable)].join("\n\n");
}
