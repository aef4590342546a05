import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable.ts";
import { visibleEditorOf } from "./documentEdit.ts";
import { AppendFilling, DiffFilling, type Filling } from "./filling.ts";
import { FrameQueue } from "./frameQueue.ts";
import type { Hunk } from "./hunks.ts";
import { LivePlace } from "./livePlace.ts";
import { PlaceWriter, type Obstacle } from "./placeWriter.ts";
import { StreamingDecoration } from "./streamingDecoration.ts";

/** Milliseconds between two edits: 20 a second look alive and leave the editor free in between. */
const FRAME_MS = 50;

export interface InsertionTarget {
  readonly document: vscode.TextDocument;
  /** What the text replaces; empty to insert. */
  readonly range: vscode.Range;
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  /** The text is laid out for the place already; for comparing only. */
  readonly isFitted?: boolean;
  /** Goes before the first of the text, as it is: line breaks behind what stands there. Not where lines are compared. */
  readonly lead?: string;
}

type Ending =
  | { readonly type: "inserted" }
  /** By the signal, the person's undo, or an edit of others that took away the place to go on. */
  | { readonly type: "stopped"; readonly by: "signal" | "undo" | "edit" }
  /** The stream threw. */
  | { readonly type: "failed"; readonly error: unknown }
  /** The document, or its last tab, was closed. */
  | { readonly type: "closed" }
  /** `busy`: others changed the document all the time. */
  | { readonly type: "refused"; readonly reason: "readOnly" | "busy" };

/** How an insertion ended. Whatever had come by then stays. */
export type InsertionResult = Ending & {
  /** Where the text stands. */
  readonly range: vscode.Range;
  /** How much of it was written, in UTF-16 units. */
  readonly characters: number;
};

/** The editor's primary selection: a cursor to insert at, or text to replace. */
export function insertionTarget(editor: vscode.TextEditor): InsertionTarget {
  const { insertSpaces, tabSize } = editor.options;
  return {
    document: editor.document,
    range: editor.selection,
    insertSpaces: insertSpaces !== false,
    tabSize: typeof tabSize === "number" ? tabSize : 4,
  };
}

/**
 * Writes text into a document as it comes, fitted to the place's indentation and line breaks, as one undo step. Never
 * focuses, scrolls or saves. A document that no editor shows gets the text in one piece: when it is shown, or at the
 * end. Settles as soon as the insertion is over; when that is before the end of `chunks`, the caller ends them.
 */
export async function insertStream(
  target: InsertionTarget,
  chunks: AsyncIterable<string>,
  { signal }: { readonly signal: AbortSignal },
): Promise<InsertionResult> {
  return await new Insertion(target).run(chunks, signal);
}

/**
 * Compares text with the whole lines it is to replace, as it comes: what is new is written among them, and nothing goes.
 * `onHunks` is told of the changes so far after every edit. A person's edit within the lines ends it; otherwise as
 * `insertStream`.
 */
export async function diffStream(
  target: InsertionTarget,
  chunks: AsyncIterable<string>,
  { signal, onHunks }: { readonly signal: AbortSignal; readonly onHunks: (hunks: readonly Hunk[]) => void },
): Promise<InsertionResult> {
  return await new Insertion(target, onHunks).run(chunks, signal);
}

class Insertion {
  readonly #store = new DisposableStore();
  readonly #queue = this.#store.add(new FrameQueue(FRAME_MS));
  readonly #place: LivePlace;
  readonly #writer: PlaceWriter;
  readonly #filling: Filling;
  readonly #decoration: StreamingDecoration | undefined;
  /** Set once, by whatever comes first. */
  #ending: Ending | undefined;
  #characters = 0;

  constructor(target: InsertionTarget, onHunks?: (hunks: readonly Hunk[]) => void) {
    const { document, range } = target;
    this.#place = this.#store.add(new LivePlace(document, range));
    this.#writer = this.#store.add(new PlaceWriter(document, this.#place));
    const ports = { place: this.#place, writer: this.#writer };
    this.#filling = onHunks
      ? new DiffFilling(target, { ...ports, onHunks })
      : new AppendFilling(target, this.#writer);
    this.#decoration = onHunks ? undefined : this.#store.add(new StreamingDecoration(document));
    this.#store.add(this.#place.onDidMove(() => this.#decoration?.show(this.#place.range)));
    this.#store.add(this.#place.onDidLose((loss) => this.#end(endingOf(loss))));
    const onVisible = () => {
      this.#queue.hold(visibleEditorOf(document) === undefined);
      this.#decoration?.show(this.#place.range);
    };
    this.#store.add(vscode.window.onDidChangeVisibleTextEditors(onVisible));
    onVisible();
  }

  async run(chunks: AsyncIterable<string>, signal: AbortSignal): Promise<InsertionResult> {
    const stop = () => this.#end({ type: "stopped", by: "signal" });
    signal.addEventListener("abort", stop, { once: true });
    this.#store.add({ dispose: () => signal.removeEventListener("abort", stop) });
    if (signal.aborted) {
      stop();
    } else {
      void this.#read(chunks);
    }
    try {
      const ending = await this.#writeAll();
      if (await this.#writer.joinUndoSteps()) {
        this.#filling.rewritten();
      }
      return { ...ending, range: this.#place.range, characters: this.#characters };
    } finally {
      this.#store.dispose();
    }
  }

  async #read(chunks: AsyncIterable<string>): Promise<void> {
    try {
      for await (const chunk of chunks) {
        if (this.#queue.closed) {
          return;
        }
        this.#queue.push(this.#filling.push(chunk));
      }
      this.#end({ type: "inserted" });
    } catch (error) {
      this.#end({ type: "failed", error });
    }
  }

  /** Ends the reading; what came is still written, if there is a place for it. */
  #end(ending: Ending): void {
    if (this.#ending === undefined) {
      this.#ending = ending;
      this.#queue.push(this.#filling.end());
      this.#queue.close();
    }
  }

  async #writeAll(): Promise<Ending> {
    for (let text = await this.#queue.next(); text !== undefined; text = await this.#queue.next()) {
      const outcome = await this.#filling.write(text);
      if (outcome !== "written") {
        return endingOf(outcome);
      }
      this.#characters += text.length;
      this.#decoration?.show(this.#place.range);
    }
    const ending = this.#ending ?? { type: "inserted" };
    const outcome = ending.type === "inserted" ? await this.#filling.complete() : "written";
    return outcome === "written" ? ending : endingOf(outcome);
  }
}

function endingOf(obstacle: Obstacle): Ending {
  switch (obstacle) {
    case "closed":
      return { type: "closed" };
    case "undone":
      return { type: "stopped", by: "undo" };
    case "overwritten":
      return { type: "stopped", by: "edit" };
    case "readOnly":
    case "busy":
      return { type: "refused", reason: obstacle };
  }
}
