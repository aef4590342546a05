import assert from "node:assert/strict";
import * as vscode from "vscode";
import { linesContext } from "../../src/editor/codeContext.ts";
import { diffStream, insertionTarget } from "../../src/editor/insertion.ts";
import { Reviews } from "../../src/editor/reviews.ts";
import { readKept, type ReviewStore } from "../../src/editor/keptReviews.ts";
import {
  cleanUp,
  closeEditors,
  editByHand,
  insertByHand,
  openFile,
  Source,
  undoOnce,
} from "./editorSupport.ts";

const old = "head\n  |one();\n  two();\n  three();\n  four();|\ntail\n";
const fresh = "one();\ntwo(2);\nthree();\nfour(4);";
const mixed = "head\n  one();\n  two();\n  two(2);\n  three();\n  four();\n  four(4);\ntail\n";
const accepted = "head\n  one();\n  two(2);\n  three();\n  four(4);\ntail\n";

describe("What was written waits for a decision", () => {
  let reviews: Reviews;
  beforeEach(() => {
    reviews = new Reviews();
  });
  afterEach(async () => {
    reviews.dispose();
    await closeEditors();
  });
  after(cleanUp);

  async function reviewed(marked = old, text = fresh) {
    const file = await openFile(marked);
    const { editor, document } = file;
    const source = new Source();
    const lines = linesContext(document, editor.selection);
    assert.ok(lines);
    const { signal } = new AbortController();
    const review = reviews.begin(document, lines.range.start, () => undefined);
    const target = { ...insertionTarget(editor), range: lines.range };
    source.send(text);
    source.end();
    await diffStream(target, source, { signal, onHunks: (hunks) => review.show(hunks) });
    review.wait();
    return { ...file, review };
  }

  function titles(document: vscode.TextDocument): readonly (string | undefined)[] {
    return reviews
      .provideCodeLenses(document)
      .map(({ command }) => command?.title.replace(/^\$\(.*?\) /, ""));
  }

  it("stands among what it replaces, with what can be done about it", async () => {
    const { document } = await reviewed();
    assert.equal(document.getText(), mixed);
    assert.deepEqual(titles(document), [
      "Accept All",
      "Discard All",
      "2 changes",
      "Accept This",
      "Discard This",
      "Accept This",
      "Discard This",
    ]);
  });

  it("is accepted as a whole, and one undo brings the old text back", async () => {
    const { document, review, text } = await reviewed();
    await reviews.decide("accept", review);
    assert.equal(document.getText(), accepted);
    assert.deepEqual(titles(document), []);
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("is discarded as a whole, and undo shows it again, still to be decided", async () => {
    const { document, review, text } = await reviewed();
    await reviews.decide("discard", review);
    assert.equal(document.getText(), text);
    assert.deepEqual(titles(document), []);
    await undoOnce(document);
    assert.equal(document.getText(), mixed);
    assert.equal(review.hunks.length, 2);
    await reviews.decide("accept", review);
    assert.equal(document.getText(), accepted);
  });

  it("is decided change by change", async () => {
    const { document, review } = await reviewed();
    await reviews.decide("accept", review, 1);
    assert.equal(document.getText(), mixed.replace("  four();\n", ""));
    assert.deepEqual(titles(document), ["Accept", "Discard"]);
    await reviews.decide("discard", review, 1);
    assert.equal(review.hunks.length, 1, "a lens of what is decided decides nothing else");
    await reviews.decide("discard", review, 0);
    assert.equal(document.getText(), "head\n  one();\n  two();\n  three();\n  four(4);\ntail\n");
    assert.equal(review.isOver, true);
  });

  it("decides what its lens stood above, whatever has been decided meanwhile", async () => {
    const { document, review } = await reviewed();
    await reviews.decide("discard", review, 0);
    await reviews.decide("discard", review, 0);
    assert.deepEqual(titles(document), ["Accept", "Discard"]);
    await reviews.decide("accept", review, 1);
    assert.equal(document.getText(), "head\n  one();\n  two();\n  three();\n  four(4);\ntail\n");
  });

  it("leaves the lines alone when no answer comes", async () => {
    const { document, review, text } = await reviewed(old, "");
    assert.equal(document.getText(), text);
    assert.equal(review.isOver, true);
  });

  it("is found by the cursor", async () => {
    const { document, editor } = await reviewed();
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    await reviews.decide("accept");
    assert.equal(document.getText(), accepted);
  });

  it("moves with what is written elsewhere, and takes in what is written within", async () => {
    const { document, editor, review } = await reviewed();
    await insertByHand(editor, "before", "head", "// above\n");
    await insertByHand(editor, "after", "two(2", ", 2");
    await reviews.decide("accept", review);
    assert.equal(document.getText(), `// above\n${accepted.replace("two(2)", "two(2, 2)")}`);
  });

  it("is over when the writing is undone", async () => {
    const { document, review, text } = await reviewed();
    await undoOnce(document);
    assert.equal(document.getText(), text);
    assert.equal(review.isOver, true);
    await vscode.commands.executeCommand("redo");
    assert.equal(document.getText(), mixed);
    assert.equal(review.hunks.length, 2, "and is there again with redo");
  });

  /** What is kept, in place of a file. */
  class Memory implements ReviewStore {
    #text: (() => string) | undefined;
    kept: string | undefined;
    read(): Promise<string | undefined> {
      return Promise.resolve(this.kept);
    }
    write(text: () => string): void {
      this.#text = text;
    }
    flush(): Promise<void> {
      this.kept = this.#text?.() ?? this.kept;
      return Promise.resolve();
    }
  }

  /** As a window does that goes and comes back. */
  async function reopen(memory: Memory): Promise<void> {
    await reviews.flush();
    reviews.dispose();
    reviews = new Reviews(memory);
    await reviews.restore();
  }

  describe("and outlives the window", () => {
    let memory: Memory;
    beforeEach(() => {
      reviews.dispose();
      memory = new Memory();
      reviews = new Reviews(memory);
    });

    it("where its document is open", async () => {
      const { document } = await reviewed();
      await reopen(memory);
      assert.equal(titles(document).length, 7);
      await reviews.decide("accept");
      assert.equal(document.getText(), accepted);
    });

    it("until all of it is decided", async () => {
      const { document, review } = await reviewed();
      await reviews.decide("discard", review, 0);
      await reopen(memory);
      assert.deepEqual(titles(document), ["Accept", "Discard"]);
      await reviews.decide("discard");
      await reopen(memory);
      assert.deepEqual(titles(document), []);
      assert.deepEqual(readKept(memory.kept), []);
    });

    it("where its text comes back after its document was opened", async () => {
      const { document, editor } = await reviewed();
      await reviews.flush();
      reviews.dispose();
      await insertByHand(editor, "before", "head", "// not yet\n");
      reviews = new Reviews(memory);
      await reviews.restore();
      assert.deepEqual(titles(document), []);
      await reopen(memory);
      assert.equal(readKept(memory.kept).length, 1, "it is still kept when the window goes again");
      const whole = document.lineAt(0).rangeIncludingLineBreak;
      await editByHand(editor, (build) => build.delete(whole));
      assert.equal(titles(document).length, 7);
    });
  });

  it("is accepted by saving, and the file never holds both", async () => {
    const { document, review, file } = await reviewed();
    await document.save();
    assert.equal(document.getText(), accepted);
    assert.equal(review.isOver, true);
    const saved = await vscode.workspace.fs.readFile(vscode.Uri.file(file));
    assert.equal(new TextDecoder().decode(saved), accepted);
  });

  it("restores the end of a file that has no last line break", async () => {
    const { document, review, text } = await reviewed("one();\n|two();|", "2();");
    await reviews.decide("discard", review);
    assert.equal(document.getText(), text);
  });
});
