import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../base/disposable.ts";
import { fits, keepReview, readKept, writeKept, type KeptReview, type ReviewStore } from "./keptReviews.ts";
import { ReviewDecorations } from "./reviewDecorations.ts";
import { Review } from "./review.ts";
import { reviewLenses } from "./reviewLenses.ts";

/** How many reviews that are over can be brought back by undo. */
const MOST_OVER = 8;

/** Whether a document of the active editor has changes to decide about. */
const REVIEWING = "castor.reviewing";

/** What Castor writes into documents, and has written, until the person has decided: colours, lenses, commands. */
export class Reviews implements Disposable, vscode.CodeLensProvider {
  readonly #store = new DisposableStore();
  readonly #reviews = new Set<Review>();
  readonly #lensesChanged = this.#store.add(new vscode.EventEmitter<void>());
  #decorations: ReviewDecorations | undefined;
  readonly #keeping: ReviewStore | undefined;
  /** Of documents that are not open, or not yet as they were. */
  #kept: readonly KeptReview[] = [];
  /** What the lenses say at the moment. */
  #lenses = "";
  #reviewing = false;

  readonly onDidChangeCodeLenses = this.#lensesChanged.event;

  /** @param keeping where what is undecided outlives the window; without it, it does not */
  constructor(keeping?: ReviewStore) {
    this.#keeping = keeping;
  }

