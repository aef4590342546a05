import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable.ts";
import type { Library } from "../chat/library.ts";
import type { IndexEntry } from "../chat/store/indexEntry.ts";
import type { ConversationFiles } from "./conversationFiles.ts";
import { sizeWords } from "./sizeWords.ts";
import { storageUsed } from "./storageUsed.ts";
import { mediaPlaces, removeUnusedMedia } from "./unusedMedia.ts";
import { foundItems, groupedItems, type HistoryButton, type HistoryItem } from "./historyItems.ts";

const { t } = vscode.l10n;

/** Places in what was said that a search shows. */
const MAX_HITS = 200;

export interface HistoryPorts {
  readonly library: Library;
  readonly workspace: string | undefined;
  /** Where all conversations and their files lie. */
  readonly folder: string;
  /** Castor's folder in the storage of this workspace; without one nobody knows where those of others are. */
  readonly storage: string | undefined;
  readonly conversationFiles: Pick<ConversationFiles, "export" | "import">;
  /** Brings the chat to the front, at this turn. */
  readonly show: (turnId: string | undefined) => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** All conversations, to be opened, searched, pinned, named and deleted. */
export async function showHistory(ports: HistoryPorts): Promise<void> {
  const list = new HistoryList(ports);
  await list.show();
}

class HistoryList {
  readonly #ports: HistoryPorts;
  readonly #store = new DisposableStore();
  readonly #pick = this.#store.add(vscode.window.createQuickPick<HistoryItem>());
  readonly #everywhere: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("root-folder"),
    tooltip: t("This Workspace Only"),
  };
  readonly #here: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("root-folder-opened"),
    tooltip: t("All Workspaces"),
  };
  readonly #removeAll: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("clear-all"),
    tooltip: t("Delete All That Are Listed"),
  };
  readonly #import: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("desktop-download"),
    tooltip: t("Import a Conversation…"),
  };
  #entries: readonly IndexEntry[] = [];
  #isHereOnly = false;
  /** A search that is overtaken by the next one shows nothing. */
  #searches = 0;

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    const pick = this.#pick;
    pick.title = t("Conversations");
    pick.placeholder = t("Search titles and all that was said");
    pick.matchOnDetail = true;
    const run = (work: Promise<unknown>) => void work.catch(ports.fail);
    this.#store.add(pick.onDidChangeValue(() => run(this.#fill())));
    this.#store.add(pick.onDidAccept(() => run(this.#open())));
    this.#store.add(pick.onDidTriggerButton((button) => run(this.#press(button))));
    this.#store.add(pick.onDidTriggerItemButton(({ item, button }) => run(this.#act(item, button))));
  }

  async show(): Promise<void> {
    const hidden = new Promise<void>((resolve) => this.#store.add(this.#pick.onDidHide(() => resolve())));
    this.#pick.busy = true;
    this.#pick.show();
    await this.#reload();
    this.#pick.busy = false;
    const [bytes] = await Promise.all([
      storageUsed([this.#ports.folder]),
      this.#ports.library.prepareSearch(),
    ]);
    this.#pick.title = `${t("Conversations")} (${t("{0} on this machine", sizeWords(bytes))})`;
    await hidden;
    this.#store.dispose();
    if ((await this.#ports.library.rest()) > 0) {
      await this.#removeUnusedMedia();
    }
  }

  async #removeUnusedMedia(): Promise<void> {
    const { folder, storage } = this.#ports;
    if (storage !== undefined) {
      await removeUnusedMedia(await mediaPlaces(folder, storage));
    }
  }

  async #reload(): Promise<void> {
    this.#entries = await this.#ports.library.list();
    await this.#fill();
  }

  get #listed(): readonly IndexEntry[] {
    const { workspace } = this.#ports;
    return this.#isHereOnly
      ? this.#entries.filter((entry) => entry.workspace?.uri === workspace)
      : this.#entries;
  }

  async #fill(): Promise<void> {
    const search = ++this.#searches;
    const query = this.#pick.value.trim();
    const listed = this.#listed;
    const items =
      query === ""
        ? groupedItems(listed, new Date())
        : foundItems(listed, await this.#ports.library.search(query, MAX_HITS), query);
    if (search === this.#searches) {
      this.#pick.keepScrollPosition = true;
      this.#pick.items = items;
      const { workspace } = this.#ports;
      const filter = this.#isHereOnly ? this.#here : this.#everywhere;
      this.#pick.buttons = [...(workspace === undefined ? [] : [filter]), this.#import, this.#removeAll];
    }
  }

  async #open(): Promise<void> {
    const [item] = this.#pick.selectedItems;
    if (item?.entry !== undefined) {
      this.#pick.hide();
      await this.#ports.library.open(item.entry.id, item.turnId);
      await this.#ports.show(item.turnId);
    }
  }

  async #press(button: vscode.QuickInputButton): Promise<void> {
    if (button === this.#import) {
      this.#pick.hide();
      await this.#ports.conversationFiles.import();
      return;
    }
    if (button === this.#removeAll) {
      await this.#deleteAll();
      return;
    }
    this.#isHereOnly = !this.#isHereOnly;
    await this.#fill();
  }

  async #act(item: HistoryItem, button: vscode.QuickInputButton): Promise<void> {
    const { library } = this.#ports;
    const { entry } = item;
    const action = item.buttons?.find((each) => each === button)?.action ?? actionOf(button);
    if (entry === undefined) {
      return;
    }
    if (action === "pin") {
      await library.pin(entry.id, !entry.pinned);
      await this.#reload();
    } else if (action === "rename") {
      this.#pick.hide();
      const prompt = t("What is the conversation to be called?");
      const title = await vscode.window.showInputBox({ prompt, value: entry.title });
      await (title?.trim() ? library.rename(entry.id, title.trim()) : undefined);
    } else if (action === "export") {
      this.#pick.hide();
      await this.#ports.conversationFiles.export(entry.id);
    } else {
      await library.remove([entry.id]);
      await this.#reload();
      void this.#offerUndo([entry.id], t("“{0}” is deleted.", entry.title)).catch(this.#ports.fail);
    }
  }

  async #deleteAll(): Promise<void> {
    const ids = this.#listed.map(({ id }) => id);
    const yes = t("Delete");
    const question = t("Delete {0} conversations?", ids.length);
    const detail = t("For a day they can be brought back, until then they stay on this machine.");
    if (
      ids.length > 0 &&
      (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes
    ) {
      await this.#ports.library.remove(ids);
      await this.#offerUndo(ids, t("{0} conversations are deleted.", ids.length));
    }
  }

  async #offerUndo(ids: readonly string[], words: string): Promise<void> {
    const undo = t("Undo");
    if ((await vscode.window.showInformationMessage(words, undo)) === undo) {
      await this.#ports.library.restore(ids);
    }
  }
}

function actionOf(button: vscode.QuickInputButton): HistoryButton["action"] | undefined {
  return "action" in button ? (button as HistoryButton).action : undefined;
}
