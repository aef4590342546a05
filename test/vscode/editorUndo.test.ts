import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  cleanUp,
  closeEditors,
  openFile,
  recordChanges,
  select,
  startInsertion,
  undoOnce,
  until,
  untilText,
} from "./editorSupport.ts";

const original = `${"above\n".repeat(5)}  |\n${"below\n".repeat(200)}`;

/** What a person may do while code streams in that closes VS Code's undo step, each between two pieces of the stream. */
const interruptions: Readonly<Record<string, (editor: vscode.TextEditor) => Thenable<unknown>>> = {
  "an arrow key": () => vscode.commands.executeCommand("cursorMove", { to: "up" }),
  "a jump by words": () => vscode.commands.executeCommand("cursorWordLeft"),
  "a jump to the end": () => vscode.commands.executeCommand("cursorBottom"),
  "a selection of everything": () => vscode.commands.executeCommand("editor.action.selectAll"),
  "a selection set by another extension": (editor) => select(editor, new vscode.Selection(0, 0, 0, 0)),
  saving: ({ document }) => document.save(),
  "typing elsewhere": async () => {
    await vscode.commands.executeCommand("cursorTop");
    await vscode.commands.executeCommand("type", { text: "typed" });
  },
  "a split of the editor": () => vscode.commands.executeCommand("workbench.action.splitEditor"),
  "a change of the tab": async ({ document }) => {
    await openFile("other\n");
    await vscode.window.showTextDocument(document, { preview: false });
  },
};

describe("insertStream's undo step", () => {
  afterEach(closeEditors);
  after(cleanUp);

  for (const [name, interrupt] of Object.entries(interruptions)) {
    it(`is one in spite of ${name}`, async () => {
      const { editor, document, text } = await openFile(original);
      const { source, result } = startInsertion(editor);
      source.send("one {\n", "  two");
      await untilText(document, (now) => now.includes("two"));
      await interrupt(editor);
      source.send(";\n", "}");
      await untilText(document, (now) => now.includes("}"));
      source.end();
      const { range } = await result;
      assert.equal(document.getText(range), "one {\n    two;\n  }");
      const typed = document.getText().startsWith("typed") ? "typed" : "";
      await undoOnce(document);
      assert.equal(document.getText(), typed + text);
      await vscode.commands.executeCommand("redo");
      assert.equal(document.getText(range), "one {\n    two;\n  }");
    });
  }

  it("is one when the cursor moves and the insertion is stopped", async () => {
    const { editor, document, text } = await openFile(original);
    const { source, result, stop } = startInsertion(editor);
    source.send("one");
    await untilText(document, (now) => now.includes("one"));
    await vscode.commands.executeCommand("cursorMove", { to: "down" });
    source.send(" two");
    await untilText(document, (now) => now.includes("two"));
    stop();
    await result;
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("brings a replaced selection back though the cursor moved", async () => {
    const { editor, document, text } = await openFile("let a = |old\n  + older|;\n");
    const { source, result } = startInsertion(editor);
    source.send("new");
    await untilText(document, (now) => now.includes("new"));
    await vscode.commands.executeCommand("cursorMove", { to: "left" });
    source.send(" + newer");
    source.end();
    await result;
    assert.equal(document.getText(), "let a = new + newer;\n");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("leaves cursor and scroll position where they were when it has to be joined", async () => {
    const { editor, document } = await openFile(`|${"\nbelow".repeat(5)}`);
    const { source, result } = startInsertion(editor);
    source.send("line\n".repeat(200));
    await untilText(document, (now) => now.includes("line"));
    await vscode.commands.executeCommand("cursorMove", { to: "up", by: "line", value: 20 });
    await vscode.commands.executeCommand("editorScroll", { to: "down", by: "line", value: 50 });
    const selection = editor.selection;
    source.send("end");
    await untilText(document, (now) => now.includes("end"));
    const top = () => editor.visibleRanges[0]?.start.line;
    const topBefore = top();
    const record = recordChanges(document);
    source.end();
    await result;
    record.dispose();
    assert.equal(record.changes.length, 2);
    await until(vscode.window.onDidChangeTextEditorVisibleRanges, () => top() === topBefore);
    assert.ok(editor.selection.isEqual(selection));
  });
});
