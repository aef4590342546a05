import { l10n, window } from "vscode";
import type { ChatSession } from "../chat/session.ts";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import { readDraft, writeDraft } from "../host/media/draftFile.ts";
import { messageWith } from "../host/media/fileMessage.ts";
import type { Media } from "../host/media/media.ts";
import type { DraftFile } from "../host/media/draftFile.ts";
import { NEW_CHAT } from "../host/media/tray.ts";
import type { Attachment } from "../shared/attachment.ts";
import type { Handlers, ToHost, ToView } from "../shared/protocol.ts";
import type { ChatView } from "./chatView.ts";

/** Keeps what is being written in each conversation; `undefined` is the chat that has not begun. */
export interface DraftStore {
  read(conversation: string | undefined): string;
  /** Returns at once. */
  write(conversation: string | undefined, text: string): void;
  /** Waits until everything is written. */
  flush(): Promise<void>;
}

export interface ComposerDeskPorts {
  readonly session: ChatSession;
  readonly media: Pick<Media, "tray">;
  readonly drafts: DraftStore;
  /** Waits until all that was said is on the disk; false where the disk did not take it. */
  readonly stored: () => Promise<boolean>;
  readonly post: (message: ToView, except?: ChatView) => void;
  /** Makes room for a message that is about to be sent; false where it is not to be sent now. */
  readonly makeRoom: () => Promise<boolean>;
  /** Told when somebody writes. */
  readonly warm: () => void;
  /** Told when the text has changed. */
  readonly onChanged: () => void;
  readonly fail: (error: unknown) => void;
}

/** What is being written: each conversation has a draft of its own, with its files, and so has a new chat. */
export class ComposerDesk implements Disposable {
  readonly #ports: ComposerDeskPorts;
  readonly #store = new DisposableStore();
  /** Under what the drafts of conversations are kept that were open in this window. */
  readonly #keys = new Map<string, string | undefined>();
  /** The conversation that the text belongs to. */
  #conversation: string | undefined;
  #text = "";
  /** What gave way to an earlier message, which is changed or sent. */
  #aside = "";
  #isSending = false;
  /** There are words in the box that were written in this window. */
  #isOwn = false;

  constructor(ports: ComposerDeskPorts) {
    this.#ports = ports;
    const { session, media } = ports;
    this.#store.add(session.onReset(() => this.#change()));
    this.#store.add(session.onEvent(({ type }) => type === "turnAdded" && this.#begin()));
    this.#store.add(media.tray.onDidChange((owner) => this.#keep(owner)));
    this.#store.add(window.onDidChangeWindowState(({ focused }) => focused && this.catchUp()));
  }

