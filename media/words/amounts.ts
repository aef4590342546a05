import { formatNumber, t } from "../l10n.ts";

const units = ["kilobyte", "megabyte", "gigabyte"] as const;

function unitOf(bytes: number): number {
  return bytes < 1000 ? -1 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3) - 1);
}

function inUnit(bytes: number, unit: number): string {
  const name = units[unit];
  if (name === undefined) {
    return t("{0} bytes", formatNumber(bytes));
  }
  const value = bytes / 1000 ** (unit + 1);
  return formatNumber(value, { style: "unit", unit: name, maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** Bytes as a person reads them: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  return inUnit(bytes, unitOf(bytes));
}

/** How much of it: `12 of 28 MB`, both in the unit of the whole; of gigabytes so finely that it is seen to grow. */
export function formatPart(part: number, whole: number): string {
  const unit = unitOf(whole);
  const value = unit < 0 ? part : part / 1000 ** (unit + 1);
  const isGigabytes = unit === units.length - 1;
  const digits = isGigabytes ? 2 : unit >= 0 && whole / 1000 ** (unit + 1) < 10 ? 1 : 0;
  const number = formatNumber(value, { maximumFractionDigits: digits });
  return t("{0} of {1}", number, inUnit(whole, unit));
}

/** Whole per cent, 100 only for all of it. */
export function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(part >= whole ? 100 : 99, Math.floor((part / whole) * 100));
}

/** Seconds as they stand on a player: `1:23`, `1:02:03`. Fractions are left out where there are none. */
export function formatTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  const fraction = String(Math.round((seconds - whole) * 10) / 10).slice(1, 3);
  const start = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${start}:${two(rest)}${fraction}`;
}

/** What `formatTime` writes, and plain seconds; undefined for anything else. */
export function parseTime(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:[.,]\d+)?)$/.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(",", "."));
}

/** Time left, roughly: nobody believes seconds of an hour. */
export function formatRemaining(seconds: number): string {
  return seconds < 90 ? t("{0} s left", Math.ceil(seconds)) : t("{0} min left", Math.round(seconds / 60));
}
