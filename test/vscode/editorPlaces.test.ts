import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  cleanUp,
  closeEditors,
  insertChunks,
  openFile,
  recordChanges,
  startInsertion,
  undoOnce,
  until,
  untilText,
} from "./editorSupport.ts";

const MADE_UP = "castor-test-made-up";

describe("insertStream in documents of every kind", () => {
  afterEach(closeEditors);
  after(cleanUp);

  describe("in a background tab", () => {
    it("writes all at the end, without showing it, as one undo step", async () => {
      const { editor, document, text } = await openFile("a\n|\nb\n");
      const { source, result } = startInsertion(editor);
      const other = await openFile("other\n");
      const record = recordChanges(document);
      source.send("one\n");
      source.send("two");
      source.end();
      assert.equal((await result).type, "inserted");
      record.dispose();
      assert.equal(record.changes.length, 1);
      assert.equal(document.getText(), "a\none\ntwo\nb\n");
      assert.equal(vscode.window.activeTextEditor?.document, other.document);
      await undoOnce(document);
      assert.equal(document.getText(), text);
    });

    it("catches up when it is shown again", async () => {
      const { editor, document, text } = await openFile("|\n");
      const { source, result } = startInsertion(editor);
      source.send("one ");
      await untilText(document, (now) => now.includes("one"));
      await openFile("other\n");
      source.send("two ");
      await vscode.window.showTextDocument(document, { preview: false });
      await untilText(document, (now) => now === "one two \n");
      source.send("three");
      source.end();
      await result;
      assert.equal(document.getText(), "one two three\n");
      await undoOnce(document);
      assert.equal(document.getText(), text);
    });

    it("is one undo step though it began in view", async () => {
      const { editor, document, text } = await openFile("|\n");
      const { source, result } = startInsertion(editor);
      source.send("one ");
      await untilText(document, (now) => now.includes("one"));
      await openFile("other\n");
      source.send("two ");
      source.end();
      await result;
      assert.equal(document.getText(), "one two \n");
      await undoOnce(document);
      assert.equal(document.getText(), text);
    });

    it("keeps what had come when it is stopped", async () => {
      const { editor, document } = await openFile("|\n");
      const { source, result, stop } = startInsertion(editor);
      await openFile("other\n");
      source.send("one");
      await new Promise(setImmediate);
      stop();
      assert.equal((await result).type, "stopped");
      assert.equal(document.getText(), "one\n");
    });
  });

  describe("in a file that is closed", () => {
    it("ends when the tab is closed before anything came", async () => {
      const { editor, document, text } = await openFile("|a\n");
      const { source, result } = startInsertion(editor);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      source.send("one");
      const { type, characters } = await result;
      assert.deepEqual({ type, characters }, { type: "closed", characters: 0 });
      assert.equal(document.getText(), text);
    });

    it("stops when the tab is closed and its changes are thrown away: VS Code reverts them first", async () => {
      const { editor, document, text } = await openFile("|a\n");
      const { source, result } = startInsertion(editor);
      source.send("one");
      await untilText(document, (now) => now.includes("one"));
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      source.send("two");
      const ending = await result;
      assert.ok(ending.type === "stopped" && ending.by === "edit");
      assert.equal(document.getText(), text);
    });

    it("ends when the saved file is closed", async () => {
      const { editor, document } = await openFile("|a\n");
      const { source, result } = startInsertion(editor);
      source.send("one");
      await untilText(document, (now) => now.includes("one"));
      await document.save();
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      source.send("two");
      assert.equal((await result).type, "closed");
      assert.equal(document.getText(), "onea\n");
    });

    it("ends when the file is deleted in VS Code", async () => {
      const { editor, document } = await openFile("|a\n");
      const { source, result } = startInsertion(editor);
      source.send("one");
      await untilText(document, (now) => now.includes("one"));
      const deletion = new vscode.WorkspaceEdit();
      deletion.deleteFile(document.uri);
      await vscode.workspace.applyEdit(deletion);
      source.send("two");
      assert.equal((await result).type, "closed");
    });

    it("goes on in another tab of the same file", async () => {
      const { editor, document } = await openFile("|a\n");
      await vscode.commands.executeCommand("workbench.action.splitEditor");
      const { source, result } = startInsertion(editor);
      source.send("one ");
      await untilText(document, (now) => now.includes("one"));
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      source.send("two ");
      source.end();
      assert.equal((await result).type, "inserted");
      assert.equal(document.getText(), "one two a\n");
    });

    it("goes on when the tab moves to another group", async () => {
      await openFile("stays\n");
      const { editor, document } = await openFile("|a\n");
      const { source, result } = startInsertion(editor);
      source.send("one ");
      await untilText(document, (now) => now.includes("one"));
      await vscode.commands.executeCommand("workbench.action.moveEditorToNextGroup");
      source.send("two ");
      source.end();
      assert.equal((await result).type, "inserted");
      assert.equal(document.getText(), "one two a\n");
    });
  });

  describe("in a document that cannot be written", () => {
    const made = vscode.workspace.registerTextDocumentContentProvider(MADE_UP, {
      provideTextDocumentContent: () => "made up\n",
    });
    after(() => void made.dispose());

    it("refuses where another extension makes the content up", async () => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`${MADE_UP}:/visible.txt`));
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      const { source, result } = startInsertion(editor);
      source.send("one");
      const ending = await result;
      assert.ok(ending.type === "refused" && ending.reason === "readOnly");
      assert.equal(document.getText(), "made up\n");
    });

    it("refuses there in the background too", async () => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`${MADE_UP}:/hidden.txt`));
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      const { source, result } = startInsertion(editor);
      await openFile("other\n");
      source.send("one");
      source.end();
      assert.equal((await result).type, "refused");
      assert.equal(document.getText(), "made up\n");
    });

    it("refuses a file that was set read-only", async () => {
      const { editor, document, text } = await openFile("a|\n");
      await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
      const { source, result } = startInsertion(editor);
      source.send("one");
      const { type, characters } = await result;
      assert.deepEqual({ type, characters }, { type: "refused", characters: 0 });
      assert.equal(document.getText(), text);
    });
  });

  it("writes into an untitled document", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "a\n", language: "plaintext" });
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await insertChunks(editor, ["one ", "two "]);
    assert.equal(document.getText(), "one two a\n");
    await undoOnce(document);
    assert.equal(document.getText(), "a\n");
  });

  it("writes into a notebook's cell", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "a\n", "python");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    await vscode.commands.executeCommand("notebook.cell.edit");
    const cellEditor = () =>
      vscode.window.visibleTextEditors.find((visible) => visible.document === document);
    await until(vscode.window.onDidChangeVisibleTextEditors, () => cellEditor() !== undefined);
    await insertChunks(cellEditor()!, ["one ", "two "]);
    assert.equal(document.getText(), "one two a\n");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), "a\n");
  });
});
