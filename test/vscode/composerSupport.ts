import { ChatSession } from "../../src/chat/session.ts";
import { JournalStore } from "../../src/chat/store/journalStore.ts";
import { GeminiClient } from "../../src/gemini/client.ts";
import { Drafts } from "../../src/host/drafts.ts";
import { JournalFolder } from "../../src/host/journalFolder.ts";
import { toCandidates } from "../../src/host/media/attachActions.ts";
import { TextFile } from "../../src/host/textFile.ts";
import { createWording } from "../../src/host/wording.ts";
import { isActive } from "../../src/shared/transcript.ts";
import type { ToView } from "../../src/shared/protocol.ts";
import type { ChatView } from "../../src/webview/chatView.ts";
import { ComposerDesk } from "../../src/webview/composerDesk.ts";
import { QueueDesk } from "../../src/webview/queueDesk.ts";
import type { TestDesk } from "./deskSupport.ts";
import { emulatorUrl, sampleFile } from "./support.ts";

/** A window's composer, with the real session, tray and files behind it. */
export class Composer {
  readonly posted: ToView[] = [];
  readonly session: ChatSession;
  readonly desk: ComposerDesk;
  readonly drafts: Drafts;
  readonly queue: QueueDesk;
  readonly files: TestDesk;
  readonly #store: JournalStore;
  readonly #current: TextFile;
  /** What the disk says of what was sent. */
  stored: () => Promise<boolean>;
  makeRoom = () => Promise.resolve(true);

  constructor(files: TestDesk, folder: string) {
    const fail = (error: unknown) => files.problems.push(String(error));
    this.files = files;
    const journals = `${folder}/journals`;
    this.#store = new JournalStore({ files: new JournalFolder(journals), onTrouble: fail });
    this.#current = new TextFile(`${folder}/current.txt`, fail);
    this.stored = () => this.#store.flush();
    this.session = new ChatSession({
      client: new GeminiClient({ apiKey: "good-key", baseUrl: emulatorUrl }),
      options: () => ({ model: "gemini-flash-latest", includeThoughts: false, safety: {} }),
      attachments: { put: never, putBase64: never, get: never, getBase64: never },
      media: files.media.delivery,
      store: this.#store,
      current: this.#current,
      workspace: () => undefined,
      onChanged: () => undefined,
      wording: createWording(() => ({ model: "", host: "" })),
    });
    this.drafts = new Drafts({ fresh: `${folder}/draft.txt`, journals, onProblem: fail });
    this.desk = new ComposerDesk({
      session: this.session,
      media: files.media,
      drafts: this.drafts,
      stored: () => this.stored(),
      makeRoom: () => this.makeRoom(),
      post: (message) => this.posted.push(message),
      warm: () => undefined,
      onChanged: () => undefined,
      fail,
    });
    const { session, desk } = this;
    this.queue = new QueueDesk({
      session,
      composer: desk,
      post: (message) => this.posted.push(message),
      fail,
    });
  }

  get id(): string {
    return this.session.transcript.id;
  }

  get text(): string {
    return this.desk.standing.draft;
  }

  get labels(): readonly string[] {
    return this.desk.standing.attachments.map(({ label }) => label);
  }

  type(text: string, conversation = this.id): void {
    this.desk.handlers(view).draft({ type: "draft", text, conversation });
  }

  send(text: string, conversation = this.id): void {
    this.type(text, conversation);
    this.desk.handlers(view).send({ type: "send", text, conversation });
  }

  /** Asks, and waits until the answer is there and the box is empty. */
  async converse(text: string): Promise<string> {
    const count = this.session.transcript.turns.length;
    this.send(text);
    await this.files.until(() => {
      const { turns } = this.session.transcript;
      const last = turns.at(-1);
      return (
        turns.length === count + 2 && last?.role === "model" && !isActive(last.status) && this.text === ""
      );
    });
    return this.id;
  }

  async attach(name: string): Promise<void> {
    this.files.media.tray.add(toCandidates([sampleFile(name)]));
    await this.files.until(() => this.labels.length > 0);
    await this.files.until(() => this.desk.standing.attachments.every(({ state }) => state.type === "ready"));
  }

  get waiting(): readonly string[] {
    return this.queue.message.queue.messages.map(({ text, files }) => [text, ...files].join(" + "));
  }

  /** Nothing is written any more when this resolves: the folder may go. */
  async close(): Promise<void> {
    this.queue.dispose();
    this.desk.dispose();
    this.session.dispose();
    await Promise.all([this.drafts.flush(), this.#store.flush(), this.#current.flush()]);
    this.#store.dispose();
  }
}

const never = () => Promise.reject(new Error("Nothing of this kind is sent."));
export const refusals: string[] = [];
export const view = {
  post: (message: ToView) => message.type === "sendRefused" && refusals.push(message.reason),
} as unknown as ChatView;
