import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { ChatClient, GenerationOptions, Wording } from "../chat/ports.ts";
import { endingOf } from "../chat/ending.ts";
import { requestFrame } from "../chat/requestFrame.ts";
import { Aggregator } from "../gemini/aggregate.ts";
import type { Wait } from "../gemini/retry.ts";
import type { Part } from "../gemini/wire.ts";
import type { Problem } from "../shared/transcript.ts";
import { cursorContext } from "./codeContext.ts";
import { codeOnly } from "./fences.ts";
import { generatePrompt } from "./generatePrompt.ts";
import { type InsertionTarget, insertionTarget, insertStream, type InsertionResult } from "./insertion.ts";
import { findHiddenCharacters } from "./trojanSource.ts";

export interface CodeWriterPorts {
  readonly client: ChatClient;
  readonly options: () => GenerationOptions;
  readonly wording: Wording;
  /** Told when somebody begins to write. */
  readonly warm: () => void;
  readonly showProblem: (problem: Problem) => void;
}

/** What is asked about a file, and how the answer has to look. */
export interface MediaQuestion {
  readonly parts: readonly Part[];
  readonly shape: (chunks: AsyncIterable<string>) => AsyncIterable<string>;
}

const GENERATING = "castor.generating";

/** Asks what to write and streams the code into the editor. */
export class CodeWriter implements vscode.Disposable {
  readonly #ports: CodeWriterPorts;
  readonly #running = new Set<AbortController>();
  #lastInstruction = "";

  constructor(ports: CodeWriterPorts) {
    this.#ports = ports;
  }

  async generateAtCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      throw new HumanError(vscode.l10n.t("Open a file and put the cursor where the code should go."));
    }
    const instruction = await this.#ask(editor.document);
    if (instruction === undefined) {
      return;
    }
    this.#lastInstruction = instruction;
    const controller = new AbortController();
    await this.#track(controller, () => this.#write(editor, instruction, controller));
  }

  /** Opens a new document of this language and writes the answer into it as it comes. */
  async writeDocument(languageId: string, question: MediaQuestion): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: languageId });
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await this.writeAt(insertionTarget(editor), question);
  }

  /** Writes the answer to a question about a file into a document as it comes. */
  async writeAt(target: InsertionTarget, { parts, shape }: MediaQuestion): Promise<void> {
    const controller = new AbortController();
    const ask = (onWait: (wait: Wait) => void) =>
      shape(this.#stream(parts, undefined, controller.signal, onWait));
    await this.#track(controller, () => this.#insert(target, ask, controller));
  }

  /** Ends every insertion that is under way; what has come stays. */
  stop(): void {
    this.#running.forEach((controller) => controller.abort());
  }

  dispose(): void {
    this.stop();
  }

  async #ask(document: vscode.TextDocument): Promise<string | undefined> {
    this.#ports.warm();
    const name = document.uri.path.slice(document.uri.path.lastIndexOf("/") + 1);
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t("Castor: Generate at Cursor"),
      prompt: vscode.l10n.t("What should be written into {0}?", name),
      placeHolder: vscode.l10n.t("A function that…"),
      value: this.#lastInstruction,
    });
    const instruction = typed?.trim();
    return instruction === "" ? undefined : instruction;
  }

  async #track(controller: AbortController, work: () => Promise<void>): Promise<void> {
    this.#running.add(controller);
    await vscode.commands.executeCommand("setContext", GENERATING, true);
    try {
      await work();
    } finally {
      this.#running.delete(controller);
      await vscode.commands.executeCommand("setContext", GENERATING, this.#running.size > 0);
    }
  }

  async #write(editor: vscode.TextEditor, instruction: string, controller: AbortController): Promise<void> {
    const target = insertionTarget(editor);
    const { prompt, systemInstruction } = generatePrompt({ instruction, ...cursorContext(editor) });
    const { languageId } = target.document;
    const ask = (onWait: (wait: Wait) => void) =>
      codeOnly(this.#stream([{ text: prompt }], systemInstruction, controller.signal, onWait), languageId);
    await this.#insert(target, ask, controller);
  }

  async #insert(
    target: InsertionTarget,
    ask: (onWait: (wait: Wait) => void) => AsyncIterable<string>,
    controller: AbortController,
  ): Promise<void> {
    const title = vscode.l10n.t("Castor is writing");
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        const answer = ask((wait) => {
          progress.report({ message: waitWords(wait, this.#ports.wording) });
        });
        const inserted = await insertStream(target, answer, { signal: controller.signal });
        // An insertion that ended before the stream leaves the model talking to nobody.
        controller.abort();
        return inserted;
      },
    );
    this.#tell(result, target.document);
  }

  async *#stream(
    parts: readonly Part[],
    systemInstruction: string | undefined,
    signal: AbortSignal,
    onWait: (wait: Wait) => void,
  ): AsyncGenerator<string> {
    const options = this.#ports.options();
    const instructions = [options.systemInstruction, systemInstruction].filter((text) => text !== undefined);
    const request = {
      ...requestFrame({
        ...options,
        includeThoughts: false,
        ...(instructions.length > 0 && { systemInstruction: instructions.join("\n\n") }),
      }),
      contents: [{ role: "user", parts }],
    };
    const aggregator = new Aggregator();
    for await (const chunk of this.#ports.client.streamGenerateContent(options.model, request, {
      signal,
      onWait,
    })) {
      aggregator.add(chunk);
      for (const part of chunk.candidates?.[0]?.content?.parts ?? []) {
        if (part.text !== undefined && part.thought !== true) {
          yield part.text;
        }
      }
    }
    const problem = this.#ports.wording.ending(endingOf(aggregator.answer));
    if (problem !== undefined) {
      this.#ports.showProblem(problem);
    }
  }

  #tell(result: InsertionResult, document: vscode.TextDocument): void {
    const { wording, showProblem } = this.#ports;
    if (result.type === "failed") {
      showProblem(wording.failure(result.error));
    } else if (result.type === "refused") {
      showProblem({ title: refusalWords(result.reason), actions: [] });
    }
    if (result.characters > 0 && !document.isClosed) {
      warnOfHiddenCharacters(document.getText(result.range));
    }
  }
}

function waitWords({ error, delayMs }: Wait, wording: Wording): string {
  const seconds = Math.ceil(delayMs / 1000).toLocaleString(vscode.env.language);
  return vscode.l10n.t("{0} Trying again in {1} s.", wording.failure(error).title, seconds);
}

function refusalWords(reason: "readOnly" | "busy"): string {
  return reason === "readOnly"
    ? vscode.l10n.t("This file cannot be written to. Copy it or lift its protection, then try again.")
    : vscode.l10n.t(
        "Something else keeps changing this file, so nothing was written. Try again in a moment.",
      );
}

function warnOfHiddenCharacters(text: string): void {
  const found = findHiddenCharacters(text);
  if (found.length === 0) {
    return;
  }
  const names = [...new Set(found.map(({ codePoint }) => codePoint))].join(", ");
  void vscode.window.showWarningMessage(
    vscode.l10n.t("The code has characters that do not show ({0}). Look at it closely, or undo.", names),
  );
}
