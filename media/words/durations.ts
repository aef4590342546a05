import { formatNumber } from "../l10n.ts";

const MINUTE = 60;

/** How long something took: `0.8 sec`, `12 sec`, `2 min 5 sec`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) {
    return inUnit(Math.max(0.1, seconds), "second", 1);
  }
  const whole = Math.round(seconds);
  return whole < MINUTE
    ? inUnit(whole, "second")
    : [inUnit(Math.floor(whole / MINUTE), "minute"), inUnit(whole % MINUTE, "second")].join(" ");
}

function inUnit(value: number, unit: "second" | "minute", digits = 0): string {
  return formatNumber(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits });
}
