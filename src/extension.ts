import * as vscode from "vscode";
import { DisposableStore } from "./base/disposable.ts";
import { Library } from "./chat/library.ts";
import { ChatSession } from "./chat/session.ts";
import { type App, askInChat, createCommandTable, registerCommands } from "./commands.ts";
import { CodeWriter } from "./editor/codeWriter.ts";
import { CommitWriter } from "./editor/commit/commitWriter.ts";
import { ExplainActionProvider } from "./editor/explain.ts";
import { ExplainProblemProvider } from "./editor/explainProblem.ts";
import { LastEditor } from "./editor/lastEditor.ts";
import type { ModelPorts } from "./editor/modelText.ts";
import { PanelCode } from "./editor/panelCode.ts";
import { PromptActionProvider } from "./editor/prompts/promptActions.ts";
import { PromptCommands } from "./editor/prompts/promptCommands.ts";
import { PromptLibrary } from "./editor/prompts/promptLibrary.ts";
import { PromptRunner } from "./editor/prompts/promptRunner.ts";
import { ProjectInstructions } from "./editor/projectInstructions.ts";
import { Reviews } from "./editor/reviews.ts";
import { Suggestions } from "./editor/suggest/suggestions.ts";
import { type InputMemory, type WriteCommandPorts, WriteCommands } from "./editor/writeCommands.ts";
import { ApiKeys, environmentKey } from "./host/apiKey.ts";
import { AttachmentFiles } from "./host/attachmentFiles.ts";
import { besideThePanel } from "./host/besideThePanel.ts";
import { ContextKeys } from "./host/contextKeys.ts";
import { createConversations } from "./host/conversations.ts";
import { GeminiService } from "./host/geminiService.ts";
import { type KeyPorts, offerEnvironmentKey, useEnvironmentKey } from "./host/keyCommands.ts";
import { Log } from "./host/log.ts";
import { createCounting } from "./host/media/counting.ts";
import { createMedia } from "./host/media/media.ts";
import { createPromptFiles } from "./host/media/promptFiles.ts";
import { languageIdFor } from "./host/languageId.ts";
import { ModelPicker } from "./host/models.ts";
import { Network } from "./host/network.ts";
import { readPanelState } from "./host/panelState.ts";
import { problemOf, sentence } from "./host/problems.ts";
import { Settings } from "./host/settings.ts";
import { showProblem } from "./host/showProblem.ts";
import { TextFile } from "./host/textFile.ts";
import { createWording } from "./host/wording.ts";
import { ChatPanel, PANEL_ID, VIEW_ID } from "./webview/chatPanel.ts";
import { MarkdownPreview } from "./webview/markdownPreview.ts";
import { createPanelActions } from "./webview/panelActions.ts";

const ENVIRONMENT_KEY_OFFERED = "castor.environmentKeyOffered";

let saveAll: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const core = createCore(context, store);
  const { session, settings, keys, conversations, media } = core;
  const app = createApp(context, store, core);
  saveAll = async () => {
    await Promise.all([conversations.flush(), media.flush(), app.reviews.flush()]);
  };

  store.add(registerCommands(createCommandTable(app), core.fail));
  store.add(vscode.window.registerWebviewViewProvider(VIEW_ID, app.panel));
  store.add(vscode.window.registerWebviewPanelSerializer(PANEL_ID, app.panel));
  store.add(
    vscode.languages.registerCodeActionsProvider("*", new ExplainProblemProvider(), {
      providedCodeActionKinds: [ExplainProblemProvider.kind],
    }),
  );
  store.add(
    vscode.languages.registerCodeActionsProvider("*", new ExplainActionProvider(), {
      providedCodeActionKinds: [ExplainActionProvider.kind],
    }),
  );
  store.add(
    vscode.languages.registerCodeActionsProvider("*", new PromptActionProvider(app.library), {
      providedCodeActionKinds: PromptActionProvider.kinds,
    }),
  );
  store.add(new ContextKeys(session));
  const refresh = () => core.run(app.panel.refresh());
  store.add(keys.onDidChange(refresh));
  store.add(settings.onDidChange(refresh));
  core.run(conversations.takeOver().then(() => session.restore()));
  core.run(offerEnvironmentKeyOnce(context, core.keyPorts));
}

