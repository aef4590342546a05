import * as vscode from "vscode";
import type { IndexEntry } from "../chat/store/indexEntry.ts";
import type { Hit } from "../chat/store/textSearch.ts";

const { t } = vscode.l10n;

export type HistoryButton = vscode.QuickInputButton & {
  readonly action: "pin" | "rename" | "export" | "remove";
};

export interface HistoryItem extends vscode.QuickPickItem {
  /** Missing in a line between groups. */
  readonly entry?: IndexEntry;
  readonly turnId?: string;
  readonly buttons?: readonly HistoryButton[];
}

/** The list as it is without a search: what is pinned, then day by day. */
export function groupedItems(entries: readonly IndexEntry[], now: Date): readonly HistoryItem[] {
  const items: HistoryItem[] = [];
  const pinned = entries.filter((entry) => entry.pinned);
  const others = entries.filter((entry) => !entry.pinned);
  let group: string | undefined;
  for (const entry of [...pinned, ...others]) {
    const name = entry.pinned ? t("Pinned") : dayName(new Date(entry.updated), now);
    if (name !== group) {
      group = name;
      items.push({ label: name, kind: vscode.QuickPickItemKind.Separator });
    }
    items.push(itemOf(entry));
  }
  return items;
}

/** What a search has found: titles first, then places in what was said. */
export function foundItems(
  entries: readonly IndexEntry[],
  hits: readonly Hit[],
  query: string,
): readonly HistoryItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const titled = entries.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const said = hits.flatMap(({ conversation, turnId, excerpt }): readonly HistoryItem[] => {
    const entry = byId.get(conversation);
    return entry ? [{ ...itemOf(entry), detail: excerpt, turnId }] : [];
  });
  const separator = (label: string): HistoryItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(titled.length > 0 ? [separator(t("Titles")), ...titled.map(itemOf)] : []),
    ...(said.length > 0 ? [separator(t("In what was said")), ...said] : []),
  ];
}

function itemOf(entry: IndexEntry): HistoryItem {
  const time = new Intl.DateTimeFormat(vscode.env.language, { hour: "2-digit", minute: "2-digit" });
  const date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium" });
  const at = new Date(entry.updated);
  const when = at.toDateString() === new Date().toDateString() ? time.format(at) : date.format(at);
  return {
    entry,
    // Icons are written with dollar signs: a title that has some of them shall show them.
    label: entry.title.replaceAll("$(", "$ (") || t("Without words"),
    description: [when, entry.workspace?.name].filter(Boolean).join(" · "),
    alwaysShow: true,
    buttons: [
      {
        action: "pin",
        iconPath: new vscode.ThemeIcon(entry.pinned ? "pinned" : "pin"),
        tooltip: entry.pinned ? t("Unpin") : t("Pin"),
      },
      { action: "rename", iconPath: new vscode.ThemeIcon("edit"), tooltip: t("Rename") },
      { action: "export", iconPath: new vscode.ThemeIcon("export"), tooltip: t("Export…") },
      { action: "remove", iconPath: new vscode.ThemeIcon("trash"), tooltip: t("Delete") },
    ],
  };
}

function dayName(day: Date, now: Date): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(day)) / 86_400_000);
  if (days <= 0) {
    return t("Today");
  }
  if (days === 1) {
    return t("Yesterday");
  }
  if (days < 7) {
    return new Intl.DateTimeFormat(vscode.env.language, { weekday: "long" }).format(day);
  }
  return new Intl.DateTimeFormat(vscode.env.language, { month: "long", year: "numeric" }).format(day);
}
