import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Hunk } from "../../src/editor/hunks.ts";
import { linesContext } from "../../src/editor/codeContext.ts";
import { diffStream, insertionTarget } from "../../src/editor/insertion.ts";
import {
  cleanUp,
  closeEditors,
  insertByHand,
  openFile,
  Source,
  undoOnce,
  untilText,
} from "./editorSupport.ts";

function start(editor: vscode.TextEditor) {
  const source = new Source();
  const controller = new AbortController();
  const seen: (readonly Hunk[])[] = [];
  const lines = linesContext(editor.document, editor.selection);
  assert.ok(lines);
  const target = { ...insertionTarget(editor), range: lines.range };
  const onHunks = (hunks: readonly Hunk[]) => void seen.push(hunks);
  const result = diffStream(target, source, { signal: controller.signal, onHunks });
  return { source, result, stop: () => controller.abort(), hunks: () => seen.at(-1) ?? [] };
}

function text(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
) {
  return document.getText(new vscode.Range(document.positionAt(start), document.positionAt(end)));
}

describe("diffStream", () => {
  afterEach(closeEditors);
  after(cleanUp);

  it("writes what is new among the lines it replaces, and takes none of them away", async () => {
    const { editor, document } = await openFile("a {\n  |one();\n  two();\n  three();|\n}\n");
    const { source, result, hunks } = start(editor);
    source.send("one();\ntwo(2);\n");
    await untilText(document, (now) => now === "a {\n  one();\n  two();\n  two(2);\n  three();\n}\n");
    source.send("three();");
    source.end();
    assert.equal((await result).type, "inserted");
    assert.deepEqual(
      hunks().map(({ removed, added }) => [text(document, removed), text(document, added)]),
      [["  two();\n", "  two(2);\n"]],
    );
  });

  it("is one undo step", async () => {
    const { editor, document, text: before } = await openFile("|one\r\ntwo\r\nthree|\r\n");
    const { source, result } = start(editor);
    source.send("1\n");
    await untilText(document, (now) => now.includes("1\r\n"));
    source.send("two\n3");
    source.end();
    await result;
    assert.equal(document.getText(), "one\r\n1\r\ntwo\r\nthree\r\n3\r\n");
    await undoOnce(document);
    assert.equal(document.getText(), before);
  });

  it("stops where somebody writes within, and keeps both texts", async () => {
    const { editor, document } = await openFile("|one\ntwo\nthree|\n");
    const { source, result } = start(editor);
    source.send("one\n2\n");
    await untilText(document, (now) => now.includes("2\n"));
    await insertByHand(editor, "after", "thr", "!");
    source.send("three");
    source.end();
    assert.deepEqual((await result).type, "stopped");
    assert.equal(document.getText(), "one\n2\ntwo\nthr!ee\n");
  });

  it("keeps what was there when it is stopped", async () => {
    const { editor, document } = await openFile("|one\ntwo|");
    const { source, result, stop } = start(editor);
    source.send("on\ntw");
    await untilText(document, (now) => now.startsWith("on\n"));
    stop();
    assert.equal((await result).type, "stopped");
    assert.equal(document.getText(), "on\none\ntwo");
  });
});
