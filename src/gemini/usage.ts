import type { ModalityTokenCount, UsageMetadata } from "./wire.ts";

/** The newer report of a request over the older one: a field that is missing keeps its last value. */
export function latestUsage(
  older: UsageMetadata | undefined,
  newer: UsageMetadata | undefined,
): UsageMetadata | undefined {
  return newer === undefined ? older : { ...older, ...newer };
}

/** The tokens of two requests together. */
export function totalUsage(
  first: UsageMetadata | undefined,
  second: UsageMetadata | undefined,
): UsageMetadata | undefined {
  if (first === undefined || second === undefined) {
    return second ?? first;
  }
  const total: Record<string, unknown> = { ...first };
  for (const [field, value] of Object.entries(second) as [string, unknown][]) {
    const before = total[field];
    if (typeof before === "number" && typeof value === "number") {
      total[field] = before + value;
    } else if (Array.isArray(before) && Array.isArray(value)) {
      total[field] = totalByModality([
        ...(before as ModalityTokenCount[]),
        ...(value as ModalityTokenCount[]),
      ]);
    } else {
      total[field] = value;
    }
  }
  return total;
}

function totalByModality(counts: readonly ModalityTokenCount[]): readonly ModalityTokenCount[] {
  const totals = new Map<string | undefined, number>();
  for (const { modality, tokenCount = 0 } of counts) {
    totals.set(modality, (totals.get(modality) ?? 0) + tokenCount);
  }
  return [...totals].map(([modality, tokenCount]) => ({
    ...(modality === undefined ? {} : { modality }),
    tokenCount,
  }));
}
