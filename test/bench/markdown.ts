import type { Summary } from "./statistics.ts";

/** A number with two digits that mean something, as in 0.93, 9.3 and 93. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) < 1) return value.toFixed(2);
  return Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en-US");
}

/** A quotient or an exponent. */
export function ratio(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value.toFixed(value < 9.95 ? 2 : 1);
}

/** A median with the range it comes from, as a cell of a table. */
export function spread({ median, least, most }: Summary): string {
  return `${figure(median)} (${figure(least)}–${figure(most)})`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
