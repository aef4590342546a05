import * as vscode from "vscode";
import type { Wording } from "../chat/ports.ts";
import type { Wait } from "../gemini/retry.ts";

/** Why it waits before it asks again, and how long. */
export function waitWords({ error, delayMs }: Wait, wording: Wording): string {
  const seconds = Math.ceil(delayMs / 1000).toLocaleString(vscode.env.language);
  return vscode.l10n.t("{0} Trying again in {1} s.", wording.failure(error).title, seconds);
}
