import * as vscode from "vscode";
import { HumanError } from "../base/humanError.ts";
import { applyTargets, type ApplyRequest } from "./apply/applyTarget.ts";
import { changedLines } from "./apply/changedLines.ts";
import { pathComment } from "./apply/pathComment.ts";
import { linesContext } from "./codeContext.ts";
import type { CodeWriter } from "./codeWriter.ts";
import { mayWrite } from "./guardedFiles.ts";
import { type InsertionTarget, insertionTarget, insertStream } from "./insertion.ts";
import { once } from "./once.ts";
import type { Reviews } from "./reviews.ts";
import { findHiddenCharacters } from "./trojanSource.ts";

export interface PanelCodePorts {
  readonly writer: CodeWriter;
  readonly reviews: Reviews;
  /** Where code goes while the chat has the focus. */
  readonly editor: () => vscode.TextEditor | undefined;
  /** Where a file is opened that no editor shows. */
  readonly column: () => vscode.ViewColumn;
}

interface Comparison {
  readonly document: vscode.TextDocument;
  /** Of which `old` is the text. */
  readonly version: number;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

/** Brings code blocks of the chat into documents. */
export class PanelCode {
  readonly #ports: PanelCodePorts;

  constructor(ports: PanelCodePorts) {
    this.#ports = ports;
  }

  /** Puts code where the cursor is, and goes there. What is selected stays. */
  async insert(code: string): Promise<void> {
    const editor = this.#ports.editor();
    if (editor === undefined) {
      throw new HumanError(vscode.l10n.t("Open a file and put the cursor where the code should go."));
    }
    const cursor = new vscode.Range(editor.selection.active, editor.selection.active);
    const target = { ...insertionTarget(editor), range: cursor };
    if (findHiddenCharacters(code).length > 0) {
      // It is not to be overlooked that the code has something that does not show.
      await this.#write(editor, target, code, "insert");
      return;
    }
    if (!(await mayWrite(editor.document))) {
      return;
    }
    const { signal } = new AbortController();
    const result = await insertStream(target, once(code), { signal });
    if (result.type === "refused") {
      throw new HumanError(
        vscode.l10n.t("This file cannot be written to. Copy it or lift its protection, then try again."),
      );
    }
    await this.#show(editor.document, new vscode.Range(result.range.end, result.range.end));
  }

