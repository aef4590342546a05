import * as vscode from "vscode";
import type { Model } from "../gemini/wireModels.ts";
import type { Settings } from "./settings.ts";

/** The part of the Gemini client the picker needs. */
export interface ModelLister {
  listModels(options: { readonly signal: AbortSignal }): AsyncIterable<Model>;
}

const CACHE = "castor.models";

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: string;
}

/** Lets a person choose the model: the list of last time at once, the live one when it comes, any other name by typing. */
export class ModelPicker {
  readonly #lister: ModelLister;
  readonly #settings: Settings;
  readonly #memento: vscode.Memento;
  readonly #describe: (error: unknown) => string;

  constructor(
    lister: ModelLister,
    settings: Settings,
    memento: vscode.Memento,
    describe: (error: unknown) => string,
  ) {
    this.#lister = lister;
    this.#settings = settings;
    this.#memento = memento;
    this.#describe = describe;
  }

  async pick(): Promise<void> {
    const chosen = await this.choose(vscode.l10n.t("Choose the model that answers, or type its name"));
    if (chosen !== undefined && chosen !== this.#settings.model) {
      await this.#settings.setModel(chosen);
    }
  }

  /** Asks for a model and leaves the one in use as it is. */
  choose(placeholder: string): Promise<string | undefined> {
    const pick = vscode.window.createQuickPick<ModelItem>();
    const abort = new AbortController();
    let models = this.#memento.get<readonly Model[]>(CACHE, []);
    let trouble: string | undefined;
    const show = () => {
      const current = this.#settings.model;
      pick.items = pickerItems(models, current, pick.value, trouble);
      pick.activeItems =
        pick.value === "" ? pick.items.filter((item) => item.model === current) : pick.activeItems;
    };
    pick.title = vscode.l10n.t("Model");
    pick.placeholder = placeholder;
    pick.matchOnDescription = true;
    pick.busy = true;
    show();
    this.#load(abort.signal)
      .then((live) => {
        models = live;
      })
      .catch((error: unknown) => {
        trouble = this.#describe(error);
      })
      .finally(() => {
        if (!abort.signal.aborted) {
          pick.busy = false;
          show();
        }
      });
    return new Promise((resolve) => {
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.model);
        pick.hide();
      });
      pick.onDidHide(() => {
        abort.abort();
        pick.dispose();
        resolve(undefined);
      });
      pick.show();
    });
  }

  async #load(signal: AbortSignal): Promise<readonly Model[]> {
    const models: Model[] = [];
    for await (const model of this.#lister.listModels({ signal })) {
      if (model.supportedGenerationMethods?.includes("generateContent") === true) {
        models.push(model);
      }
    }
    await this.#memento.update(CACHE, models);
    return models;
  }
}

function pickerItems(
  models: readonly Model[],
  current: string,
  typed: string,
  trouble: string | undefined,
): readonly ModelItem[] {
  const ids = models.map(modelId);
  const items = models.map((model) => modelItem(model, current));
  const free = typed.trim();
  const extra: ModelItem[] = [];
  if (!ids.includes(current)) {
    extra.push({ label: current, description: vscode.l10n.t("in use"), model: current });
  }
  if (free !== "" && free !== current && !ids.includes(free)) {
    extra.push({
      label: free,
      description: vscode.l10n.t("use this name"),
      model: free,
      alwaysShow: true,
    });
  }
  if (trouble !== undefined) {
    items.push({ label: `$(warning) ${trouble}`, alwaysShow: true });
  }
  return [...extra, ...items];
}

function modelItem(model: Model, current: string): ModelItem {
  const id = modelId(model);
  const limit = model.inputTokenLimit;
  return {
    label: id,
    model: id,
    description: [id === current ? vscode.l10n.t("in use") : "", model.displayName ?? ""]
      .filter(Boolean)
      .join(" · "),
    ...(limit !== undefined && {
      detail: vscode.l10n.t("{0} tokens in, {1} out", format(limit), format(model.outputTokenLimit ?? 0)),
    }),
  };
}

function modelId(model: Model): string {
  return model.name.replace(/^models\//, "");
}

function format(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