  /** What stands in the composer. */
  get standing(): {
    readonly draft: string;
    readonly aside: string;
    readonly attachments: readonly Attachment[];
  } {
    return { draft: this.text, aside: this.#aside, attachments: this.#ports.media.tray.attachments };
  }

  get text(): string {
    this.#load();
    return this.#text;
  }

  /** Puts words into the composer that stand ready to be changed, unless there are some. */
  suggest(text: string): void {
    if (this.text.trim() === "") {
      this.#set(text);
    }
  }

  /**
   * A person has turned to this window: what they have written of the draft in another one stands here too. Words that stand
   * only here stay, and so do all files.
   */
  catchUp(): void {
    const { session, drafts, media, post, onChanged } = this.#ports;
    const { id } = session.transcript;
    const key = this.#keys.get(id);
    if (key === undefined || this.#conversation !== id || this.#isSending) {
      return;
    }
    const { text, files, aside = "" } = readDraft(drafts.read(key));
    if (text !== this.#text && aside === this.#aside && this.#givesWay(text)) {
      // What is typed at this moment has not been heard of yet.
      post({ type: "draft", text, instead: this.#text });
      this.#text = text;
      this.#isOwn = false;
      const here = new Set(media.tray.keptOf(media.tray.owner).map(({ uri }) => uri));
      const missing = files.filter(({ uri }) => !here.has(uri));
      if (missing.length > 0) {
        media.tray.restore(missing);
      }
      onChanged();
    }
  }

  /** Puts a message before what stands in the composer, and waits until that is on the disk. */
  async putBack(text: string, files: readonly DraftFile[]): Promise<void> {
    const standing = this.text;
    this.#ports.media.tray.restore(files);
    this.#set([text, standing].filter((words) => words.trim() !== "").join("\n\n"));
    await this.#ports.drafts.flush();
  }

  handlers(view: ChatView): Pick<Handlers<ToHost>, "draft" | "setAside" | "send"> {
    return {
      draft: ({ text, conversation }) => this.#write(text, conversation, view),
      setAside: ({ text, conversation }) => this.#setAside(text, conversation),
      send: ({ text, conversation }) => void this.#send(text, conversation, view).catch(this.#ports.fail),
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Nothing is read before somebody asks for it. */
  #load(): void {
    if (this.#conversation !== this.#ports.session.transcript.id) {
      this.#change();
    }
  }

  /** Another conversation is open; what is under way in the one before goes on there. */
  #change(): void {
    const { session, drafts, media } = this.#ports;
    const { id, turns } = session.transcript;
    const key = turns.length === 0 ? undefined : id;
    this.#keys.set(id, key);
    this.#conversation = id;
    const { text, files, aside = "" } = readDraft(drafts.read(key));
    // Nothing stands before what was set aside any more.
    [this.#text, this.#aside] = text === "" ? [aside, ""] : [text, aside];
    this.#isOwn = false;
    media.tray.show(ownerOf(key), files);
    this.#ports.onChanged();
  }

  /** What stands in a new chat belongs to the conversation that it becomes. */
  #begin(): void {
    const { session, drafts, media } = this.#ports;
    const { id } = session.transcript;
    if (this.#conversation === id && this.#keys.get(id) === undefined) {
      this.#keys.set(id, id);
      media.tray.rename(NEW_CHAT, id);
      this.#keep(id);
      drafts.write(undefined, "");
    }
  }

  /** Nothing is lost that was written here: it stands in the other text as well, or was sent there. */
  #givesWay(text: string): boolean {
    const { session, media } = this.#ports;
    const last = session.transcript.turns.findLast(({ role }) => role === "user");
    const isSent = last?.parts.some((part) => part.type === "text" && part.text === this.#text) === true;
    return (
      !this.#isOwn ||
      text.includes(this.#text) ||
      (text === "" && isSent && media.tray.attachments.length === 0)
    );
  }

  #set(text: string, except?: ChatView): void {
    const { post, media, onChanged } = this.#ports;
    this.#load();
    this.#text = text;
    this.#isOwn = text !== "";
    this.#keep(media.tray.owner);
    post({ type: "draft", text }, except);
    onChanged();
  }

  #keep(owner: string): void {
    const { drafts, media } = this.#ports;
    const key = owner === NEW_CHAT ? undefined : owner;
    // Of a conversation that is not shown the words are those that are kept.
    const { text, aside } =
      owner === media.tray.owner ? { text: this.text, aside: this.#aside } : readDraft(drafts.read(key));
    drafts.write(key, writeDraft(text, media.tray.keptOf(owner), aside));
  }

  #setAside(text: string, conversation: string): void {
    this.#load();
    if (conversation === this.#conversation) {
      this.#aside = text;
      this.#keep(this.#ports.media.tray.owner);
    } else {
      this.#writeElsewhere(conversation, (kept) => ({ ...kept, aside: text }));
    }
  }

  /** It was typed before the page knew that another conversation is open. */
  #writeElsewhere(
    conversation: string,
    change: (kept: ReturnType<typeof readDraft>) => Pick<ReturnType<typeof readDraft>, "text" | "aside">,
  ): void {
    const { drafts, media } = this.#ports;
    if (this.#keys.has(conversation)) {
      const key = this.#keys.get(conversation);
      const { text, aside } = change(readDraft(drafts.read(key)));
      drafts.write(key, writeDraft(text, media.tray.keptOf(ownerOf(key)), aside));
    }
  }

  #write(text: string, conversation: string, view: ChatView): void {
    const { warm, session } = this.#ports;
    if (text !== "") {
      warm();
    }
    if (conversation === session.transcript.id) {
      this.#set(text, view);
    } else {
      this.#writeElsewhere(conversation, (kept) => ({ ...kept, text }));
    }
  }

  async #send(text: string, conversation: string, view: ChatView): Promise<void> {
    const { session, media, stored, makeRoom } = this.#ports;
    const isHere = () => conversation === session.transcript.id;
    const hasFiles = media.tray.attachments.some(({ state }) => state.type !== "failed");
    if (!isHere() || this.#isSending || (text.trim() === "" && !hasFiles)) {
      return;
    }
    this.#isSending = true;
    try {
      if (!(await makeRoom())) {
        view.post({
          type: "sendRefused",
          reason: l10n.t("The message was not sent: there is no room for it."),
        });
        return;
      }
      const files = await media.tray.take(isHere);
      if (!isHere()) {
        return;
      }
      session.send(messageWith(files, text));
      if (await stored()) {
        if (isHere()) {
          this.#set("");
        } else {
          this.#write("", conversation, view);
        }
        return;
      }
      if (isHere()) {
        media.tray.restore(files);
      }
      const reason = l10n.t("The message is in the chat, but could not be stored: it stays here too.");
      view.post({ type: "sendRefused", reason });
    } finally {
      this.#isSending = false;
    }
  }
}

/** The tray's name for a conversation, or for the chat that has not begun. */
function ownerOf(key: string | undefined): string {
  return key ?? NEW_CHAT;
}
