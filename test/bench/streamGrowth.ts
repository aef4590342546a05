import { figure, ratio, table } from "./markdown.ts";
import { exponent, type Point } from "./statistics.ts";
import type { StreamClientName } from "./streamClients.ts";
import { mediaEvent, smallChunks } from "./streamCost.ts";
import { clientNames, medianOf, type StreamRounds } from "./streamRounds.ts";
import { megabyte, type StreamWork } from "./streamWork.ts";

const rounds = 3;

/** Of what is taken off every cost, and so weighs most on the small ones. */
const roundsOfNothing = 9;

/** A client that needs longer than this is not asked for more: what would come can be read from the exponent. */
const patienceMs = 3000;

/** CPU milliseconds by size, less those of an answer with next to nothing in it. */
export interface Growth {
  readonly title: string;
  readonly sizes: readonly number[];
  readonly nameOf: (size: number) => string;
  readonly points: ReadonlyMap<StreamClientName, readonly Point[]>;
}

interface Series {
  readonly title: string;
  readonly sizes: readonly number[];
  readonly nameOf: (size: number) => string;
  readonly workOf: (size: number) => StreamWork;
}

const counts: Series = {
  title: "chunks of 300 bytes",
  sizes: [1000, 3000, 10_000, 30_000, 100_000],
  nameOf: (count) => `${count / 1000}k`,
  workOf: (count) => smallChunks(count),
};

const bytes: Series = {
  title: "size of one event",
  sizes: [1, 2, 5, 10, 20, 32].map((megabytes) => megabytes * megabyte),
  nameOf: (size) => `${size / megabyte} MB`,
  workOf: mediaEvent,
};

async function follow({ workOf, ...series }: Series, taker: StreamRounds): Promise<Growth> {
  const nothing = await taker.take(smallChunks(1), roundsOfNothing);
  const points = new Map(clientNames.map((client) => [client, [] as Point[]]));
  let patient = clientNames;
  for (const size of series.sizes) {
    const samples = await taker.take(workOf(size), rounds, patient);
    const cpuOf = (client: StreamClientName) => medianOf(samples, client, ({ cpuMs }) => cpuMs);
    for (const client of patient) {
      const ground = medianOf(nothing, client, ({ cpuMs }) => cpuMs);
      points.get(client)?.push({ size, cost: cpuOf(client) - ground });
    }
    patient = patient.filter((client) => cpuOf(client) < patienceMs);
  }
  return { ...series, points };
}

/** How the cost grows with the number of chunks, and with the size of one event. */
export async function measureGrowth(taker: StreamRounds): Promise<readonly Growth[]> {
  return [await follow(counts, taker), await follow(bytes, taker)];
}

export function growthTable({ title, sizes, nameOf, points }: Growth): string {
  const rows = [...points].map(([client, taken]) => [
    client,
    ...sizes.map((size) => figure(taken.find((point) => point.size === size)?.cost ?? NaN)),
    ratio(exponent(taken)),
  ]);
  return table([`CPU ms by ${title}`, ...sizes.map(nameOf), "exponent"], rows);
}
