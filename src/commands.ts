import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "./base/disposable.ts";
import type { AttachmentStore } from "./chat/ports.ts";
import type { ChatSession } from "./chat/session.ts";
import type { UserMessage } from "./chat/ports.ts";
import type { Lazy } from "./base/lazy.ts";
import { altTextPlace } from "./editor/altText.ts";
import type { Editing, EditingCommands } from "./editor/editing.lazy.ts";
import type { AnswerVersions } from "./host/answerVersions.ts";
import type { ConversationFiles } from "./host/conversationFiles.ts";
import { toCurl } from "./host/curl.ts";
import type { GeminiService } from "./host/geminiService.ts";
import { type KeyPorts, removeApiKey, setApiKey, testConnection } from "./host/keyCommands.ts";
import type { Log } from "./host/log.ts";
import { chooseFiles, chosenUris, openQuestion, toCandidates } from "./host/media/attachActions.ts";
import { askAboutFiles, type FileAction } from "./host/media/fileActions.ts";
import { takeIn } from "./host/media/intake.ts";
import { manageUploads } from "./host/media/manageUploads.ts";
import type { Media } from "./host/media/media.ts";
import { bring, prepareTranscription } from "./host/media/transcribe.ts";
import type { ModelPicker } from "./host/models.ts";
import type { Settings } from "./host/settings.ts";
import type { Usage } from "./host/usage.ts";
import type { ChatPanel } from "./webview/chatPanel.ts";

/** The objects that commands act on. */
export interface App {
  readonly session: ChatSession;
  readonly panel: ChatPanel;
  readonly attachments: AttachmentStore;
  readonly media: Media;
  readonly settings: Settings;
  readonly editing: Lazy<Editing>;
  readonly models: ModelPicker;
  readonly gemini: GeminiService;
  readonly keys: KeyPorts;
  readonly log: Log;
  readonly files: ConversationFiles;
  readonly versions: AnswerVersions;
  readonly usage: Usage;
  /** Shows all conversations. */
  readonly history: () => Promise<void>;
}

type Handler = (...args: readonly unknown[]) => unknown;

/** Every command of the manifest but for the prefix `castor.`: a test holds the two against each other. */
export function createCommandTable(app: App) {
  const { session, panel, keys } = app;
  return {
    openChat: () => panel.reveal({ preserveFocus: false }),
    newChat: async () => {
      session.newChat();
      await panel.reveal({ preserveFocus: false });
    },
    showConversations: () => app.history(),
    ...conversationHandlers(app),
    stop: () => session.stop(),
    regenerate: () => session.regenerateLast(),
    selectModel: () => app.models.pick(),
    openInEditor: () => panel.openInEditor(),
    moveToSecondarySideBar: () => moveView("workbench.view.extension.castor-secondary"),
    moveToPrimarySideBar: () => moveView("workbench.view.extension.castor"),
    focusLastMessage: () => panel.focusLastMessage(),
    setApiKey: () => setApiKey(keys),
    removeApiKey: () => removeApiKey(keys),
    testConnection: () => testConnection(keys),
    attachFiles: async (clicked, selected) => {
      const uris =
        clicked === undefined && selected === undefined ? await chooseFiles() : chosenUris(clicked, selected);
      await panel.attach(toCandidates(uris));
      await panel.reveal({ preserveFocus: false });
    },
    askAboutFile: async (clicked, selected) => {
      const uris = chosenUris(clicked, selected);
      await panel.attach(toCandidates(uris));
      await panel.suggest(openQuestion(uris.length));
      await panel.reveal({ preserveFocus: false });
    },
    describeImage: (...args) => askAll(app, "describeImage", args),
    describeVideo: (...args) => askAll(app, "describeVideo", args),
    summarizeAudio: (...args) => askAll(app, "summarizeAudio", args),
    summarizePdf: (...args) => askAll(app, "summarizePdf", args),
    transcribe: async (clicked) => {
      const { attachments: store, media, editing } = app;
      const question = await prepareTranscription(clicked, { store, delivery: media.delivery });
      if (question !== undefined) {
        const { languageId, parts } = question;
        const { writer } = await editing.get();
        await writer.writeDocument(languageId, { question: { parts }, shape: (chunks) => chunks });
      }
    },
    generateAltText: () => writeAltText(app),
    manageUploadedFiles: () => manageUploads(app.gemini.files, app.media.records),
    ...editingHandlers(app),
    showLastRequestAsCurl: () => showLastRequest(app),
    showLog: () => app.log.show(),
    openSettings: () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:castor.castor"),
  } satisfies Readonly<Record<string, Handler>>;
}