  /** Puts code in the place of what is selected: whole lines are compared with it, less waits to be accepted. */
  async replaceSelection(code: string): Promise<void> {
    const editor = this.#ports.editor();
    if (editor === undefined || editor.selection.isEmpty) {
      throw new HumanError(vscode.l10n.t("Select the code that should be replaced, then try again."));
    }
    const { document, selection } = editor;
    if (!(await this.#isDecided(document))) {
      return;
    }
    const lines = hasWholeLines(document, selection) ? linesContext(document, selection) : undefined;
    const target = { ...insertionTarget(editor), range: lines?.range ?? selection };
    await this.#write(editor, target, code, lines === undefined ? "insert" : "edit");
  }

  /** Finds the file and the place that code belongs into, and shows what changes there. */
  async apply(request: ApplyRequest): Promise<void> {
    if (request.isOpen) {
      throw new HumanError(vscode.l10n.t("This code is still being written. Apply it when it is whole."));
    }
    const documents = await applyTargets(request, this.#ports.editor()?.document);
    if (documents === undefined) {
      return;
    }
    const [likeliest] = documents;
    if (likeliest === undefined) {
      throw new HumanError(vscode.l10n.t("Open the file that this code belongs into, then apply it again."));
    }
    const { mergeCode } = await import("./apply/mergeCode.lazy.ts");
    const code = linesOf(withoutPath(request.code));
    for (const document of documents) {
      const old = linesOf(document.getText());
      const { version } = document;
      const fresh = mergeCode(old, code, layoutOf(document));
      if (fresh !== undefined) {
        await this.#compare({ document, version, old, fresh });
        return;
      }
    }
    await this.#offerPlaces(likeliest, code.join("\n"));
  }

  async #compare({ document, version, old, fresh }: Comparison): Promise<void> {
    const changed = changedLines(old, fresh);
    const name = vscode.workspace.asRelativePath(document.uri);
    if (changed === undefined) {
      await this.#show(document);
      void vscode.window.showInformationMessage(vscode.l10n.t("{0} already has this code.", name));
    } else if (await this.#isDecided(document)) {
      const editor = await this.#show(document);
      if (document.version !== version) {
        throw new HumanError(vscode.l10n.t("{0} has just been changed. Apply the code again.", name));
      }
      const range = document.validateRange(new vscode.Range(changed.start, 0, changed.end, 0));
      const isEmpty = document.getText().trim() === "";
      const target = { ...insertionTarget(editor), range, isFitted: true };
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      await this.#write(editor, target, changed.lines.join("\n"), isEmpty ? "insert" : "edit");
    }
  }

  /** No lines or names are known there: the person says where. */
  async #offerPlaces(document: vscode.TextDocument, code: string): Promise<void> {
    const editor = await this.#show(document);
    const name = vscode.workspace.asRelativePath(document.uri);
    const [atCursor, atEnd] = [vscode.l10n.t("Insert at Cursor"), vscode.l10n.t("Add at the End")];
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t("Nothing in {0} shows where this code belongs.", name),
      atCursor,
      atEnd,
    );
    if (choice === atCursor) {
      const cursor = new vscode.Range(editor.selection.active, editor.selection.active);
      await this.#write(editor, { ...insertionTarget(editor), range: cursor }, code, "insert");
    } else if (choice === atEnd) {
      const old = linesOf(document.getText());
      const fresh = [...old, ...(old.at(-1) === "" ? [] : [""]), ...linesOf(code)];
      await this.#compare({ document, version: document.version, old, fresh });
    }
  }

  /** A document in which old and new lines stand side by side is nothing to compare code with. */
  async #isDecided(document: vscode.TextDocument): Promise<boolean> {
    if (!this.#ports.reviews.has(document)) {
      return true;
    }
    await this.#show(document);
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "Accept or discard the changes in {0} first, then try again.",
        vscode.workspace.asRelativePath(document.uri),
      ),
    );
    return false;
  }

  async #write(
    editor: vscode.TextEditor,
    target: InsertionTarget,
    code: string,
    mode: "insert" | "edit",
  ): Promise<void> {
    await this.#show(editor.document);
    await this.#ports.writer.write({ target, question: code, shape: (chunks) => chunks, mode });
  }

  async #show(document: vscode.TextDocument, selection?: vscode.Range): Promise<vscode.TextEditor> {
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const viewColumn = shown?.viewColumn ?? this.#ports.editor()?.viewColumn ?? this.#ports.column();
    return await vscode.window.showTextDocument(document, {
      viewColumn,
      preview: false,
      ...(selection && { selection }),
    });
  }
}

/** A last line break ends the last line and begins none. */
function linesOf(text: string): readonly string[] {
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/** A comment that only names the file is for the reader of the chat. */
function withoutPath(code: string): string {
  const [first = "", ...others] = code.split("\n");
  return pathComment(first) === undefined ? code : others.join("\n").replace(/^\n+/, "");
}

function hasWholeLines(document: vscode.TextDocument, { start, end }: vscode.Range): boolean {
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const after = document.lineAt(end.line).text.slice(end.character);
  return before.trim() === "" && (end.character === 0 || after.trim() === "");
}

function layoutOf(document: vscode.TextDocument): Pick<InsertionTarget, "insertSpaces" | "tabSize"> {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  if (editor !== undefined) {
    return insertionTarget(editor);
  }
  const settings = vscode.workspace.getConfiguration("editor", document);
  return { insertSpaces: settings.get("insertSpaces", true), tabSize: settings.get("tabSize", 4) };
}