  /** Takes up what was undecided when the window went, now or when its document is there as it was. */
  async restore(): Promise<void> {
    this.#kept = readKept(await this.#keeping?.read());
    if (this.#kept.length > 0) {
      this.#store.add(vscode.workspace.onDidOpenTextDocument((document) => this.#resume(document)));
      // A document can be opened as it is on disk before what was unsaved comes back.
      this.#store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#resume(document)));
      vscode.workspace.textDocuments.forEach((document) => this.#resume(document));
    }
  }

  #resume(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    if (!this.#kept.some((kept) => kept.uri === uri)) {
      return;
    }
    const text = document.getText();
    const found = this.#kept.filter((kept) => kept.uri === uri && fits(kept, text));
    this.#kept = this.#kept.filter((kept) => !found.includes(kept));
    for (const { hunks } of found) {
      const review = this.begin(document, document.positionAt(0), () => undefined);
      review.show(hunks);
      review.wait();
    }
  }

  /** A review that is shown until it is over. */
  begin(document: vscode.TextDocument, start: vscode.Position, stop: () => void): Review {
    this.#decorations ??= this.#start();
    this.#forget();
    const review = new Review(document, start, stop);
    this.#reviews.add(review);
    review.onDidChange(() => this.#show(document));
    this.#show(document);
    return review;
  }

  /** Nobody who has nothing written pays for any of this. */
  #start(): ReviewDecorations {
    this.#store.add(vscode.languages.registerCodeLensProvider({ pattern: "**" }, this));
    this.#store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#showAll()));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.#setContext()));
    this.#store.add(vscode.workspace.onDidCloseTextDocument((document) => this.#onClose(document)));
    this.#store.add(vscode.workspace.onWillSaveTextDocument((event) => this.#onSave(event)));
    return this.#store.add(new ReviewDecorations());
  }

  #forget(): void {
    const over = [...this.#reviews].filter(({ isOver }) => isOver);
    for (const review of over.slice(0, -MOST_OVER)) {
      this.#reviews.delete(review);
      review.dispose();
    }
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.#of(document).flatMap(reviewLenses);
  }

  /** Decides about the change with this id, a review, or those at the cursor of the active editor. */
  async decide(decision: "accept" | "discard", review?: unknown, id?: unknown): Promise<void> {
    const given = [...this.#reviews].find((one) => one === review);
    for (const one of given ? [given] : this.#atCursor()) {
      await decideOne(one, decision, typeof id === "number" ? id : undefined);
    }
  }

  /** Waits until what is undecided is kept. */
  async flush(): Promise<void> {
    await this.#keeping?.flush();
  }

  /** Whether a document has changes to decide about. */
  has(document: vscode.TextDocument): boolean {
    return this.#of(document).length > 0;
  }

  dispose(): void {
    this.#reviews.forEach((review) => review.dispose());
    this.#store.dispose();
  }

  /** Those whose changes the cursor is in or at, else all of the document. */
  #atCursor(): readonly Review[] {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      return [];
    }
    const reviews = this.#of(editor.document);
    const at = editor.document.offsetAt(editor.selection.active);
    const near = reviews.filter(({ hunks }) =>
      hunks.some(({ removed, added }) => removed.start <= at && at <= added.end),
    );
    return near.length > 0 ? near : reviews;
  }

  #of(document: vscode.TextDocument): readonly Review[] {
    return [...this.#reviews].filter((review) => review.document === document && !review.isOver);
  }

  #show(document: vscode.TextDocument): void {
    this.#decorations?.show(document, this.#of(document));
    this.#setContext();
    this.#keeping?.write(() => this.#keep());
    // Text comes many times a second, and every provider is asked for its lenses when ours change.
    const lenses = JSON.stringify(
      [...this.#reviews].map(({ isWriting, message, start, hunks }) => [
        isWriting,
        message,
        start,
        isWriting || hunks.map(({ id, removed }) => [id, document.positionAt(removed.start).line]),
      ]),
    );
    if (lenses !== this.#lenses) {
      this.#lenses = lenses;
      this.#lensesChanged.fire();
    }
  }

  #keep(): string {
    const undecided = [...this.#reviews].filter(({ hunks }) => hunks.length > 0);
    return writeKept([
      ...this.#kept,
      ...undecided.map(({ document, hunks }) =>
        keepReview(document.uri.toString(), document.getText(), hunks),
      ),
    ]);
  }

  #showAll(): void {
    const documents = new Set([...this.#reviews].map(({ document }) => document));
    documents.forEach((document) => this.#decorations?.show(document, this.#of(document)));
  }

  #setContext(): void {
    const document = vscode.window.activeTextEditor?.document;
    const reviewing = document !== undefined && this.has(document);
    if (reviewing !== this.#reviewing) {
      this.#reviewing = reviewing;
      void vscode.commands.executeCommand("setContext", REVIEWING, reviewing);
    }
  }

  #onClose(document: vscode.TextDocument): void {
    for (const review of this.#reviews) {
      if (review.document === document && document.isClosed) {
        this.#reviews.delete(review);
        review.dispose();
      }
    }
    this.#setContext();
    this.#keeping?.write(() => this.#keep());
  }

  /** Who saves by hand means the new text; a file must not be left with both. */
  #onSave(event: vscode.TextDocumentWillSaveEvent): void {
    if (event.reason !== vscode.TextDocumentSaveReason.Manual) {
      return;
    }
    const reviews = this.#of(event.document).filter(({ isWriting }) => !isWriting);
    const edits = reviews.flatMap((review) => review.savingEdits());
    reviews.forEach((review) => review.settle());
    if (edits.length > 0) {
      event.waitUntil(Promise.resolve(edits));
    }
  }
}

async function decideOne(
  review: Review,
  decision: "accept" | "discard",
  id: number | undefined,
): Promise<void> {
  if (review.isWriting) {
    review.stop();
    await review.written;
  }
  if (decision === "accept" && !(await mayAccept(review))) {
    return;
  }
  if (!(await review.decide(decision, id))) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        "Something else keeps changing this file, so nothing was changed. Try again in a moment.",
      ),
    );
  }
}

/** Code that does not read as it runs is nothing to accept in passing. */
async function mayAccept({ hiddenCharacters }: Review): Promise<boolean> {
  if (hiddenCharacters.length === 0) {
    return true;
  }
  const accept = vscode.l10n.t("Accept Anyway");
  const detail = vscode.l10n.t(
    "{0}: such characters can make code read otherwise than it runs. Look at it closely, or discard it.",
    hiddenCharacters.join(", "),
  );
  const message = vscode.l10n.t("The new code has characters that do not show.");
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, accept)) === accept;
}
