import { quantile } from "./statistics.ts";
import { streamClients, type StreamClientName } from "./streamClients.ts";
import type { StreamPrograms } from "./streamPrograms.ts";
import type { StreamSample } from "./streamSample.ts";
import { pathOf, type StreamWork } from "./streamWork.ts";

export const clientNames = Object.keys(streamClients) as readonly StreamClientName[];

export type Samples = ReadonlyMap<StreamClientName, readonly StreamSample[]>;

/** Measures pieces of work, each once: what one table has measured the next one is given too. */
export class StreamRounds {
  readonly #programs: StreamPrograms;
  readonly #taken = new Map<string, Samples>();

  constructor(programs: StreamPrograms) {
    this.#programs = programs;
  }

  /** Samples of every client, which take turns so that the machine's moods meet all of them alike. */
  async take(work: StreamWork, rounds: number, clients = clientNames): Promise<Samples> {
    const path = pathOf(work);
    const known = this.#taken.get(path);
    if (known !== undefined) return known;
    const samples = new Map(clients.map((client) => [client, [] as StreamSample[]]));
    for (let round = 0; round < rounds; round++) {
      console.error(`${path}, round ${round + 1} of ${rounds}`);
      for (const [client, taken] of samples) taken.push(await this.#programs.sample(client, work));
    }
    this.#taken.set(path, samples);
    return samples;
  }
}

/** The median over one client's samples; not a number if there are none. */
export function medianOf(
  samples: Samples,
  client: StreamClientName,
  cost: (sample: StreamSample) => number,
): number {
  return quantile((samples.get(client) ?? []).map(cost), 0.5);
}
