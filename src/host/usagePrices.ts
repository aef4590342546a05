import * as v from "valibot";
import type { Prices } from "../chat/usage/usageLog.ts";

const price = v.object({
  input: v.pipe(v.number(), v.minValue(0)),
  output: v.pipe(v.number(), v.minValue(0)),
  cached: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
});

/** The prices that a person has entered; one that is not as it should be counts as none. */
export function parsePrices(value: unknown): Prices {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([model, each]: [string, unknown]) => {
      const found = v.safeParse(price, each);
      return found.success ? [[model, found.output] as const] : [];
    }),
  );
}