/** VS Code waits for this before the window goes. */
export async function deactivate(): Promise<void> {
  await saveAll?.();
}

/** The path of a file that is kept for the workspace, or for the window if none is open. */
function storedIn({ storageUri, globalStorageUri }: vscode.ExtensionContext, name: string): string {
  return vscode.Uri.joinPath(storageUri ?? globalStorageUri, name).fsPath;
}

function createCore(context: vscode.ExtensionContext, store: DisposableStore) {
  const settings = new Settings();
  const log = store.add(new Log(settings));
  const keys = store.add(new ApiKeys(context.secrets, settings));
  const network = store.add(new Network());
  const gemini = new GeminiService(settings, keys, network, log);
  const onProblem = (error: unknown) => fail(error);
  const conversations = createConversations({ context, onProblem, warn: (problem) => log.warn(problem) });
  store.add(conversations.store);
  const { mediaFolder } = conversations;
  const attachments = new AttachmentFiles(mediaFolder);
  const media = createMedia({
    gemini,
    settings,
    keys,
    store: attachments,
    folder: mediaFolder,
    global: context.globalStorageUri,
    onProblem,
  });
  store.add(media.uploads);
  const wording = createWording(() => gemini.problemContext);
  const session = store.add(
    new ChatSession({
      client: gemini,
      options: () => settings.generation,
      attachments,
      media: media.delivery,
      store: conversations.store,
      current: conversations.current,
      workspace: conversations.workspace,
      onChanged: (tree) => conversations.index.update(tree),
      wording,
    }),
  );
  const check: KeyPorts["check"] = (key, signal) => gemini.checkKey(key, signal);
  const keyPorts: KeyPorts = { keys, settings, check };
  const run = (work: Thenable<unknown>) => void work.then(undefined, (error: unknown) => fail(error));
  const fail = (error: unknown): void => {
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    run(showProblem(problemOf(error, gemini.problemContext)));
  };
  return {
    settings,
    log,
    keys,
    gemini,
    attachments,
    media,
    conversations,
    wording,
    session,
    keyPorts,
    run,
    fail,
  };
}

type Core = ReturnType<typeof createCore>;

function createApp(context: vscode.ExtensionContext, store: DisposableStore, core: Core): App {
  const { settings, log, keys, gemini, attachments, media, wording, session, keyPorts, run, fail } = core;
  const lastEditor = store.add(new LastEditor());
  const warm = () => run(gemini.warm());
  const reviews = store.add(new Reviews(new TextFile(storedIn(context, "reviews.json"), fail)));
  run(reviews.restore());
  const model: ModelPorts = {
    client: gemini,
    options: () => settings.generation,
    wording,
    showProblem: (problem) => run(showProblem(problem)),
  };
  const writer = store.add(new CodeWriter({ ...model, reviews }));
  const commits = store.add(new CommitWriter(model));
  const suggestions = createSuggestions(store, settings, model);
  const preview = store.add(new MarkdownPreview());
  const actions = createPanelActions({
    previewMarkdown: (text) => preview.show(text),
    code: new PanelCode({ writer, reviews, editor: () => lastEditor.get(), column: besideThePanel }),
    useEnvironmentKey: async () => {
      const found = environmentKey();
      await (found && useEnvironmentKey(keyPorts, found));
    },
    fail,
  });
  const panel = store.add(
    new ChatPanel({
      session,
      attachments,
      actions,
      draft: core.conversations.draft,
      warm,
      media,
      mediaFolder: core.conversations.mediaFolder,
      counting: createCounting({ session, settings, gemini, delivery: media.delivery }),
      fail,
      extensionUri: context.extensionUri,
      panelState: () => readPanelState(settings, keys),
      log: (problem) => log.warn(problem),
    }),
  );
  const describe = (error: unknown) => sentence(problemOf(error, gemini.problemContext));
  const models = new ModelPicker(gemini, settings, context.globalState, describe);
  const file = () => settings.instructionsFile;
  const instructions = new ProjectInstructions({ file, log: (message) => log.info(message) });
  const asking = { writer, warm, instructions, memory: inputMemory(context) };
  const write = new WriteCommands(asking);
  const shared = { session, panel, attachments, media, settings, models, gemini, keys: keyPorts, log };
  const prompts = createPrompts(context, store, { core, panel, write, asking });
  const history = () => openHistory(context, core, panel);
  return { ...shared, history, writer, write, reviews, commits, suggestions, warm, ...prompts };
}

