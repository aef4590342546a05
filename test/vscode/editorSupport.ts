import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { insertionTarget, insertStream, type InsertionResult } from "../../src/editor/insertion.ts";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "castor-editor-")));
let files = 0;

/** Closes what the tests opened, without asking, and removes their files. */
export async function cleanUp(): Promise<void> {
  await closeEditors();
  rmSync(folder, { recursive: true, force: true });
}

export async function closeEditors(): Promise<void> {
  for (const editor of vscode.window.visibleTextEditors) {
    await vscode.window.showTextDocument(editor.document, {
      viewColumn: editor.viewColumn ?? vscode.ViewColumn.One,
    });
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

export interface FileOptions {
  readonly extension?: string;
  readonly tabs?: boolean;
}

/** Opens a new file in a tab of its own. `|` in the text says where the cursor goes, two of them what is selected. */
export async function openFile(marked: string, { extension = "txt", tabs = false }: FileOptions = {}) {
  const [before = "", selected = "", after] = marked.split("|");
  const text = before + selected + (after ?? "");
  const file = path.join(folder, `file${files++}.${extension}`);
  await writeFile(file, text);
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  editor.options = { insertSpaces: !tabs, tabSize: 4 };
  const start = editor.document.positionAt(before.length);
  const end = editor.document.positionAt(before.length + (after === undefined ? 0 : selected.length));
  editor.selection = new vscode.Selection(start, end);
  return { editor, document: editor.document, text, file };
}

/** A stream whose chunks come when the test says so. */
export class Source implements AsyncIterable<string> {
  readonly #chunks: string[] = [];
  #ended = false;
  #error: Error | undefined;
  #wake = Promise.withResolvers<undefined>();

  send(...chunks: readonly string[]): void {
    this.#chunks.push(...chunks);
    this.#wake.resolve(undefined);
  }

  end(): void {
    this.#ended = true;
    this.#wake.resolve(undefined);
  }

  fail(error: Error): void {
    this.#error = error;
    this.#wake.resolve(undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        yield chunk;
      } else if (this.#error) {
        throw this.#error;
      } else if (this.#ended) {
        return;
      } else {
        await this.#wake.promise;
        this.#wake = Promise.withResolvers();
      }
    }
  }
}

export interface RunningInsertion {
  readonly source: Source;
  readonly result: Promise<InsertionResult>;
  readonly stop: () => void;
}

/** Starts an insertion at the editor's selection. */
export function startInsertion(editor: vscode.TextEditor): RunningInsertion {
  const source = new Source();
  const controller = new AbortController();
  const result = insertStream(insertionTarget(editor), source, { signal: controller.signal });
  return { source, result, stop: () => controller.abort() };
}

/** Inserts chunks, each of which stands in the document before the next comes. */
export async function insertChunks(editor: vscode.TextEditor, chunks: readonly string[]) {
  const { source, result } = startInsertion(editor);
  for (const chunk of chunks) {
    source.send(chunk);
    await untilText(editor.document, (text) => text.includes(chunk.trim()));
  }
  source.end();
  return await result;
}

/** Waits until an event of VS Code has made the condition true. */
export async function until<T>(event: vscode.Event<T>, condition: () => boolean): Promise<void> {
  const met = Promise.withResolvers<undefined>();
  const check = () => {
    if (condition()) met.resolve(undefined);
  };
  const subscription = event(check);
  check();
  try {
    await met.promise;
  } finally {
    subscription.dispose();
  }
}

export async function untilText(
  document: vscode.TextDocument,
  condition: (text: string) => boolean,
): Promise<void> {
  await until(vscode.workspace.onDidChangeTextDocument, () => condition(document.getText()));
}

/** The person's edit: tried until it meets no other. Positions are found in the text of each try. */
export async function editByHand(
  editor: vscode.TextEditor,
  edit: (build: vscode.TextEditorEdit, text: string) => void,
): Promise<void> {
  while (!(await editor.edit((build) => edit(build, editor.document.getText())))) {
    // An edit of the insertion came first.
  }
}

/** Inserts by hand before or after the first occurrence of a text. */
export async function insertByHand(
  editor: vscode.TextEditor,
  where: "before" | "after",
  anchor: string,
  text: string,
): Promise<void> {
  await editByHand(editor, (build, now) => {
    const found = now.indexOf(anchor);
    assert.notEqual(found, -1, `${anchor} is not in the document`);
    build.insert(editor.document.positionAt(where === "before" ? found : found + anchor.length), text);
  });
}

/** One undo in the document's editor, brought to the front if need be. */
export async function undoOnce(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand("undo");
}

/** Sets the selection and waits until VS Code has it. */
export async function select(editor: vscode.TextEditor, selection: vscode.Selection): Promise<void> {
  if (editor.selection.isEqual(selection)) {
    return;
  }
  const told = Promise.withResolvers<undefined>();
  const subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    if (textEditor === editor && selections[0]?.isEqual(selection)) told.resolve(undefined);
  });
  editor.selection = selection;
  await told.promise;
  subscription.dispose();
}

/** The changes of a document from now on. */
export function recordChanges(document: vscode.TextDocument) {
  const changes: vscode.TextDocumentContentChangeEvent[] = [];
  const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) changes.push(...event.contentChanges);
  });
  return { changes, dispose: () => void subscription.dispose() };
}
