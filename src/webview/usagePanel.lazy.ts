import * as vscode from "vscode";
import { type Prices, type UsageEntry, usageByDay, usageByModel } from "../chat/usage/usageLog.ts";
import { usagePage, type UsageWords } from "./usagePage.ts";

const { t } = vscode.l10n;

/** Days that the chart shows. */
const DAYS = 30;

let open: vscode.WebviewPanel | undefined;

/** Shows what the answers of the last days have taken, in an editor tab; where one is open it is brought up to date. */
export function showUsage(entries: readonly UsageEntry[], prices: Prices): void {
  open ??= createPanel();
  open.webview.html = usageHtml(entries, prices, new Date());
  open.reveal();
}

function createPanel(): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    "castor.usage",
    t("Castor: Usage"),
    vscode.ViewColumn.Active,
    {
      enableScripts: false,
      localResourceRoots: [],
    },
  );
  panel.onDidDispose(() => {
    open = undefined;
  });
  return panel;
}

export function usageHtml(entries: readonly UsageEntry[], prices: Prices, now: Date): string {
  const days = usageByDay(entries, prices, { now, days: DAYS });
  const first = days[0]?.name ?? "";
  const recent = entries.filter(({ at }) => at >= new Date(`${first}T00:00`).getTime());
  return usagePage({
    words: usageWords(),
    language: vscode.env.language,
    nonce: crypto.randomUUID(),
    days,
    models: usageByModel(recent, prices),
    hasPrices: Object.keys(prices).length > 0,
  });
}

function usageWords(): UsageWords {
  return {
    title: t("Tokens of the last {0} days", DAYS),
    empty: t("Nothing has been asked in these days. What answers take is counted from now on."),
    byDay: t("By day"),
    byModel: t("By model"),
    day: t("Day"),
    model: t("Model"),
    answers: t("Answers"),
    fresh: t("Sent"),
    cached: t("Sent, cached"),
    answer: t("Answered"),
    thoughts: t("Thoughts"),
    cost: t("Cost"),
    noPrice: "–",
    priceHint: t("Enter prices in the setting `castor.usage.prices`, and the cost stands here too."),
  };
}
