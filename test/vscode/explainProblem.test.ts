import assert from "node:assert/strict";
import * as vscode from "vscode";
import { explainProblemAction, problemMessage } from "../../src/editor/explainProblem.ts";
import { cleanUp, closeEditors, openFile } from "./editorSupport.ts";

describe("Explain This Problem", () => {
  const reported = vscode.languages.createDiagnosticCollection("castor-tests");
  afterEach(async () => {
    reported.clear();
    await closeEditors();
  });
  after(async () => {
    reported.dispose();
    await cleanUp();
  });

  async function file() {
    const opened = await openFile("let a;\n|let b = c;\nlet d;\n");
    const error = new vscode.Diagnostic(new vscode.Range(1, 8, 1, 9), "Cannot find name 'c'.");
    error.source = "ts";
    error.code = 2304;
    const hint = new vscode.Diagnostic(
      new vscode.Range(1, 4, 1, 5),
      "Never read.",
      vscode.DiagnosticSeverity.Hint,
    );
    reported.set(opened.document.uri, [hint, error]);
    return { ...opened, error, hint };
  }

  it("is about the worst of the cursor's line, with its lines and what stands around them", async () => {
    await file();
    const { parts, prompt } = await problemMessage(undefined, undefined);
    assert.deepEqual(
      parts.map((part) => (part.type === "text" ? part.text : part.type)),
      ["code", "Explain this problem: Cannot find name 'c'."],
    );
    const [part] = prompt;
    const text = part?.type === "text" ? part.text : "";
    assert.match(
      text,
      /^In line 2 of `file\d+\.txt` \(plaintext\) this is reported:\n\n```\nError \(ts 2304\): Cannot find name 'c'\./,
    );
    assert.match(text, /The lines that it is about:\n\n```plaintext\nlet b = c;\n```/);
    assert.match(text, /Before them stands:[^]*let a;[^]*After them stands:[^]*let d;/);
  });

  it("is about the one whose lightbulb was clicked", async () => {
    const { document, hint } = await file();
    const [action] = explainProblemAction(document, { diagnostics: [hint], only: undefined });
    const [uri, diagnostic] = (action?.command?.arguments ?? []) as readonly unknown[];
    const { parts } = await problemMessage(uri, diagnostic);
    assert.deepEqual(parts[1], { type: "text", text: "Explain this problem: Never read." });
  });

  it("says where there is none", async () => {
    await openFile("|fine\n");
    await assert.rejects(problemMessage(undefined, undefined), /No problem is reported here/);
  });
});
