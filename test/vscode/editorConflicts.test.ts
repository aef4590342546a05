import assert from "node:assert/strict";
import { unlink, writeFile } from "node:fs/promises";
import fc from "fast-check";
import * as vscode from "vscode";
import {
  cleanUp,
  closeEditors,
  editByHand,
  insertByHand,
  openFile,
  startInsertion,
  undoOnce,
  untilText,
} from "./editorSupport.ts";

describe("insertStream among others' edits", () => {
  afterEach(closeEditors);
  after(cleanUp);

  it("keeps its place while the file is edited above and below", async () => {
    const { editor, document } = await openFile("above\n|\nbelow\n");
    const { source, result } = startInsertion(editor);
    source.send("one ");
    await untilText(document, (text) => text.includes("one"));
    await insertByHand(editor, "before", "above", "more\nlines\n");
    source.send("two ");
    await untilText(document, (text) => text.includes("two"));
    await insertByHand(editor, "before", "below", "even ");
    source.send("three");
    source.end();
    const { type, range } = await result;
    assert.equal(type, "inserted");
    assert.equal(document.getText(), "more\nlines\nabove\none two three\neven below\n");
    assert.equal(document.getText(range), "one two three");
  });

  it("is one undo step though the file was edited elsewhere meanwhile; those edits stay", async () => {
    const { editor, document } = await openFile("above\n|\nbelow\n");
    const { source, result } = startInsertion(editor);
    source.send("one ");
    await untilText(document, (text) => text.includes("one"));
    await insertByHand(editor, "after", "above", "!");
    source.send("two");
    await untilText(document, (text) => text.includes("two"));
    source.end();
    await result;
    await undoOnce(document);
    assert.equal(document.getText(), "above!\n\nbelow\n");
  });

  it("adopts what is typed inside", async () => {
    const { editor, document, text } = await openFile("|\n");
    const { source, result } = startInsertion(editor);
    source.send("one two ");
    await untilText(document, (now) => now.includes("two"));
    await insertByHand(editor, "after", "one", " and a half");
    source.send("three");
    source.end();
    const { type, range } = await result;
    assert.equal(type, "inserted");
    assert.equal(document.getText(range), "one and a half two three");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("leaves what is typed at its end behind it", async () => {
    const { editor, document } = await openFile("|\n");
    const { source, result } = startInsertion(editor);
    source.send("one ");
    await untilText(document, (text) => text.includes("one"));
    await vscode.commands.executeCommand("type", { text: "typed" });
    source.send("two ");
    await untilText(document, (text) => text.includes("two"));
    await vscode.commands.executeCommand("type", { text: "!" });
    source.send("three ");
    source.end();
    const { range } = await result;
    assert.equal(document.getText(), "one two three typed!\n");
    assert.equal(document.getText(range), "one two three ");
  });

  it("stops when its end is deleted", async () => {
    const { editor, document } = await openFile("|\n");
    const { source, result } = startInsertion(editor);
    source.send("one two");
    await untilText(document, (text) => text.includes("two"));
    await vscode.commands.executeCommand("deleteLeft");
    source.send("three");
    const { type, range } = await result;
    assert.equal(type, "stopped");
    assert.equal(document.getText(), "one tw\n");
    assert.equal(document.getText(range), "one tw");
  });

  it("stops when everything is replaced", async () => {
    const { editor, document } = await openFile("before |after\n");
    const { source, result } = startInsertion(editor);
    source.send("one ");
    await untilText(document, (text) => text.includes("one"));
    await editByHand(editor, (build) => build.replace(new vscode.Range(0, 0, 9, 0), "new"));
    source.send("two");
    const ending = await result;
    assert.ok(ending.type === "stopped" && ending.by === "edit");
    assert.equal(document.getText(), "new");
  });

  it("stops when the person undoes it", async () => {
    const { editor, document, text } = await openFile("before\n|\nafter\n");
    const { source, result } = startInsertion(editor);
    source.send("one\n", "two");
    await untilText(document, (now) => now.includes("two"));
    await undoOnce(document);
    source.send("three");
    const ending = await result;
    assert.ok(ending.type === "stopped" && ending.by === "undo");
    assert.equal(document.getText(), text);
  });

  it("keeps its place when the file changes on disk before anything has come", async () => {
    const { editor, document, file } = await openFile("above\n|\nbelow\n");
    const { source, result } = startInsertion(editor);
    await writeFile(file, "new line\nabove\n\nbelow\n");
    await untilText(document, (text) => text.startsWith("new line"));
    source.send("one");
    source.end();
    await result;
    assert.equal(document.getText(), "new line\nabove\none\nbelow\n");
  });

  it("goes on in the editor when the file is deleted on disk", async () => {
    const { editor, document, file } = await openFile("|\n");
    const { source, result } = startInsertion(editor);
    source.send("one ");
    await untilText(document, (text) => text.includes("one"));
    await unlink(file);
    source.send("two");
    source.end();
    assert.equal((await result).type, "inserted");
    assert.equal(document.getText(), "one two\n");
  });

  it("goes on when the document's language changes", async () => {
    const { editor, document } = await openFile("|\n");
    const { source, result } = startInsertion(editor);
    source.send("one ");
    await untilText(document, (text) => text.includes("one"));
    await vscode.languages.setTextDocumentLanguage(document, "json");
    source.send("two");
    source.end();
    assert.equal((await result).type, "inserted");
    assert.equal(document.getText(), "one two\n");
  });

  it("writes exactly what came under random edits elsewhere, and one undo takes exactly that away", async function () {
    this.timeout(60_000);
    const steps = fc.array(
      fc.oneof(
        fc.record({ send: fc.stringMatching(/^[a-z]{1,8}\n?$/) }),
        fc.record({ edit: fc.constantFrom("above", "below"), text: fc.stringMatching(/^[A-Z\n]{1,6}$/) }),
      ),
      { minLength: 5, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        fc.pre(taken.some((step) => "send" in step));
        const { editor, document } = await openFile("#above\n|\n#below\n");
        const { source, result } = startInsertion(editor);
        let sent = "";
        for (const step of taken) {
          if ("send" in step) {
            source.send(step.send);
            sent += step.send;
          } else {
            await insertByHand(
              editor,
              step.edit === "above" ? "before" : "after",
              `#${step.edit}`,
              step.text,
            );
          }
        }
        source.end();
        const { range } = await result;
        const written = document.getText(range);
        assert.equal(written, sent.trimEnd());
        const offset = document.offsetAt(range.start);
        const whole = document.getText();
        await undoOnce(document);
        assert.equal(document.getText(), whole.slice(0, offset) + whole.slice(offset + written.length));
        await closeEditors();
      }),
      { numRuns: 8 },
    );
  });
});
