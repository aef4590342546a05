import * as vscode from "vscode";
import { codeOfTurn } from "../chat/codeOfTurn.ts";
import type { AttachmentStore } from "../chat/ports.ts";
import { DisposableStore } from "../base/disposable.ts";
import type { Candidate } from "../host/media/intake.ts";
import type { Media } from "../host/media/media.ts";
import { dispatch, type Handlers, type PanelState, type ToHost, type ToView } from "../shared/protocol.ts";
import { AnswerReady } from "./answerReady.ts";
import { ChatView } from "./chatView.ts";
import { ContextDesk, type ContextDeskPorts } from "./contextDesk.ts";
import { ComposerDesk, type ComposerDeskPorts } from "./composerDesk.ts";
import { FileDesk, type FileDeskPorts } from "./fileDesk.ts";
import { mediaHandlers } from "./mediaDesk.ts";
import type { PanelActions } from "./panelActions.ts";
import { actOnProblem } from "./problemDesk.ts";
import { QueueDesk } from "./queueDesk.ts";
import { type TurnDeskPorts, turnHandlers } from "./turnDesk.ts";

export const VIEW_ID = "castor.chat";
export const PANEL_ID = "castor.chatPanel";

export interface ChatPanelPorts extends TurnDeskPorts {
  readonly attachments: AttachmentStore;
  /** The conversation that was open last is open again. */
  readonly restored: Promise<void>;
  readonly drafts: ComposerDeskPorts["drafts"];
  readonly stored: ComposerDeskPorts["stored"];
  readonly whenFull: ContextDeskPorts["whenFull"];
  /** Told when somebody writes. */
  readonly warm: () => void;
  readonly extensionUri: vscode.Uri;
  readonly media: Media;
  /** Where the attachment store keeps its files. */
  readonly mediaFolder: vscode.Uri;
  readonly counting: FileDeskPorts["counting"];
  readonly panelState: () => Promise<PanelState>;
  readonly actions: PanelActions;
  /** Whether a notification tells of an answer that nobody saw. */
  readonly notifies: () => boolean;
  readonly log: (problem: string) => void;
}

/** Binds the one conversation to every place that shows it: the side bar's view and editor tabs. */
export class ChatPanel
  implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, vscode.Disposable
{
  readonly #ports: ChatPanelPorts;
  readonly #views = new Set<ChatView>();
  readonly #store = new DisposableStore();
  readonly #desk: FileDesk;
  readonly #ready: AnswerReady;
  readonly #composer: ComposerDesk;
  readonly #queue: QueueDesk;
  readonly #context: ContextDesk;
  #sideBar: vscode.WebviewView | undefined;
  #tab: vscode.WebviewPanel | undefined;

