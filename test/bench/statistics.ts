export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The value below which the share `q` of the samples lies, between two of them where it falls between. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const at = (index: number) => sorted[index] ?? NaN;
  const below = at(Math.floor(place));
  return below + (at(Math.ceil(place)) - below) * (place % 1);
}

export function summarize(samples: readonly number[]): Summary {
  return { median: quantile(samples, 0.5), least: quantile(samples, 0), most: quantile(samples, 1) };
}

export interface Point {
  readonly size: number;
  readonly cost: number;
}

/**
 * The power of the size with which the cost grows, 1 for a straight line through zero: least squares over the logarithms.
 * Points without a cost say nothing and are left out.
 */
export function exponent(points: readonly Point[]): number {
  const logs = points
    .filter(({ cost }) => cost > 0)
    .map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centerX = mean(logs.map(({ x }) => x));
  const centerY = mean(logs.map(({ y }) => y));
  const along = mean(logs.map(({ x, y }) => (x - centerX) * (y - centerY)));
  return along / mean(logs.map(({ x }) => (x - centerX) ** 2));
}
