import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import type { Part } from "../gemini/wire.ts";
import type { CodeWriter, WritingJob } from "./codeWriter.ts";
import { cursorContext, linesContext } from "./codeContext.ts";
import { editPrompt } from "./editPrompt.ts";
import { codeOnly } from "./fences.ts";
import { type GeneratePrompt, generatePrompt } from "./generatePrompt.ts";
import { insertionTarget } from "./insertion.ts";
import { type ProjectInstructions, withInstructions } from "./projectInstructions.ts";

/** Keeps what was typed last, by what it was typed for. */
export interface InputMemory {
  get(purpose: string): string | undefined;
  set(purpose: string, typed: string): unknown;
}

export interface WriteCommandPorts {
  readonly writer: CodeWriter;
  readonly memory: InputMemory;
  readonly instructions: ProjectInstructions;
  /** Told when somebody begins to write. */
  readonly warm: () => void;
}

interface Writing extends Pick<WritingJob, "target" | "mode"> {
  readonly prompt: GeneratePrompt;
  /** Goes before the prompt. */
  readonly media: readonly Part[];
}

/** Asks what to write or to change, and has it written into the active editor. */
export class WriteCommands {
  readonly #ports: WriteCommandPorts;

  constructor(ports: WriteCommandPorts) {
    this.#ports = ports;
  }

  async generateAtCursor(): Promise<void> {
    const editor = activeEditor(vscode.l10n.t("Open a file and put the cursor where the code should go."));
    const instruction = await this.#ask("generate", {
      title: vscode.l10n.t("Castor: Generate at Cursor"),
      prompt: await this.#withSource(
        editor.document,
        vscode.l10n.t("What should be written into {0}?", nameOf(editor.document)),
      ),
      placeHolder: vscode.l10n.t("A function that…"),
    });
    if (instruction !== undefined) {
      await this.insert(editor, editor.selection, instruction);
    }
  }

  /** Writes what the instruction says in the place of the range. `media` goes before it. */
  async insert(
    editor: vscode.TextEditor,
    range: vscode.Range,
    instruction: string,
    media: readonly Part[] = [],
  ): Promise<void> {
    const target = { ...insertionTarget(editor), range };
    const prompt = generatePrompt({ instruction, ...cursorContext(editor, range) });
    await this.#write({ target, prompt, mode: "insert", media });
  }

  async editSelection(): Promise<void> {
    const editor = activeEditor(vscode.l10n.t("Open a file and select the code that should change."));
    const instruction = await this.#ask("edit", {
      title: vscode.l10n.t("Castor: Edit Selection"),
      prompt: await this.#withSource(
        editor.document,
        vscode.l10n.t("How should the selected code of {0} change?", nameOf(editor.document)),
      ),
      placeHolder: vscode.l10n.t("Use early returns…"),
    });
    if (instruction !== undefined) {
      await this.edit(editor, editor.selection, instruction);
    }
  }

  /** Changes the lines of a range as the instruction says. */
  async edit(editor: vscode.TextEditor, range: vscode.Range, instruction: string): Promise<void> {
    const context = linesContext(editor.document, range);
    if (context === undefined) {
      throw new HumanError(vscode.l10n.t("There is no code here to change. Select some, then try again."));
    }
    const target = { ...insertionTarget(editor), range: context.range };
    const prompt = editPrompt({ instruction, ...context });
    await this.#write({ target, prompt, mode: "edit", media: [] });
  }

  async #write({ target, prompt: { prompt, systemInstruction }, mode, media }: Writing): Promise<void> {
    const { document } = target;
    const instructions = await this.#ports.instructions.of(document);
    await this.#ports.writer.write({
      target,
      question: {
        parts: [...media, { text: prompt }],
        systemInstruction: withInstructions(systemInstruction, instructions),
      },
      mode,
      shape: (chunks) => codeOnly(chunks, document.languageId),
    });
  }

  /** A question, and whose instructions go along with the answer to it. */
  async #withSource(document: vscode.TextDocument, question: string): Promise<string> {
    const instructions = await this.#ports.instructions.of(document);
    return instructions === undefined
      ? question
      : vscode.l10n.t("{0} The project's {1} goes along.", question, instructions.fileName);
  }

  async #ask(purpose: string, box: vscode.InputBoxOptions): Promise<string | undefined> {
    this.#ports.warm();
    const value = this.#ports.memory.get(purpose) ?? "";
    const typed = (await vscode.window.showInputBox({ ...box, value }))?.trim();
    if (typed === undefined || typed === "") {
      return undefined;
    }
    this.#ports.memory.set(purpose, typed);
    return typed;
  }
}

function activeEditor(otherwise: string): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    throw new HumanError(otherwise);
  }
  return editor;
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
