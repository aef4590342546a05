import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable.ts";
import { allowedUris, chooseFiles, findFiles, parseUris, toCandidates } from "../host/media/attachActions.ts";
import type { Media } from "../host/media/media.ts";
import type { Counting } from "../host/media/counting.ts";
import { TokenCounter } from "../host/media/tokenCounter.ts";
import type { Handlers, ToHost, ToView } from "../shared/protocol.ts";
import type { FileReference, Transcript } from "../shared/transcript.ts";
import type { ChatView } from "./chatView.ts";

export interface FileDeskPorts {
  readonly media: Media;
  readonly transcript: () => Transcript;
  readonly draft: () => string;
  readonly counting: Counting;
  readonly post: (message: ToView) => void;
  readonly fail: (error: unknown) => void;
}

/** Messages of the page that are about files. */
type FileMessage =
  | "attach"
  | "attachUris"
  | "fileBegin"
  | "fileChunk"
  | "fileEnd"
  | "removeAttachment"
  | "retryAttachment"
  | "viewAttachment"
  | "loadFile"
  | "findFiles";

/** Bytes that go to the page where it may not load the file by itself. */
const MAX_POSTED = 64 * 1024 * 1024;

/** The composer's files, for every page that shows them. */
export class FileDesk implements vscode.Disposable {
  readonly #ports: FileDeskPorts;
  readonly #store = new DisposableStore();
  readonly #counter: TokenCounter;

  constructor(ports: FileDeskPorts) {
    this.#ports = ports;
    const { media, post, counting } = ports;
    this.#counter = this.#store.add(
      new TokenCounter({
        ...counting,
        onCount: (counted) => post({ type: "tokens", ...(counted && { count: counted }) }),
      }),
    );
    this.#store.add(counting.onDidChange(() => this.recount()));
    this.#store.add(
      media.tray.onDidChange(() => {
        post({ type: "attachments", attachments: media.tray.attachments });
        this.recount();
      }),
    );
  }

  /** To be called when the text of the message has changed. */
  recount(): void {
    this.#counter.update(this.#ports.draft(), this.#ports.media.tray.attachments);
  }

  handlers(view: ChatView): Pick<Handlers<ToHost>, FileMessage> {
    const { tray, incoming } = this.#ports.media;
    return {
      attach: () => this.#await(this.#choose()),
      attachUris: ({ uris }) => this.#await(this.#attach(parseUris(uris))),
      fileBegin: ({ id, name, size }) => this.#await(this.#begin(view, id, name, size)),
      fileChunk: ({ id, bytes }) => this.#await(this.#receive(view, id, bytes)),
      fileEnd: ({ id, failed }) => this.#await(this.#end(id, failed)),
      removeAttachment: ({ id }) => {
        tray.remove(id);
        // The page sends no more of it, not even an end.
        this.#await(incoming.discard(id));
      },
      retryAttachment: ({ id }) => tray.retry(id),
      viewAttachment: ({ id, view: wanted }) => tray.setView(id, wanted),
      loadFile: ({ turnId, part }) => this.#await(this.#load(view, turnId, part)),
      findFiles: ({ query }) => this.#await(this.#find(view, query)),
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #choose(): Promise<void> {
    this.#ports.media.tray.add(toCandidates(await chooseFiles()));
  }

  async #attach(uris: readonly vscode.Uri[]): Promise<void> {
    this.#ports.media.tray.add(toCandidates(await allowedUris(uris)));
  }

  async #begin(view: ChatView, id: string, name: string, size: number): Promise<void> {
    const { incoming, tray } = this.#ports.media;
    tray.expect(id, name);
    await incoming.begin(id, size);
    view.post({ type: "fileWanted", id });
  }

  async #receive(view: ChatView, id: string, bytes: Uint8Array): Promise<void> {
    const { incoming, tray } = this.#ports.media;
    if (tray.attachments.some((attachment) => attachment.id === id)) {
      await incoming.add(id, bytes);
      view.post({ type: "fileWanted", id });
    } else {
      await incoming.discard(id);
    }
  }

  async #end(id: string, failed: boolean): Promise<void> {
    const { incoming, tray } = this.#ports.media;
    const received = failed ? undefined : await incoming.finish(id);
    const label = tray.attachments.find((attachment) => attachment.id === id)?.label ?? id;
    if (received === undefined) {
      await incoming.discard(id);
      tray.failed(id, vscode.l10n.t("{0} could not be read to its end. Drop it once more.", label));
      return;
    }
    tray.arrived(id, { uri: vscode.Uri.file(received.path), label, hash: received.hash });
  }

  async #load(view: ChatView, turnId: string, part: number): Promise<void> {
    const file = fileAt(this.#ports.transcript(), turnId, part);
    const uri = file && (await this.#ports.media.sourceOf(file));
    const url = uri && view.resourceUrl(uri);
    const isSmall = file !== undefined && file.size <= MAX_POSTED;
    const bytes = uri && url === undefined && isSmall ? await vscode.workspace.fs.readFile(uri) : undefined;
    view.post({
      type: "fileSource",
      turnId,
      part,
      ...(url !== undefined && { url }),
      ...(bytes && { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) }),
    });
  }

  async #find(view: ChatView, query: string): Promise<void> {
    view.post({ type: "fileMatches", query, matches: await findFiles(query) });
  }

  #await(work: Promise<void>): void {
    work.catch((error: unknown) => this.#ports.fail(error));
  }
}

/** Only files of the conversation that is open are handed out. */
function fileAt({ turns }: Transcript, turnId: string, index: number): FileReference | undefined {
  const turn = turns.find(({ id }) => id === turnId);
  const part = turn?.role === "user" ? turn.parts[index] : undefined;
  return part?.type === "file" ? part.file : part?.type === "image" ? part.image : undefined;
}
