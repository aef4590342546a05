import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable.ts";
import type { LineFile } from "../chat/store/conversationIndex.ts";
import { monthCost, parseUsage, type Prices, type UsageEntry, usageLine } from "../chat/usage/usageLog.ts";
import type { Metered } from "../gemini/metered.ts";
import type { GeminiService } from "./geminiService.ts";
import { lineFile } from "./lineFile.ts";
import type { Settings } from "./settings.ts";

const WARNED = "castor.usage.warned";

export interface UsagePorts {
  readonly file: LineFile;
  readonly memory: vscode.Memento;
  /** The most that a month may cost; 0 for no such thing. */
  readonly budget: () => number;
  readonly prices: () => Prices;
  /** Tells the person that the month has come to its budget. */
  readonly warn: (cost: number, budget: number) => void;
  readonly onProblem: (error: unknown) => void;
}

/** What all answers have taken, a line each, for as long as the person keeps it. */
export class Usage implements Disposable {
  readonly #ports: UsagePorts;
  readonly #store = new DisposableStore();
  #queue: Promise<void> = Promise.resolve();

  constructor(ports: UsagePorts) {
    this.#ports = ports;
  }

  /** Returns at once. */
  add({ model, usage }: Metered, at = Date.now()): void {
    const { promptTokenCount, toolUsePromptTokenCount = 0 } = usage;
    const counts = {
      prompt: promptTokenCount === undefined ? undefined : promptTokenCount + toolUsePromptTokenCount,
      cached: usage.cachedContentTokenCount,
      answer: usage.candidatesTokenCount,
      thoughts: usage.thoughtsTokenCount,
    };
    const known = Object.entries(counts).filter(([, count]) => count !== undefined);
    if (known.length > 0) {
      const entry: UsageEntry = { at, model, ...Object.fromEntries(known) };
      this.#queue = this.#queue.then(() => this.#keep(entry)).catch(this.#ports.onProblem);
    }
  }

  async entries(): Promise<readonly UsageEntry[]> {
    await this.#queue;
    return parseUsage(await this.#ports.file.read());
  }

  /** What else ends with it. */
  own(subscription: Disposable): void {
    this.#store.add(subscription);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async flush(): Promise<void> {
    await this.#queue;
  }

  async #keep(entry: UsageEntry): Promise<void> {
    const { file, memory, budget, prices, warn } = this.#ports;
    await file.append(usageLine(entry));
    const most = budget();
    if (most <= 0) {
      return;
    }
    const { month, cost } = monthCost(parseUsage(await file.read()), prices(), entry.at);
    const crossing = `${month} ${most}`;
    // Once for each month and budget: who raises it hears of the new one.
    if (cost >= most && memory.get(WARNED) !== crossing) {
      await memory.update(WARNED, crossing);
      warn(cost, most);
    }
  }
}

export interface UsageContext {
  readonly context: Pick<vscode.ExtensionContext, "globalState" | "globalStorageUri">;
  readonly settings: Pick<Settings, "usageBudget" | "usagePrices">;
  readonly gemini: Pick<GeminiService, "onUsed">;
  readonly onProblem: (error: unknown) => void;
}

export function createUsage({ context, settings, gemini, onProblem }: UsageContext): Usage {
  const usage = new Usage({
    file: lineFile(vscode.Uri.joinPath(context.globalStorageUri, "usage.jsonl").fsPath),
    memory: context.globalState,
    budget: () => settings.usageBudget,
    prices: () => settings.usagePrices,
    warn: (cost, budget) => void warn(cost, budget).catch(onProblem),
    onProblem,
  });
  usage.own(gemini.onUsed((used) => usage.add(used)));
  return usage;
}

async function warn(cost: number, budget: number): Promise<void> {
  const show = vscode.l10n.t("Show Usage");
  const words = vscode.l10n.t(
    "This month's answers have cost {0}, and your budget is {1}. Castor goes on; the budget is a setting, `castor.usage.budget`.",
    cost.toLocaleString(vscode.env.language, { maximumFractionDigits: 2 }),
    budget.toLocaleString(vscode.env.language),
  );
  if ((await vscode.window.showWarningMessage(words, show)) === show) {
    await vscode.commands.executeCommand("castor.showUsage");
  }
}
