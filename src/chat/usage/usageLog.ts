import * as v from "valibot";

/** What one answer has taken, in tokens; a number that was not reported is left out. */
export interface UsageEntry {
  /** When it ended, milliseconds since the epoch. */
  readonly at: number;
  readonly model: string;
  /** All that was sent, what was cached included. */
  readonly prompt?: number;
  readonly cached?: number;
  readonly answer?: number;
  readonly thoughts?: number;
}

const count = v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const schema = v.object({
  at: v.pipe(v.number(), v.finite()),
  model: v.string(),
  prompt: count,
  cached: count,
  answer: count,
  thoughts: count,
});

export function usageLine(entry: UsageEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** What the lines say; one that cannot be read, or that a crash has cut off, is left out. */
export function parseUsage(lines: string): readonly UsageEntry[] {
  return lines.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [v.parse(schema, JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

export interface UsageSum {
  readonly answers: number;
  /** What was sent and not cached. */
  readonly fresh: number;
  readonly cached: number;
  readonly answer: number;
  readonly thoughts: number;
  /** By the prices that are known; undefined where that of a model is not. */
  readonly cost?: number;
}

/** Prices by model, for a million tokens. */
export type Prices = Readonly<Record<string, Price>>;

export interface Price {
  readonly input: number;
  /** Thoughts are paid for as the answer is. */
  readonly output: number;
  /** As `input` where it is left out. */
  readonly cached?: number;
}

/** The price of the model that is called so, else the one whose name begins its name furthest. */
export function priceOf(prices: Prices, model: string): Price | undefined {
  const names = Object.keys(prices).filter((name) => model === name || model.startsWith(`${name}-`));
  const [longest] = names.sort((one, other) => other.length - one.length);
  return longest === undefined ? undefined : prices[longest];
}

export function sumOf(entries: readonly UsageEntry[], prices: Prices): UsageSum {
  const sum = { answers: entries.length, fresh: 0, cached: 0, answer: 0, thoughts: 0 };
  let cost: number | undefined = 0;
  for (const { model, prompt = 0, cached = 0, answer = 0, thoughts = 0 } of entries) {
    const fresh = Math.max(0, prompt - cached);
    sum.fresh += fresh;
    sum.cached += cached;
    sum.answer += answer;
    sum.thoughts += thoughts;
    const price = priceOf(prices, model);
    const { input = 0, output = 0, cached: kept = input } = price ?? {};
    cost =
      price === undefined || cost === undefined
        ? undefined
        : cost + (fresh * input + cached * kept + (answer + thoughts) * output) / 1e6;
  }
  return { ...sum, ...(cost !== undefined && { cost }) };
}

/** A day where the person is, as `2026-11-30`. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

export interface UsageGroup {
  readonly name: string;
  readonly sum: UsageSum;
}

/** The last days up to `now`, the oldest first, those on which nothing was asked included. */
export function usageByDay(
  entries: readonly UsageEntry[],
  prices: Prices,
  { now, days }: { readonly now: Date; readonly days: number },
): readonly UsageGroup[] {
  const byDay = Map.groupBy(entries, ({ at }) => dayOf(at));
  return Array.from({ length: days }, (_, index) => {
    const name = dayOf(
      new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1 + index).getTime(),
    );
    return { name, sum: sumOf(byDay.get(name) ?? [], prices) };
  });
}

/** The one that has taken most first. */
export function usageByModel(entries: readonly UsageEntry[], prices: Prices): readonly UsageGroup[] {
  const groups = [...Map.groupBy(entries, ({ model }) => model)];
  return groups
    .map(([name, all]) => ({ name, sum: sumOf(all, prices) }))
    .sort((one, other) => tokensOf(other.sum) - tokensOf(one.sum));
}

export function tokensOf({ fresh, cached, answer, thoughts }: UsageSum): number {
  return fresh + cached + answer + thoughts;
}

/** What this month has cost as far as prices are known, and how it is called, as `2026-11`. */
export function monthCost(
  entries: readonly UsageEntry[],
  prices: Prices,
  now: number,
): { readonly month: string; readonly cost: number } {
  const month = dayOf(now).slice(0, 7);
  const priced = entries.filter(
    ({ at, model }) => dayOf(at).startsWith(month) && priceOf(prices, model) !== undefined,
  );
  return { month, cost: sumOf(priced, prices).cost ?? 0 };
}
