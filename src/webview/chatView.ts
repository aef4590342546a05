import * as vscode from "vscode";
import { Coalescer } from "../base/coalesce.ts";
import { DisposableStore } from "../base/disposable.ts";
import { parseToHost } from "../shared/parseToHost.ts";
import type { ToHost, ToView } from "../shared/protocol.ts";
import type { TranscriptEvent } from "../shared/transcript.ts";
import { pageHtml, webviewOptions } from "./html.ts";

/** Milliseconds between two messages while an answer streams: about a frame, as an eye sees it. */
const FRAME_MS = 33;

/** Where a page's own files and those it may show lie. */
export interface ChatViewFolders {
  readonly extension: vscode.Uri;
  /** Folders whose pictures, sounds and films the page may load. */
  readonly media: readonly vscode.Uri[];
}

export interface ChatViewEvents {
  /** A checked message from the page. */
  onMessage(message: ToHost, view: ChatView): void;
  /** Something that is no message, or a handler that threw. */
  onProblem(problem: string): void;
}

/** One webview that shows the conversation: the side bar's or an editor tab's. */
export class ChatView implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  readonly #store = new DisposableStore();
  readonly #events: Coalescer<TranscriptEvent>;
  readonly #folders: ChatViewFolders;
  #ready = false;

  constructor(webview: vscode.Webview, folders: ChatViewFolders, listener: ChatViewEvents) {
    this.#webview = webview;
    this.#folders = folders;
    this.#events = this.#store.add(
      new Coalescer(FRAME_MS, mergeEvents, (events) => this.#send({ type: "transcript", events })),
    );
    this.#store.add(webview.onDidReceiveMessage((value: unknown) => this.#receive(value, listener)));
    webview.options = webviewOptions(folders);
    webview.html = pageHtml(webview, folders.extension, vscode.env.language);
  }

  /** Nothing is posted before the page asked: it will be given a snapshot then. */
  post(message: ToView): void {
    if (!this.#ready) {
      return;
    }
    if (message.type === "transcript") {
      message.events.forEach((event) => this.#events.add(event));
      return;
    }
    // What was said before must arrive before: a snapshot replaces it, everything else follows it.
    this.#events.flush();
    this.#send(message);
  }

  /** Whether there was a page to take it; one that is hidden is not there. */
  async deliver(message: ToView): Promise<boolean> {
    if (!this.#ready) {
      return false;
    }
    this.#events.flush();
    try {
      return await this.#webview.postMessage(message);
    } catch {
      return false;
    }
  }

  /** An address under which the page may load the file; undefined where it may not. */
  resourceUrl(uri: vscode.Uri): string | undefined {
    const isInside = this.#folders.media.some(
      (folder) =>
        folder.scheme === uri.scheme &&
        folder.authority === uri.authority &&
        uri.path.startsWith(`${folder.path.replace(/\/$/, "")}/`),
    );
    return isInside ? this.#webview.asWebviewUri(uri).toString() : undefined;
  }

  dispose(): void {
    this.#ready = false;
    this.#store.dispose();
  }

  #receive(value: unknown, listener: ChatViewEvents): void {
    const message = parseToHost(value);
    if (message === undefined) {
      listener.onProblem("The panel sent a message that is not one of the protocol's.");
      return;
    }
    if (message.type === "ready") {
      this.#ready = true;
    }
    try {
      listener.onMessage(message, this);
    } catch (error) {
      listener.onProblem(`Handling "${message.type}" failed: ${String(error)}`);
    }
  }

  #send(message: ToView): void {
    // A view that is hidden or gone drops messages; it asks for a snapshot when it is back.
    this.#webview.postMessage(message).then(undefined, () => undefined);
  }
}

/** Text for the same place is one event. */
export function mergeEvents(last: TranscriptEvent, next: TranscriptEvent): TranscriptEvent | undefined {
  if (
    last.type === "textAdded" &&
    next.type === "textAdded" &&
    last.turnId === next.turnId &&
    last.kind === next.kind
  ) {
    return { ...next, text: last.text + next.text };
  }
  return undefined;
}
