import {
  EventEmitter,
  type Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { ApiKeys } from "../../src/host/apiKey.ts";
import { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { GeminiService } from "../../src/host/geminiService.ts";
import { Log } from "../../src/host/log.ts";
import { createMedia, type Media } from "../../src/host/media/media.ts";
import { Network } from "../../src/host/network.ts";
import { Settings } from "../../src/host/settings.ts";
import type { Attachment } from "../../src/shared/attachment.ts";
import { dispatch, type Handlers, type ToHost, type ToView } from "../../src/shared/protocol.ts";
import type { Transcript } from "../../src/shared/transcript.ts";
import { ChatView } from "../../src/webview/chatView.ts";
import { FileDesk } from "../../src/webview/fileDesk.ts";
import { newFolder, repositoryFile, testContext } from "./support.ts";

/** A page that the test speaks for, at the other end of a real view. */
export class SpokenPage {
  readonly posted: ToView[] = [];
  /** Messages to a page that is not shown get lost. */
  isShown = true;
  readonly #said = new EventEmitter<unknown>();
  readonly webview: Webview = {
    options: {},
    html: "",
    cspSource: "",
    asWebviewUri: (uri) => uri,
    onDidReceiveMessage: this.#said.event,
    postMessage: (message: ToView) => {
      if (this.isShown) this.posted.push(message);
      return Promise.resolve(this.isShown);
    },
  };

  say(message: unknown): void {
    this.#said.fire(message);
  }

  told<T extends ToView["type"]>(type: T): readonly Extract<ToView, { readonly type: T }>[] {
    return this.posted.filter((message) => message.type === type) as Extract<ToView, { readonly type: T }>[];
  }
}

/** The desk for files with everything behind it that is real, and views to speak to it through. */
export class TestDesk {
  readonly media: Media;
  readonly desk: FileDesk;
  readonly folder: Uri;
  readonly problems: string[] = [];
  transcript: Transcript = { id: "c", turns: [] };
  draft = "";
  readonly #extension: Uri;
  readonly #views: ChatView[] = [];
  readonly #panels: WebviewPanel[] = [];
  readonly #owned: readonly { dispose(): void }[];

  private constructor(media: Media, folder: Uri, extension: Uri, owned: readonly { dispose(): void }[]) {
    this.media = media;
    this.folder = folder;
    this.#extension = extension;
    this.#owned = owned;
    this.desk = new FileDesk({
      media,
      transcript: () => this.transcript,
      draft: () => this.draft,
      counting: {
        model: () => "gemini-test",
        history: () => ({ tokens: 0, hasFiles: false }),
        count: () => Promise.resolve(1234),
        parts: (tokens) => ({ system: 0, history: 0, files: tokens, message: 0 }),
        limit: () => Promise.resolve(1_048_576),
        onDidChange: () => ({ dispose: () => undefined }),
      },
      post: (message) => this.#views.forEach((view) => view.post(message)),
      fail: (error) => this.problems.push(String(error)),
    });
  }

  static async create(): Promise<TestDesk> {
    const { secrets } = await testContext();
    const folder = await newFolder();
    await workspace.fs.createDirectory(folder);
    const settings = new Settings();
    const silent = () => undefined;
    const channel = {
      trace: silent,
      info: silent,
      warn: silent,
      error: silent,
      show: silent,
      dispose: silent,
    };
    const [keys, network] = [new ApiKeys(secrets, settings), new Network()];
    const media = createMedia({
      gemini: new GeminiService(settings, keys, network, new Log(settings, channel)),
      settings,
      keys,
      store: new AttachmentFiles(folder),
      folder,
      global: folder,
      onProblem: silent,
    });
    return new TestDesk(media, folder, await repositoryFile(""), [keys, network]);
  }

  get attachments(): readonly Attachment[] {
    return this.media.tray.attachments;
  }

  /** A page that is loaded and was greeted. */
  speak(): SpokenPage {
    const page = new SpokenPage();
    this.#view(page.webview);
    page.say({ type: "ready" });
    return page;
  }

  /** The real page, in an editor tab. */
  show(): WebviewPanel {
    const panel = window.createWebviewPanel("castor.test", "Test", ViewColumn.One);
    this.#panels.push(panel);
    const view = this.#view(panel.webview);
    panel.onDidDispose(() => this.leave(view));
    return panel;
  }

  /** The last view that was opened is closed. */
  leave(view = this.#views.at(-1)): void {
    if (view !== undefined) {
      this.#views.splice(this.#views.indexOf(view), 1);
      view.dispose();
      this.desk.drop(view);
    }
  }

  /** Waits until the one file that is attached has come to this state. */
  async state(type: Attachment["state"]["type"]): Promise<Attachment> {
    return this.until(() => this.attachments.find(({ state }) => state.type === type));
  }

  /** Waits until `find` finds something; mocha's timeout is the limit. */
  async until<T>(find: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
    for (;;) {
      const found = await find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async dispose(): Promise<void> {
    this.#panels.forEach((panel) => void panel.dispose());
    [...this.#views].forEach((view) => this.leave(view));
    this.media.tray.clear();
    this.desk.dispose();
    this.#owned.forEach((each) => each.dispose());
    await workspace.fs.delete(this.folder, { recursive: true });
  }

  #view(webview: Webview): ChatView {
    const folders = { extension: this.#extension, media: [this.folder] };
    const view: ChatView = new ChatView(webview, folders, {
      onMessage: (message) => {
        dispatch(message, this.#handlers(view));
      },
      onProblem: (problem) => this.problems.push(problem),
    });
    this.#views.push(view);
    return view;
  }

  #handlers(view: ChatView): Handlers<ToHost> {
    const others: Partial<Handlers<ToHost>> = { ready: () => this.#greet(view) };
    return { ...others, ...this.desk.handlers(view) } as Handlers<ToHost>;
  }

  #greet(view: ChatView): void {
    view.post({ type: "hello", language: "en", translations: {} });
    view.post({ type: "snapshot", transcript: this.transcript, draft: "", attachments: this.attachments });
    this.desk.greet(view);
  }
}