/** Nothing is registered before it is wanted: VS Code asks every provider at every key. */
function createSuggestions(store: DisposableStore, settings: Settings, model: ModelPorts): Suggestions {
  const suggestions = store.add(new Suggestions({ ...model, isEnabled: () => settings.suggestsCode }));
  suggestions.update();
  store.add(settings.onDidChange(() => suggestions.update()));
  return suggestions;
}

type PromptParts = Pick<App, "panel" | "write"> & {
  readonly core: Core;
  readonly asking: WriteCommandPorts;
};

/** What was typed last is there again after a reload; it may speak of the workspace, so it stays in it. */
function inputMemory({ workspaceState }: vscode.ExtensionContext): InputMemory {
  return {
    get: (purpose) => workspaceState.get<string>(`castor.input.${purpose}`),
    set: (purpose, typed) => workspaceState.update(`castor.input.${purpose}`, typed),
  };
}

/** The commands that stand in files: Castor's, the person's and the workspace's. */
function createPrompts(
  { extensionUri, globalStorageUri }: vscode.ExtensionContext,
  store: DisposableStore,
  { core, panel, write, asking }: PromptParts,
): Pick<App, "prompts" | "library"> {
  const folders = {
    builtIn: vscode.Uri.joinPath(extensionUri, "media", "prompts"),
    user: vscode.Uri.joinPath(globalStorageUri, "prompts"),
  };
  const library = store.add(new PromptLibrary(folders, core.fail));
  const runner = new PromptRunner({
    ...asking,
    write,
    files: createPromptFiles({ store: core.attachments, delivery: core.media.delivery }),
    ask: (message) => askInChat({ session: core.session, panel }, message),
    languageId: languageIdFor,
  });
  return { library, prompts: new PromptCommands(library, runner) };
}

async function openHistory(
  { globalStorageUri }: vscode.ExtensionContext,
  { session, conversations, fail }: Core,
  panel: ChatPanel,
): Promise<void> {
  const { showHistory } = await import("./host/history.lazy.ts");
  await showHistory({
    library: new Library({ session, ...conversations }),
    workspace: conversations.workspace()?.uri,
    folder: globalStorageUri.fsPath,
    show: async (turnId) => {
      await panel.reveal({ preserveFocus: false });
      if (turnId !== undefined) {
        panel.showTurn(turnId);
      }
    },
    fail,
  });
}

/** A key in the environment is asked about one time, and only while there is no other. */
async function offerEnvironmentKeyOnce(
  { globalState }: vscode.ExtensionContext,
  ports: KeyPorts,
): Promise<void> {
  const found = environmentKey();
  const { keys, settings } = ports;
  const wanted = found !== undefined && settings.needsKey && !globalState.get(ENVIRONMENT_KEY_OFFERED, false);
  if (wanted && (await keys.current()) === "") {
    await globalState.update(ENVIRONMENT_KEY_OFFERED, true);
    await offerEnvironmentKey(ports, found);
  }
}
