import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable.ts";
import type { ConversionRequest } from "../host/media/conversions.ts";
import type { Media } from "../host/media/media.ts";
import { readFile } from "../host/media/byteReader.ts";
import type { ChatView } from "./chatView.ts";

/** Bytes of a file that may go to a page in one message. */
export const MAX_POSTED = 64 * 1024 * 1024;

interface Sender {
  readonly view: ChatView;
  /** What the page calls the file, once it has begun. */
  readonly name: string;
}

/** Files whose bytes come from a page: what was dropped or pasted there, and the images that it makes into PNGs. */
export class PageFiles implements vscode.Disposable {
  readonly #media: Media;
  readonly #fail: (error: unknown) => void;
  readonly #store = new DisposableStore();
  /** Pages that stand, the last to come first asked. */
  readonly #views = new Set<ChatView>();
  readonly #senders = new Map<string, Sender>();

  constructor(media: Media, fail: (error: unknown) => void) {
    this.#media = media;
    this.#fail = fail;
    this.#store.add(media.conversions.onRequest((request) => this.#ask(request)));
  }

  /** The page of the view stands, perhaps anew: then what it was sending is lost. */
  greet(view: ChatView): void {
    this.#interrupted(view);
    this.#views.delete(view);
    this.#views.add(view);
    this.#askAgain();
  }

  /** The view is gone. */
  drop(view: ChatView): void {
    this.#views.delete(view);
    this.#interrupted(view);
    this.#askAgain();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async begin(view: ChatView, id: string, name: string, size: number): Promise<void> {
    const { conversions, incoming, tray } = this.#media;
    const conversion = conversions.stateOf(id);
    if (conversion === "over") {
      return;
    }
    if (conversion === undefined) {
      tray.expect(id, name);
    }
    this.#senders.set(id, { view, name });
    await this.#orFail(id, async () => {
      await incoming.begin(id, size);
      conversions.watch(id);
      view.post({ type: "fileWanted", id });
    });
  }

  async receive(view: ChatView, id: string, bytes: Uint8Array): Promise<void> {
    const { conversions, incoming, tray } = this.#media;
    if (!tray.attachments.some((attachment) => attachment.id === id)) {
      this.#senders.delete(id);
      await incoming.discard(id);
      return;
    }
    await this.#orFail(id, async () => {
      await incoming.add(id, bytes);
      conversions.watch(id);
      view.post({ type: "fileWanted", id });
    });
  }

  async end(id: string, failed: boolean): Promise<void> {
    const { conversions, incoming, tray } = this.#media;
    const label = this.#senders.get(id)?.name ?? id;
    this.#senders.delete(id);
    const received = failed ? undefined : await incoming.finish(id);
    if (received === undefined) {
      await incoming.discard(id);
      this.#broke(id);
      return;
    }
    const candidate = { uri: vscode.Uri.file(received.path), label, hash: received.hash };
    if (conversions.stateOf(id) === undefined) {
      tray.arrived(id, candidate);
    } else {
      conversions.arrived(id, candidate);
    }
  }

  /** The page sends no more of it, not even an end. */
  async remove(id: string): Promise<void> {
    this.#media.tray.remove(id);
    this.#senders.delete(id);
    await this.#media.incoming.discard(id);
  }

  /** The page could not make a PNG of it. */
  unconvertible(id: string): void {
    this.#senders.delete(id);
    this.#media.conversions.failed(
      id,
      vscode.l10n.t("It could not be converted; it may be damaged. Save it as PNG or JPEG and attach that."),
    );
  }

  #ask(request: ConversionRequest): void {
    this.#offer(request).catch((error: unknown) => {
      this.#fail(error);
      this.#broke(request.id);
    });
  }

  #askAgain(): void {
    for (const request of this.#media.conversions.waiting) {
      if (!this.#senders.has(request.id)) {
        this.#ask(request);
      }
    }
  }

  /** To one page after the other, until one takes it. If none does, the next that comes is asked. */
  async #offer({ id, label, mimeType, uri }: ConversionRequest): Promise<void> {
    const { conversions } = this.#media;
    if ((await vscode.workspace.fs.stat(uri)).size > MAX_POSTED) {
      conversions.failed(
        id,
        vscode.l10n.t("It is too large to be converted here. Save it as PNG or JPEG and attach that."),
      );
      return;
    }
    const { buffer, byteOffset, byteLength } = await readFile(uri);
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    const asked = new Set<ChatView>();
    const next = () => [...this.#views].findLast((view) => !asked.has(view));
    for (let view = next(); view !== undefined; view = next()) {
      const sender = { view, name: label };
      asked.add(view);
      this.#senders.set(id, sender);
      conversions.watch(id);
      const isTaken = await view.deliver({ type: "convertImage", id, name: label, mimeType, bytes });
      if (isTaken || this.#senders.get(id) !== sender) {
        return;
      }
      conversions.unwatch(id);
      this.#senders.delete(id);
    }
  }

  #interrupted(view: ChatView): void {
    for (const [id, sender] of this.#senders) {
      if (sender.view === view) {
        this.#senders.delete(id);
        this.#media.incoming.discard(id).catch(this.#fail);
        if (this.#media.conversions.stateOf(id) === undefined) {
          this.#broke(id);
        }
      }
    }
  }

  /** Its bytes will not come. */
  #broke(id: string): void {
    const { conversions, tray } = this.#media;
    if (conversions.stateOf(id) === undefined) {
      tray.failed(id, vscode.l10n.t("It could not be read to its end. Drop it once more."));
    } else {
      conversions.failed(id, vscode.l10n.t("It could not be read to its end. Try again."));
    }
  }

  async #orFail(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#senders.delete(id);
      await this.#media.incoming.discard(id).catch(this.#fail);
      this.#broke(id);
      throw error;
    }
  }
}
