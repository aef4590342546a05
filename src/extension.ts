import * as vscode from "vscode";
import { DisposableStore } from "./base/disposable.ts";
import { Lazy } from "./base/lazy.ts";
import { TitleMaker } from "./chat/titleMaker.ts";
import { type App, createCommandTable, registerCommands } from "./commands.ts";
import { type Core, createCore } from "./core.ts";
import { loadEditing, registerCodeActions, wakeEditing } from "./editing.ts";
import { LastEditor } from "./editor/lastEditor.ts";
import { environmentKey } from "./host/apiKey.ts";
import { AnswerVersions } from "./host/answerVersions.ts";
import { ContextKeys } from "./host/contextKeys.ts";
import { type ConversationFiles, createConversationFiles } from "./host/conversationFiles.ts";
import { offerEnvironmentKeyOnce, useEnvironmentKey } from "./host/keyCommands.ts";
import { createCounting } from "./host/media/counting.ts";
import { ModelPicker } from "./host/models.ts";
import { readPanelState } from "./host/panelState.ts";
import { problemOf, sentence } from "./host/problems.ts";
import { ChatPanel, PANEL_ID, VIEW_ID } from "./webview/chatPanel.ts";
import { MarkdownPreview } from "./webview/markdownPreview.ts";
import { createPanelActions } from "./webview/panelActions.ts";

let saveAll: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const core = createCore(context, store);
  const { session, settings, keys, conversations, media, usage } = core;
  const app = createApp(context, store, core);
  store.add(createTitles(core));
  saveAll = async () => {
    // Each by itself: the window goes soon, and nothing that is written waits for, or is lost with, what is still loading.
    const reviews = app.editing.peek()?.then((editing) => editing.flush());
    await Promise.all([conversations.flush(), media.flush(), usage.flush(), reviews]);
  };

  store.add(registerCommands(createCommandTable(app), core.fail));
  store.add(vscode.window.registerWebviewViewProvider(VIEW_ID, app.panel));
  store.add(vscode.window.registerWebviewPanelSerializer(PANEL_ID, app.panel));
  store.add(registerCodeActions(app.editing));
  store.add(new ContextKeys(session));
  const refresh = () => core.run(app.panel.refresh());
  store.add(keys.onDidChange(refresh));
  store.add(settings.onDidChange(refresh));
  core.run(core.restored);
  core.run(offerEnvironmentKeyOnce(context.globalState, core.keyPorts));
}

/** VS Code waits for this before the window goes. */
export async function deactivate(): Promise<void> {
  await saveAll?.();
}

function createTitles({ session, gemini, settings, library, log }: Core): TitleMaker {
  return new TitleMaker({
    session,
    generate: gemini.generateQuietly,
    options: () => settings.generation,
    isEnabled: () => settings.makesTitles,
    keep: (id, title) => library.suggestTitle(id, title),
    log: (problem) => log.info(problem),
  });
}

function createApp(context: vscode.ExtensionContext, store: DisposableStore, core: Core): App {
  const { settings, log, keys, gemini, attachments, media, session, keyPorts, run, fail } = core;
  const lastEditor = store.add(new LastEditor());
  const warm = () => run(gemini.warm());
  const editing = new Lazy(() => loadEditing(context, store, { core, lastEditor, warm, panel: () => panel }));
  run(wakeEditing(context, store, { editing, settings, run }));
  const preview = store.add(new MarkdownPreview());
  const actions = createPanelActions({
    previewMarkdown: (text) => preview.show(text),
    code: {
      insert: async (code) => (await editing.get()).code.insert(code),
      replaceSelection: async (code) => (await editing.get()).code.replaceSelection(code),
      apply: async (request) => (await editing.get()).code.apply(request),
    },
    useEnvironmentKey: async () => {
      const found = environmentKey();
      await (found && useEnvironmentKey(keyPorts, found));
    },
    fail,
  });
  const files = createFiles(core, () => panel.reveal({ preserveFocus: false }));
  const describe = (error: unknown) => sentence(problemOf(error, gemini.problemContext));
  const models = new ModelPicker(gemini, settings, context.globalState, describe);
  const chooseModel = () => models.choose(vscode.l10n.t("Choose the model that answers this question too"));
  const versions = store.add(new AnswerVersions({ session, chooseModel, markdown: files.markdown }));
  const panel: ChatPanel = store.add(
    new ChatPanel({
      session,
      copyTurn: (turnId) => files.copyTurn(turnId),
      versions,
      attachments,
      actions,
      restored: core.restored.catch(() => undefined),
      drafts: core.conversations.drafts,
      stored: () => core.conversations.store.flush(),
      whenFull: () => settings.whenFull,
      warm,
      media,
      mediaFolder: core.conversations.mediaFolder,
      counting: createCounting({ session, settings, gemini, delivery: media.delivery }),
      fail,
      extensionUri: context.extensionUri,
      notifies: () => settings.notifiesOfAnswers,
      panelState: () => readPanelState(settings, keys),
      log: (problem) => log.warn(problem),
    }),
  );
  const history = () => openHistory(context, core, panel, files);
  return { ...core, keys: keyPorts, panel, models, history, files, versions, editing };
}

/** Conversations that leave as files, and come back. */
function createFiles(core: Core, show: () => Promise<void>): ConversationFiles {
  const { session, library, attachments, conversations, keys } = core;
  const { mediaFolder } = conversations;
  const key = () => keys.current();
  return createConversationFiles({ session, library, attachments, mediaFolder, key, show });
}

async function openHistory(
  { globalStorageUri, storageUri }: vscode.ExtensionContext,
  { library, conversations, fail }: Core,
  panel: ChatPanel,
  conversationFiles: ConversationFiles,
): Promise<void> {
  const { showHistory } = await import("./host/history.lazy.ts");
  await showHistory({
    library,
    workspace: conversations.workspace()?.uri,
    folder: globalStorageUri.fsPath,
    storage: storageUri?.fsPath,
    conversationFiles,
    show: async (turnId) => {
      await panel.reveal({ preserveFocus: false });
      if (turnId !== undefined) {
        panel.showTurn(turnId);
      }
    },
    fail,
  });
}
