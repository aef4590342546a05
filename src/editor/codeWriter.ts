import * as vscode from "vscode";
import type { Wait } from "../gemini/retry.ts";
import type { Problem } from "../shared/transcript.ts";
import { mayWrite } from "./guardedFiles.ts";
import {
  diffStream,
  type InsertionResult,
  type InsertionTarget,
  insertionTarget,
  insertStream,
} from "./insertion.ts";
import { once } from "./once.ts";
import { modelText, type ModelPorts, type Question } from "./modelText.ts";
import type { Review } from "./review.ts";
import type { Reviews } from "./reviews.ts";
import { waitWords } from "./waitWords.ts";

export interface CodeWriterPorts extends ModelPorts {
  /** Where what was written waits for the person's decision. */
  readonly reviews: Reviews;
}

/** What is to be written, and where. */
export interface WritingJob {
  readonly target: InsertionTarget;
  /** What the model is asked, or the answer itself where it is known. */
  readonly question: Question | string;
  /** Makes text of the document of the answer. */
  readonly shape: (chunks: AsyncIterable<string>) => AsyncIterable<string>;
  /** `edit` compares the answer with the target's whole lines, `insert` puts it in the target's place. */
  readonly mode: "insert" | "edit";
  /** The document was made for the answer, so there is nothing to decide. */
  readonly isOwnDocument?: boolean;
}

const GENERATING = "castor.generating";

/** Streams the model's answers into documents, where they wait to be accepted. */
export class CodeWriter implements vscode.Disposable {
  readonly #ports: CodeWriterPorts;
  readonly #running = new Set<AbortController>();

  constructor(ports: CodeWriterPorts) {
    this.#ports = ports;
  }

  /** Opens a new document of this language and writes the answer into it as it comes. */
  async writeDocument(languageId: string, job: Pick<WritingJob, "question" | "shape">): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: languageId });
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await this.write({ ...job, target: insertionTarget(editor), mode: "insert", isOwnDocument: true });
  }

  async write(job: WritingJob): Promise<void> {
    if (!(await mayWrite(job.target.document))) {
      return;
    }
    const controller = new AbortController();
    this.#running.add(controller);
    await vscode.commands.executeCommand("setContext", GENERATING, true);
    try {
      this.#tell(await this.#write(job, controller));
    } finally {
      this.#running.delete(controller);
      await vscode.commands.executeCommand("setContext", GENERATING, this.#running.size > 0);
    }
  }

  /** Ends every insertion that is under way; what has come stays. */
  stop(): void {
    this.#running.forEach((controller) => controller.abort());
  }

  dispose(): void {
    this.stop();
  }

  async #write({ target, question, shape, mode, isOwnDocument }: WritingJob, controller: AbortController) {
    const { document, range } = target;
    // Lines that an answer did not come to are not lines that it leaves out.
    const cutOff = (problem: Problem) => {
      controller.abort();
      this.#ports.showProblem(problem);
    };
    const review = this.#ports.reviews.begin(document, range.start, () => controller.abort());
    if (mode === "edit") {
      deselect(target);
    }
    const title = vscode.l10n.t("Castor is writing");
    const location = vscode.ProgressLocation.Window;
    try {
      return await vscode.window.withProgress({ location, title }, async (progress) => {
        const { signal } = controller;
        const onWait = (wait: Wait) => {
          const message = waitWords(wait, this.#ports.wording);
          progress.report({ message });
          review.tell(message);
        };
        const ports = mode === "edit" ? { ...this.#ports, showProblem: cutOff } : this.#ports;
        const answer = shape(
          typeof question === "string" ? once(question) : modelText(ports, question, { signal, onWait }),
        );
        return mode === "edit"
          ? await diffStream(target, answer, { signal, onHunks: (hunks) => review.show(hunks) })
          : await insertWhole(target, answer, { signal, review });
      });
    } finally {
      // An insertion that ended before the stream leaves the model talking to nobody.
      controller.abort();
      review.wait();
      if (isOwnDocument) {
        review.settle();
      }
    }
  }

  #tell(result: InsertionResult): void {
    const { wording, showProblem } = this.#ports;
    if (result.type === "failed") {
      showProblem(wording.failure(result.error));
    } else if (result.type === "refused") {
      showProblem({ title: refusalWords(result.reason), actions: [] });
    }
  }
}

/** A selection would cover the colours of what goes and what comes. */
function deselect({ document, range }: InsertionTarget): void {
  for (const editor of vscode.window.visibleTextEditors) {
    const { start, isEmpty } = editor.selection;
    if (editor.document === document && !isEmpty && range.contains(editor.selection)) {
      editor.selection = new vscode.Selection(start, start);
    }
  }
}

async function insertWhole(
  target: InsertionTarget,
  answer: AsyncIterable<string>,
  { signal, review }: { readonly signal: AbortSignal; readonly review: Review },
): Promise<InsertionResult> {
  const { document, range } = target;
  const instead = document.getText(range);
  const result = await insertStream(target, answer, { signal });
  const isThere = result.characters > 0 && !document.isClosed && !isUndone(result);
  if (isThere) {
    const [start, end] = [document.offsetAt(result.range.start), document.offsetAt(result.range.end)];
    const added = { start, end };
    review.show([{ id: 0, removed: { start, end: start }, added, instead, isPiece: true }]);
  }
  return result;
}

function isUndone(result: InsertionResult): boolean {
  return result.type === "stopped" && result.by === "undo";
}

function refusalWords(reason: "readOnly" | "busy"): string {
  return reason === "readOnly"
    ? vscode.l10n.t("This file cannot be written to. Copy it or lift its protection, then try again.")
    : vscode.l10n.t(
        "Something else keeps changing this file, so nothing was written. Try again in a moment.",
      );
}
