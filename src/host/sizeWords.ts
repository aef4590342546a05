import * as vscode from "vscode";

/** Bytes for the eye, such as `1.2 MB`, in the language of the display. */
export function sizeWords(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toLocaleString(vscode.env.language, { maximumFractionDigits: power < 2 ? 0 : 1 })} ${units[power] ?? ""}`;
}