  constructor(ports: ChatPanelPorts) {
    this.#ports = ports;
    const { session } = ports;
    this.#composer = this.#store.add(
      new ComposerDesk({
        ...ports,
        post: (message, except) => this.#post(message, except),
        makeRoom: () => this.#context.makeRoom(),
        onChanged: () => this.#desk.recount(),
      }),
    );
    this.#queue = this.#store.add(
      new QueueDesk({
        session,
        composer: this.#composer,
        post: (message) => this.#post(message),
        fail: ports.fail,
      }),
    );
    this.#store.add(session.onEvent((event) => this.#post({ type: "transcript", events: [event] })));
    this.#store.add(
      session.onReset((transcript) => {
        this.#post({ type: "snapshot", ...this.#composer.standing, transcript });
        this.#post(this.#queue.message);
      }),
    );
    this.#store.add(session.onTitle(() => this.#entitle()));
    const { media, counting, fail } = ports;
    this.#desk = this.#store.add(
      new FileDesk({
        media,
        counting,
        fail,
        transcript: () => session.transcript,
        draft: () => this.#composer.text,
        post: (message) => this.#post(message),
      }),
    );
    this.#context = this.#store.add(
      new ContextDesk({
        session,
        whenFull: ports.whenFull,
        count: () => this.#desk.count,
        standing: () => ({ text: this.#composer.text, files: media.tray.keptOf(media.tray.owner) }),
        putBack: (text, files) => this.#composer.putBack(text, files),
        post: (message) => this.#post(message),
        fail,
      }),
    );
    this.#ready = this.#store.add(
      new AnswerReady({
        session,
        isSeen: () => this.#sideBar?.visible === true || this.#tab?.visible === true,
        badge: (badge) => this.#setBadge(badge),
        notifies: ports.notifies,
        reveal: () => this.#await(this.reveal({ preserveFocus: false })),
      }),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#sideBar = view;
    this.#entitle();
    const chat = this.#show(view.webview);
    view.onDidChangeVisibility(() => this.#ready.look());
    this.#ready.look();
    view.onDidDispose(() => {
      this.#sideBar = undefined;
      this.#drop(chat);
    });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#adopt(panel);
    return Promise.resolve();
  }

  openInEditor(): void {
    this.#adopt(
      vscode.window.createWebviewPanel(PANEL_ID, vscode.l10n.t("Castor Chat"), vscode.ViewColumn.Active),
    );
  }

  /** Brings the chat to the front, where it is; without `preserveFocus` the cursor goes into its input. */
  async reveal({ preserveFocus }: { readonly preserveFocus: boolean }): Promise<void> {
    if (this.#tab?.visible === true) {
      this.#tab.reveal(undefined, preserveFocus);
    } else if (this.#sideBar !== undefined && preserveFocus) {
      this.#sideBar.show(true);
    } else {
      await vscode.commands.executeCommand(`${VIEW_ID}.focus`, { preserveFocus });
    }
    if (!preserveFocus) {
      this.#post({ type: "focusInput" });
    }
  }

  /** Puts words into the composer that stand ready to be changed, unless there are some. */
  async suggest(text: string): Promise<void> {
    await this.#ports.restored;
    this.#composer.suggest(text);
  }

  /** Puts files into the composer of the conversation that is open. */
  async attach(candidates: readonly Candidate[]): Promise<void> {
    await this.#ports.restored;
    this.#ports.media.tray.add(candidates);
  }

  /** Brings the turn into view, where the chat is shown. */
  showTurn(turnId: string): void {
    this.#post({ type: "showTurn", turnId });
  }

  focusLastMessage(): void {
    this.#post({ type: "focusLastMessage" });
  }

  /** Tells every view what stands around the conversation now. */
  async refresh(): Promise<void> {
    this.#desk.recount();
    this.#post({ type: "panel", panel: await this.#ports.panelState() });
  }

  dispose(): void {
    this.#store.dispose();
    this.#views.forEach((view) => view.dispose());
    this.#views.clear();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const icon = (theme: string) =>
      vscode.Uri.joinPath(this.#ports.extensionUri, "media", `tab-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    const chat = this.#show(panel.webview);
    this.#tab = panel;
    this.#entitle();
    panel.onDidChangeViewState(() => this.#ready.look());
    this.#ready.look();
    panel.onDidDispose(() => {
      this.#tab = this.#tab === panel ? undefined : this.#tab;
      this.#drop(chat);
    });
  }

  #show(webview: vscode.Webview): ChatView {
    const { extensionUri, mediaFolder } = this.#ports;
    const workspaceFolders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    const folders = { extension: extensionUri, media: [mediaFolder, ...workspaceFolders] };
    const view = new ChatView(webview, folders, {
      onMessage: (message, sender) => dispatch(message, this.#handlers(sender)),
      onProblem: this.#ports.log,
    });
    this.#views.add(view);
    return view;
  }

  /** What the conversation is called stands above it. */
  #entitle(): void {
    const { title } = this.#ports.session;
    if (this.#sideBar !== undefined) {
      // A description is not shown where the view is alone in its container.
      this.#sideBar.title = title || vscode.l10n.t("Chat");
    }
    if (this.#tab !== undefined) {
      this.#tab.title = title || vscode.l10n.t("Castor Chat");
    }
  }

  #drop(view: ChatView): void {
    this.#views.delete(view);
    view.dispose();
    this.#desk.drop(view);
  }

  #setBadge(badge: vscode.ViewBadge | undefined): void {
    if (this.#sideBar) {
      this.#sideBar.badge = badge;
    }
  }

  #post(message: ToView, except?: ChatView): void {
    for (const view of this.#views) {
      if (view !== except) {
        view.post(message);
      }
    }
  }

  #handlers(view: ChatView): Handlers<ToHost> {
    const { session, actions } = this.#ports;
    return {
      ready: () => this.#await(this.#greet(view)),
      ...this.#desk.handlers(view),
      ...mediaHandlers(this.#ports, view),
      ...turnHandlers(this.#ports),
      ...this.#composer.handlers(view),
      ...this.#queue.handlers(),
      ...this.#context.handlers(),
      pickModel: () => actions.run("pickModel"),
      action: (problem) =>
        actOnProblem({ ...this.#ports, summarize: (turnId) => this.#summarize(turnId) }, problem),
      useEnvironmentKey: () => actions.useEnvironmentKey(),
      openLink: ({ url }) => actions.openLink(url),
      copy: ({ text }) => actions.copy(text),
      previewMarkdown: ({ text }) => actions.previewMarkdown(text),
      insertCode: ({ code }) => actions.insertCode(code),
      replaceSelection: ({ code }) => actions.replaceSelection(code),
      applyCode: ({ code, files, turnId }) =>
        actions.applyCode({ code, files, ...codeOfTurn(session.transcript, turnId, code) }),
      newFile: ({ code, languageId }) => actions.newFile(code, languageId),
      viewError: ({ message }) => this.#ports.log(`The panel's page: ${message}`),
    };
  }

  async #summarize(turnId: string): Promise<void> {
    if (await this.#context.summarize(turnId)) {
      this.#ports.session.regenerate(turnId);
    }
  }

  async #greet(view: ChatView): Promise<void> {
    // English message → this language's, as VS Code loaded it for the extension.
    const translations = { ...vscode.l10n.bundle };
    view.post({ type: "hello", language: vscode.env.language, translations });
    view.post({ type: "panel", panel: await this.#ports.panelState() });
    await this.#ports.restored;
    view.post({ type: "snapshot", transcript: this.#ports.session.transcript, ...this.#composer.standing });
    view.post(this.#queue.message);
    this.#desk.greet(view);
  }

  #await(work: Promise<void>): void {
    work.catch((error: unknown) => this.#ports.log(String(error)));
  }
}
