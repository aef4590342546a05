import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import * as vscode from "vscode";
import { insertionTarget, insertStream } from "../../src/editor/insertion.ts";
import {
  cleanUp,
  closeEditors,
  insertChunks,
  openFile,
  recordChanges,
  select,
  startInsertion,
  undoOnce,
  until,
  untilText,
} from "./editorSupport.ts";

describe("insertStream", () => {
  afterEach(closeEditors);
  after(cleanUp);

  it("writes what comes, as it comes", async () => {
    const { editor, document } = await openFile("one\n|\nthree\n");
    const { source, result } = startInsertion(editor);
    source.send("t");
    await untilText(document, (text) => text === "one\nt\nthree\n");
    source.send("wo");
    await untilText(document, (text) => text === "one\ntwo\nthree\n");
    source.end();
    assert.deepEqual(await result, { type: "inserted", range: new vscode.Range(1, 0, 1, 3), characters: 3 });
  });

  it("fits the text to the place", async () => {
    const { editor, document } = await openFile("class A {\n    |\n}\n");
    await insertChunks(editor, ["  first() {\n", "    one;\n", "  }\n\n", "  second() {}\n"]);
    assert.equal(document.getText(), "class A {\n    first() {\n      one;\n    }\n\n    second() {}\n}\n");
  });

  it("writes tabs into a document of tabs", async () => {
    const { editor, document } = await openFile("a {\n\t|\n}\n", { tabs: true });
    await insertChunks(editor, ["b {\n", "  c\n", "}"]);
    assert.equal(document.getText(), "a {\n\tb {\n\t\tc\n\t}\n}\n");
  });

  it("writes CRLF into a document of CRLF, and one undo restores it", async () => {
    const { editor, document, text } = await openFile("one\r\n  |\r\nthree\r\n");
    const result = await insertChunks(editor, ["a\n", "b\r", "\nc\n", "d"]);
    assert.equal(document.getText(), "one\r\n  a\r\n  b\r\n  c\r\n  d\r\nthree\r\n");
    assert.equal(document.getText(result.range), "a\r\n  b\r\n  c\r\n  d");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("takes the place of a selection, and one undo brings it back", async () => {
    const { editor, document, text } = await openFile("let a = |old + older|;\n");
    await insertChunks(editor, ["new", " + ", "newer"]);
    assert.equal(document.getText(), "let a = new + newer;\n");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("is one undo step, and one redo step", async () => {
    const { editor, document, text } = await openFile("before\n|\nafter\n");
    await insertChunks(editor, ["one\n", "two\n", "three\n", "four"]);
    const written = document.getText();
    await undoOnce(document);
    assert.equal(document.getText(), text);
    await vscode.commands.executeCommand("redo");
    assert.equal(document.getText(), written);
  });

  it("keeps its undo step apart from what the person types before and after", async () => {
    const { editor, document, text } = await openFile("|\n");
    await vscode.commands.executeCommand("type", { text: "typed:" });
    await insertChunks(editor, ["one ", "two "]);
    await vscode.commands.executeCommand("type", { text: "more" });
    assert.equal(document.getText(), "typed:one two more\n");
    await undoOnce(document);
    assert.equal(document.getText(), "typed:one two \n");
    await undoOnce(document);
    assert.equal(document.getText(), "typed:\n");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("makes at most 20 edits a second, however many chunks come", async () => {
    const { editor, document } = await openFile(`${"filler line\n".repeat(20_000)}|\n`);
    const record = recordChanges(document);
    async function* chunks(): AsyncGenerator<string> {
      for (let index = 0; index < 200; index++) {
        await pause(5);
        yield `chunk ${index}\n`;
      }
    }
    const started = performance.now();
    const { signal } = new AbortController();
    await insertStream(insertionTarget(editor), chunks(), { signal });
    const most = (performance.now() - started) / 50 + 2;
    record.dispose();
    assert.ok(document.getText().endsWith("chunk 198\nchunk 199\n"));
    assert.ok(record.changes.length <= most, `${record.changes.length} edits, ${most} expected at most`);
  });

  for (const [name, selection] of Object.entries({
    "at its place": new vscode.Selection(1, 0, 1, 0),
    "above it": new vscode.Selection(0, 2, 0, 2),
    "below it": new vscode.Selection(3, 1, 3, 1),
    "around it": new vscode.Selection(3, 1, 0, 2),
  })) {
    it(`only ever adds while the person's cursor rests ${name}`, async () => {
      const { editor, document } = await openFile("above\n|\nbelow\nlast\n");
      const { source, result } = startInsertion(editor);
      await select(editor, selection);
      const record = recordChanges(document);
      for (const chunk of ["a1\n", "b2\n", "c3"]) {
        source.send(chunk);
        await untilText(document, (text) => text.includes(chunk.trim()));
      }
      source.end();
      await result;
      record.dispose();
      assert.equal(document.getText(), "above\na1\nb2\nc3\nbelow\nlast\n");
      assert.ok(record.changes.every(({ rangeLength }) => rangeLength === 0));
    });
  }

  it("leaves focus, scroll position and disk alone", async () => {
    const { editor, document } = await openFile(`|\n${"line\n".repeat(300)}`);
    const other = await openFile("other\n");
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two, preview: false });
    const { source, result } = startInsertion(vscode.window.activeTextEditor ?? editor);
    source.send("one\n");
    await untilText(document, (text) => text.startsWith("one"));
    await vscode.commands.executeCommand("editorScroll", { to: "down", by: "line", value: 100 });
    await until(vscode.window.onDidChangeTextEditorVisibleRanges, () => topLine(document) === 100);
    await vscode.window.showTextDocument(other.document, { viewColumn: vscode.ViewColumn.One });
    source.send("two\n", "three\n");
    await untilText(document, (text) => text.startsWith("one\ntwo\nthree"));
    source.end();
    await result;
    assert.equal(vscode.window.activeTextEditor?.document, other.document);
    assert.equal(topLine(document), 100);
    assert.equal(document.isDirty, true);
  });

  it("stops when it is told to; what had come stays", async () => {
    const { editor, document, text } = await openFile("before\n|\nafter\n");
    const { source, result, stop } = startInsertion(editor);
    source.send("one\n", "two");
    await untilText(document, (now) => now.includes("two"));
    stop();
    source.send("three");
    const { type, characters, range } = await result;
    assert.deepEqual({ type, characters }, { type: "stopped", characters: 7 });
    assert.equal(document.getText(range), "one\ntwo");
    assert.equal(document.getText(), "before\none\ntwo\nafter\n");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("does nothing when it was stopped before it began", async () => {
    const { editor, document, text } = await openFile("a|\n");
    const { source, result, stop } = startInsertion(editor);
    stop();
    source.send("one");
    assert.deepEqual(await result, {
      type: "stopped",
      by: "signal",
      range: new vscode.Range(0, 1, 0, 1),
      characters: 0,
    });
    assert.equal(document.getText(), text);
  });

  it("hands on the error of a stream that breaks; what had come stays", async () => {
    const { editor, document } = await openFile("|\n");
    const { source, result } = startInsertion(editor);
    const error = new Error("The connection broke.");
    source.send("one\n", "two");
    source.fail(error);
    const ending = await result;
    assert.ok(ending.type === "failed");
    assert.equal(ending.error, error);
    assert.equal(document.getText(), "one\ntwo\n");
  });

  it("leaves the document alone when nothing comes", async () => {
    const { editor, document } = await openFile("a|b\n");
    const { source, result } = startInsertion(editor);
    source.end();
    assert.deepEqual(await result, { type: "inserted", range: new vscode.Range(0, 1, 0, 1), characters: 0 });
    assert.equal(document.isDirty, false);
  });

  it("writes into two files at once", async () => {
    const one = await openFile("1|\n");
    const first = startInsertion(one.editor);
    const two = await vscode.window.showTextDocument((await openFile("2|\n")).document, {
      viewColumn: vscode.ViewColumn.Two,
      preview: false,
    });
    two.selection = new vscode.Selection(0, 1, 0, 1);
    const second = startInsertion(two);
    for (let index = 0; index < 5; index++) {
      first.source.send("a");
      second.source.send("b");
      await untilText(two.document, (text) => text.length > index + 2);
    }
    first.source.end();
    second.source.end();
    await Promise.all([first.result, second.result]);
    assert.equal(one.document.getText(), "1aaaaa\n");
    assert.equal(two.document.getText(), "2bbbbb\n");
    await undoOnce(two.document);
    assert.equal(two.document.getText(), "2\n");
    await undoOnce(one.document);
    assert.equal(one.document.getText(), "1\n");
  });

  it("writes into two places of one file at once", async () => {
    const { editor, document } = await openFile("first: |\nsecond: \n");
    const first = startInsertion(editor);
    editor.selection = new vscode.Selection(1, 8, 1, 8);
    const second = startInsertion(editor);
    for (let index = 0; index < 10; index++) {
      first.source.send("a");
      second.source.send("b");
    }
    first.source.end();
    second.source.end();
    await Promise.all([first.result, second.result]);
    assert.equal(document.getText(), "first: aaaaaaaaaa\nsecond: bbbbbbbbbb\n");
  });
});

function topLine(document: vscode.TextDocument): number | undefined {
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  return editor?.visibleRanges[0]?.start.line;
}