const editingCommands = [
  "explainSelection",
  "explainProblem",
  "explainChange",
  "explainOutput",
  "explainTerminal",
  "generateAtCursor",
  "editSelection",
  "suggest",
  "pasteAs",
  "acceptChanges",
  "discardChanges",
  "stopGenerating",
  "fixThis",
  "documentThis",
  "writeTests",
  "translateCode",
  "continueHere",
  "runCommand",
  "runEditorCommand",
  "runFileCommand",
  "newCustomCommand",
  "editCustomCommands",
  "writeCommitMessage",
  "stopCommitMessage",
] as const satisfies readonly (keyof EditingCommands)[];

/** What reads from documents and writes into them is loaded with the first of these. */
function editingHandlers({ editing }: App): Readonly<Record<string, Handler>> {
  return Object.fromEntries(
    editingCommands.map((id) => [
      id,
      async (...args: readonly unknown[]) => {
        const handler: Handler = (await editing.get()).commands[id];
        await handler(...args);
      },
    ]),
  );
}

/** Conversations as a whole, and what they have taken. */
function conversationHandlers(app: App) {
  return {
    showUsage: async () => {
      const { showUsage } = await import("./webview/usagePanel.lazy.ts");
      showUsage(await app.usage.entries(), app.settings.usagePrices);
    },
    exportConversation: () => app.files.export(),
    importConversation: (file) => app.files.import(file instanceof vscode.Uri ? file : undefined),
    askAnotherModel: async () => {
      await app.versions.askAnother();
      await app.panel.reveal({ preserveFocus: true });
    },
    compareAnswers: () => app.versions.compare(),
  } satisfies Readonly<Record<string, Handler>>;
}

/** Registers the table; what a command throws is told to the person through `fail`. */
export function registerCommands(
  table: Readonly<Record<string, Handler>>,
  fail: (error: unknown) => void,
): Disposable {
  const store = new DisposableStore();
  for (const [id, handler] of Object.entries(table)) {
    const run = async (...args: readonly unknown[]) => {
      try {
        await handler(...args);
      } catch (error) {
        fail(error);
      }
    };
    store.add(vscode.commands.registerCommand(`castor.${id}`, run));
  }
  return store;
}

/** Sends the message, now or after the answer that is under way, and shows the chat. */
export async function askInChat(
  { session, panel }: Pick<App, "session" | "panel">,
  message: UserMessage,
): Promise<void> {
  if (session.active) {
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("Castor asks this as soon as the answer before it has ended."),
      5000,
    );
  }
  session.send(message);
  await panel.reveal({ preserveFocus: true });
}

async function askAll(app: App, action: FileAction, args: readonly unknown[]): Promise<void> {
  for (const message of await askAboutFiles(action, args, {
    settings: app.settings,
    store: app.attachments,
  })) {
    await askInChat(app, message);
  }
}

async function writeAltText({ attachments, media, editing }: App): Promise<void> {
  const { image, target, shape } = altTextPlace(vscode.window.activeTextEditor);
  const [candidate] = toCandidates([image]);
  const parts = candidate && (await bring(media.delivery, await takeIn(candidate, attachments)));
  if (parts !== undefined) {
    const text =
      "Write alt text for this image: one line of at most 125 characters that says what matters in it. Write nothing else, no quotes.";
    const { writer } = await editing.get();
    await writer.write({ target, question: { parts: [...parts, { text }] }, shape, mode: "insert" });
  }
}

async function moveView(destinationId: string): Promise<void> {
  await vscode.commands.executeCommand("vscode.moveViews", { viewIds: ["castor.chat"], destinationId });
  await vscode.commands.executeCommand("castor.openChat");
}

async function showLastRequest({ gemini }: App): Promise<void> {
  const { lastRequest } = gemini;
  if (lastRequest === undefined) {
    await vscode.window.showInformationMessage(vscode.l10n.t("Castor has sent nothing yet in this window."));
    return;
  }
  const document = await vscode.workspace.openTextDocument({
    content: `${toCurl(lastRequest)}\n`,
    language: "shellscript",
  });
  await vscode.window.showTextDocument(document);
}
