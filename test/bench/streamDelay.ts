import { spread, table } from "./markdown.ts";
import { quantile, summarize } from "./statistics.ts";
import { smallChunks } from "./streamCost.ts";
import type { StreamRounds } from "./streamRounds.ts";

const rounds = 9;

export const paced = smallChunks(250, "paced");

/** How long each chunk takes from the server's write to the loop that waits for it. */
export async function measureDelay(taker: StreamRounds): Promise<string> {
  const rows = [...(await taker.take(paced, rounds))].map(([client, samples]) => {
    const delay = (q: number) => spread(summarize(samples.map(({ delays }) => quantile(delays, q))));
    return [client, delay(0.5), delay(0.99)];
  });
  return table([`${paced.count} chunks, one every 5 ms`, "µs until it is there: p50", "p99"], rows);
}
