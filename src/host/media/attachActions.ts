import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { FileMatch } from "../../shared/attachment.ts";
import { labelOf } from "./media.ts";
import type { Candidate } from "./intake.ts";

/** How many files a search gives at most. */
const MOST_MATCHES = 30;

/** Asks for files in VS Code's own dialog; empty when it was dismissed. */
export async function chooseFiles(): Promise<readonly vscode.Uri[]> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t("Attach Files to the Chat"),
    openLabel: vscode.l10n.t("Attach"),
  });
  return chosen ?? [];
}

/** What a command of a menu was called on: the Explorer's selection, an editor's tab, or what is open. */
export function chosenUris(clicked: unknown, selected: unknown): readonly vscode.Uri[] {
  const several = Array.isArray(selected) ? selected.filter((item) => item instanceof vscode.Uri) : [];
  if (several.length > 0) {
    return several;
  }
  const uri = clicked instanceof vscode.Uri ? clicked : activeTabUri();
  if (uri === undefined) {
    throw new HumanError(vscode.l10n.t("Open a file or right-click one in the Explorer, then try again."));
  }
  return [uri];
}

/** A question about so many files that stands ready to be changed. */
export function openQuestion(count: number): string {
  return count === 1
    ? vscode.l10n.t("What is in this file?")
    : vscode.l10n.t("What is in these {0} files?", count);
}

export function toCandidates(uris: readonly vscode.Uri[]): readonly Candidate[] {
  return uris.map((uri) => ({ uri, label: labelOf(uri) }));
}

/** Uris as the panel's page was given them. What cannot be one is passed over. */
export function parseUris(uris: readonly string[]): readonly vscode.Uri[] {
  return uris.flatMap((text) => {
    try {
      return [asHere(vscode.Uri.parse(text, true))];
    } catch {
      return [];
    }
  });
}

/** A window to another machine names that in what is dragged; to what runs there, the file is one of its own. */
function asHere(uri: vscode.Uri): vscode.Uri {
  const runsThere = vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme === "file");
  return uri.scheme === "vscode-remote" && runsThere === true ? vscode.Uri.file(uri.path) : uri;
}

/** Those that may be attached on the page's word: what lies outside of the workspace only if the person says so. */
export async function allowedUris(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const outside = uris.filter((uri) => vscode.workspace.getWorkspaceFolder(uri) === undefined);
  if (outside.length === 0) {
    return uris;
  }
  const attach = vscode.l10n.t("Attach");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Attach files from outside of this workspace?"),
    { modal: true, detail: outside.map((uri) => uri.fsPath).join("\n") },
    attach,
  );
  return answer === attach ? uris : uris.filter((uri) => !outside.includes(uri));
}

/** Files of the workspace in whose path `query` occurs, in any case: first those whose name begins with it. */
export async function findFiles(query: string): Promise<readonly FileMatch[]> {
  const letters = query
    .replace(/[*?[\]{},]/g, "[$&]")
    .replaceAll("\\", "?")
    .replace(/\p{L}/gu, eitherCase);
  const isName = letters !== "" && !letters.includes("/");
  // Each for itself: VS Code stops at so many, in whatever order it comes upon them.
  const patterns = isName
    ? [`**/${letters}*`, `**/*${letters}*`, `**/*${letters}*/**`]
    : [`**/*${letters}*`, ...(letters === "" ? [] : [`**/*${letters}*/**`])];
  const found = await Promise.all(
    patterns.map((pattern) => vscode.workspace.findFiles(pattern, undefined, MOST_MATCHES)),
  );
  const ranks = new Map<string, FileMatch & { readonly rank: number }>();
  found.forEach((uris, rank) => {
    for (const uri of uris.filter((each) => !ranks.has(each.toString()))) {
      const path = vscode.workspace.asRelativePath(uri) || uri.path;
      ranks.set(uri.toString(), { uri: uri.toString(), path, rank });
    }
  });
  return [...ranks.values()]
    .toSorted((a, b) => a.rank - b.rank || a.path.length - b.path.length || a.path.localeCompare(b.path))
    .slice(0, MOST_MATCHES)
    .map(({ uri, path }) => ({ uri, path }));
}

function eitherCase(letter: string): string {
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  return lower === upper || lower.length !== 1 || upper.length !== 1 ? letter : `[${lower}${upper}]`;
}

function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
    ? input.uri
    : undefined;
}
