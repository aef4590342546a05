import assert from "node:assert/strict";
import * as vscode from "vscode";
import { CodeWriter } from "../../src/editor/codeWriter.ts";
import { PanelCode } from "../../src/editor/panelCode.ts";
import { Reviews } from "../../src/editor/reviews.ts";
import { createWording } from "../../src/host/wording.ts";
import type { Problem } from "../../src/shared/transcript.ts";
import { cleanUp, closeEditors, openFile, undoOnce } from "./editorSupport.ts";
import { sampleFile } from "./support.ts";

const quay = `export function free(berths) {
  return berths.length;
}

export function taken(berths) {
  return 0;
}
`;
const free = "export function free(berths) {\n  return berths.filter(isFree).length;\n}";

describe("Code of the chat in documents", () => {
  let reviews: Reviews;
  let code: PanelCode;
  const problems: Problem[] = [];
  beforeEach(() => {
    problems.length = 0;
    reviews = new Reviews();
    const writer = new CodeWriter({
      client: {
        streamGenerateContent: () => {
          throw new Error("Nobody is asked for code that is there.");
        },
      },
      options: () => ({ model: "none", includeThoughts: false, safety: {} }),
      wording: createWording(() => ({ model: "none", host: "none" })),
      showProblem: (problem) => problems.push(problem),
      reviews,
    });
    code = new PanelCode({
      writer,
      reviews,
      editor: () => vscode.window.activeTextEditor,
      column: () => vscode.ViewColumn.Active,
    });
  });
  afterEach(async () => {
    assert.deepEqual(problems, []);
    reviews.dispose();
    await closeEditors();
  });
  after(cleanUp);

  const apply = (text: string, files: readonly string[] = [], about: readonly string[] = []) =>
    code.apply({ code: text, files, about, isOpen: false });

  it("is inserted at the cursor, and what is selected stays", async () => {
    const { document } = await openFile("let a;\n|let b;|\n");
    await code.insert("let c;");
    assert.equal(document.getText(), "let a;\nlet b;let c;\n");
  });

  it("is to be accepted where it has what does not show", async () => {
    const { document } = await openFile("|\n");
    await code.insert("let a = '\u202e';");
    assert.ok(reviews.has(document));
  });

  it("takes the place of selected lines, compared with them, in one undo step", async () => {
    const { document, text } = await openFile("run {\n|  one();\n  two();|\n}\n");
    await code.replaceSelection("one();\nthree();");
    assert.equal(document.getText(), "run {\n  one();\n  two();\n  three();\n}\n");
    await reviews.decide("accept");
    assert.equal(document.getText(), "run {\n  one();\n  three();\n}\n");
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("takes the place of a part of a line, and goes when it is discarded", async () => {
    const { document, text } = await openFile("let a = |one()|;\n");
    await code.replaceSelection("two()");
    assert.equal(document.getText(), "let a = two();\n");
    await reviews.decide("discard");
    assert.equal(document.getText(), text);
  });

  it("asks for a selection where there is none", async () => {
    await openFile("let a;|\n");
    await assert.rejects(code.replaceSelection("b"), /Select the code that should be replaced/);
  });

  it("is applied to its function in the active file, shown as a change to accept", async () => {
    const { document, text } = await openFile(quay, { extension: "js" });
    await apply(free);
    const [, was = "", is = ""] = [...text.split("\n").slice(0, 2), free.split("\n")[1]];
    assert.equal(document.getText(), text.replace(was, `${was}\n${is}`));
    await reviews.decide("accept");
    assert.equal(document.getText(), text.replace(was, is));
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("is not applied to a file in which changes wait", async () => {
    const { document } = await openFile(quay, { extension: "js" });
    await apply(free);
    const once = document.getText();
    await apply(free);
    assert.equal(document.getText(), once);
    await reviews.decide("accept");
    const accepted = document.getText();
    await apply(free);
    assert.equal(document.getText(), accepted, "it is there already");
    assert.ok(!reviews.has(document));
  });

  it("goes to the file that the question was about, however far below the code stands", async () => {
    const { document, text } = await openFile(`${"// a line\n".repeat(200)}${quay}`, { extension: "js" });
    await openFile("something else\n");
    await apply(free, [], [document.uri.toString()]);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    await reviews.decide("accept");
    assert.equal(
      document.getText(),
      text.replace("return berths.length", "return berths.filter(isFree).length"),
    );
    const [visible] = vscode.window.activeTextEditor.visibleRanges;
    assert.ok((visible?.end.line ?? 0) > 200);
  });

  it("goes to the file that stands at the code, and its first line does not", async () => {
    await openFile(quay, { extension: "js" });
    const code =
      "// lights.ts\n\nexport function drawLight(light: LightCharacter): string {\n  return light.rhythm;\n}";
    await apply(code);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), sampleFile("src/lights.ts").toString());
    await reviews.decide("accept");
    const text = document.getText();
    assert.ok(text.includes("): string {\n  return light.rhythm;\n}\n"), text);
    assert.ok(!text.includes("// lights.ts"));
    assert.ok(text.includes("function isLit"), "all else stays");
  });

  it("waits for code that is whole, and for a file", async () => {
    await assert.rejects(
      code.apply({ code: "a", files: [], about: [], isOpen: true }),
      /still being written/,
    );
    await assert.rejects(apply("a"), /Open the file that this code belongs into/);
    await assert.rejects(apply("a", [], ["file:///gone/gone.ts"]), /Open the file/);
  });

  it("fills an empty document", async () => {
    const { document } = await openFile("|");
    await apply(`${free}\n`);
    assert.equal(document.getText(), free);
  });
});
