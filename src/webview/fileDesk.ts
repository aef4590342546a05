import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable.ts";
import { allowedUris, chooseFiles, findFiles, parseUris, toCandidates } from "../host/media/attachActions.ts";
import type { Media } from "../host/media/media.ts";
import type { Counting } from "../host/media/counting.ts";
import { TokenCounter } from "../host/media/tokenCounter.ts";
import type { TokenCount } from "../shared/attachment.ts";
import type { Handlers, ToHost, ToView } from "../shared/protocol.ts";
import type { FileReference, Transcript } from "../shared/transcript.ts";
import type { ChatView } from "./chatView.ts";
import { MAX_POSTED, PageFiles } from "./pageFiles.ts";

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
  | "conversionFailed"
  | "removeAttachment"
  | "retryAttachment"
  | "viewAttachment"
  | "loadFile"
  | "findFiles"
  | "showContext";

/** The composer's files, for every page that shows them. */
export class FileDesk implements vscode.Disposable {
  readonly #ports: FileDeskPorts;
  readonly #store = new DisposableStore();
  readonly #counter: TokenCounter;
  readonly #pageFiles: PageFiles;
  #count: TokenCount | undefined;

  constructor(ports: FileDeskPorts) {
    this.#ports = ports;
    const { media, post, counting, fail } = ports;
    this.#pageFiles = this.#store.add(new PageFiles(media, fail));
    this.#counter = this.#store.add(
      new TokenCounter({
        ...counting,
        onCount: (counted) => {
          this.#count = counted;
          post({ type: "tokens", ...(counted && { count: this.#withParts(counted) }) });
        },
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

  /** What the next message takes, as far as it is known. */
  get count(): TokenCount | undefined {
    return this.#count;
  }

  /** The view's page stands and was given its snapshot. */
  greet(view: ChatView): void {
    this.#pageFiles.greet(view);
    this.recount();
  }

  /** The view is gone. */
  drop(view: ChatView): void {
    this.#pageFiles.drop(view);
  }

  /** To be called when the text of the message has changed. */
  recount(): void {
    this.#counter.update(this.#ports.draft(), this.#ports.media.tray.attachments);
  }

  handlers(view: ChatView): Pick<Handlers<ToHost>, FileMessage> {
    const { tray } = this.#ports.media;
    const pageFiles = this.#pageFiles;
    return {
      attach: () => this.#await(this.#choose()),
      attachUris: ({ uris }) => this.#await(this.#attach(parseUris(uris))),
      fileBegin: ({ id, name, size }) => this.#await(pageFiles.begin(view, id, name, size)),
      fileChunk: ({ id, bytes }) => this.#await(pageFiles.receive(view, id, bytes)),
      fileEnd: ({ id, failed }) => this.#await(pageFiles.end(id, failed)),
      conversionFailed: ({ id }) => pageFiles.unconvertible(id),
      removeAttachment: ({ id }) => this.#await(pageFiles.remove(id)),
      retryAttachment: ({ id }) => tray.retry(id),
      viewAttachment: ({ id, view: wanted }) => tray.setView(id, wanted),
      loadFile: ({ turnId, part }) => this.#await(this.#load(view, turnId, part)),
      showContext: () => {
        this.#counter.watch();
        this.recount();
      },
      findFiles: ({ query }) => this.#await(this.#find(view, query)),
    };
  }

  dispose(): void {
    this.#store.dispose();
  }

  #withParts(count: TokenCount): TokenCount {
    const { media, counting, draft } = this.#ports;
    const sent = media.tray.attachments.filter(({ state }) => state.type !== "failed");
    const attached = sent.reduce((sum, { tokens = 0 }) => sum + tokens, 0);
    return { ...count, parts: counting.parts(count.tokens, draft(), attached) };
  }

  async #choose(): Promise<void> {
    this.#ports.media.tray.add(toCandidates(await chooseFiles()));
  }

  async #attach(uris: readonly vscode.Uri[]): Promise<void> {
    this.#ports.media.tray.add(toCandidates(await allowedUris(uris)));
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
