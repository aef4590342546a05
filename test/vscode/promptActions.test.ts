import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import * as vscode from "vscode";
import { CodeActions } from "../../src/editor/codeActions.ts";
import { writeActions } from "../../src/editor/writeActions.ts";
import { promptActions } from "../../src/editor/prompts/promptActions.ts";
import { cleanUp, closeEditors, openFile } from "./editorSupport.ts";
import { type PromptBench, promptBench } from "./promptSupport.ts";

const code = "function f(a) {\n  return b;\n}\n\nf(1);\n";

class Functions implements vscode.DocumentSymbolProvider {
  provideDocumentSymbols(): vscode.DocumentSymbol[] {
    const range = new vscode.Range(0, 0, 2, 1);
    return [new vscode.DocumentSymbol("f", "", vscode.SymbolKind.Function, range, range)];
  }
}

describe("Commands in the lightbulb", () => {
  let bench: PromptBench;
  const problems = vscode.languages.createDiagnosticCollection("castor-test");
  const symbols = vscode.languages.registerDocumentSymbolProvider({ pattern: "**/*.fixme" }, new Functions());
  beforeEach(async () => {
    bench = await promptBench();
  });
  afterEach(async () => {
    bench.dispose();
    problems.clear();
    await rm(bench.user.fsPath, { recursive: true, force: true });
    await closeEditors();
  });
  after(async () => {
    problems.dispose();
    symbols.dispose();
    await cleanUp();
  });

  async function openWithProblem(marked: string) {
    const file = await openFile(marked, { extension: "fixme" });
    const range = new vscode.Range(1, 9, 1, 10);
    problems.set(file.document.uri, [new vscode.Diagnostic(range, "Cannot find name 'b'.")]);
    return { ...file, range };
  }

  async function offered(document: vscode.TextDocument, range: vscode.Range, only?: vscode.CodeActionKind) {
    const diagnostics = vscode.languages
      .getDiagnostics(document.uri)
      .filter((one) => one.range.intersection(range));
    const context = { diagnostics, only, triggerKind: vscode.CodeActionTriggerKind.Invoke };
    return promptActions(bench.library, document, range, context);
  }

  it("are a quick fix of a problem, which does what it says", async () => {
    const { document, range } = await openWithProblem(code);
    const [fix, ...others] = await offered(document, range, vscode.CodeActionKind.QuickFix);
    assert.ok(fix);
    assert.deepEqual([fix.title, others], ["Fix This with Castor", []]);
    assert.ok(fix.kind?.contains(vscode.CodeActionKind.QuickFix));
    assert.equal(fix.diagnostics?.length, 1);
    assert.equal(fix.command?.command, "castor.runCommand");
    bench.answers("function f(a) {\n  return a;\n}");
    await bench.commands.runNamed(fix.command.arguments?.[0]);
    assert.match(document.getText(), /return a;/);
  });

  it("are for code where some is selected, and of the kind that is asked for", async () => {
    const { document } = await openFile(code);
    const range = new vscode.Range(0, 0, 2, 0);
    assert.deepEqual(
      (await offered(document, range)).map(({ title }) => title),
      ["Document This with Castor"],
    );
    assert.deepEqual(await offered(document, range, vscode.CodeActionKind.QuickFix), []);
    assert.deepEqual(await offered(document, new vscode.Range(0, 1, 0, 1)), []);
  });

  it("are those of the person too, for their languages", async () => {
    await bench.addFile("mine.md", "---\nname: Mine…\nwhere: lightbulb\nlanguages: plaintext\n---\nDo it");
    await bench.addFile("other.md", "---\nname: Other\nwhere: lightbulb\nlanguages: go\n---\nDo it");
    const { document } = await openFile(code);
    const titles = (await offered(document, new vscode.Range(0, 0, 1, 0))).map(({ title }) => title);
    assert.deepEqual(titles, ["Mine with Castor", "Document This with Castor"]);
  });

  it("stand beside those that write: on a blank line, or over a selection", async () => {
    const { document } = await openFile("one\n\n");
    const titles = (range: vscode.Range, only?: vscode.CodeActionKind) =>
      writeActions(document, range, { only }).map(({ title, command }) => [title, command?.command]);
    const blank = new vscode.Range(1, 0, 1, 0);
    assert.deepEqual(titles(blank), [["Generate with Castor…", "castor.generateAtCursor"]]);
    assert.deepEqual(titles(new vscode.Range(0, 0, 0, 3)), [["Edit with Castor…", "castor.editSelection"]]);
    assert.deepEqual(titles(new vscode.Range(0, 1, 0, 1)), []);
    assert.deepEqual(titles(blank, vscode.CodeActionKind.QuickFix), []);
    const { token } = new vscode.CancellationTokenSource();
    const context = {
      diagnostics: [],
      only: undefined,
      triggerKind: vscode.CodeActionTriggerKind.Invoke,
    };
    const all = await new CodeActions(bench.library).provideCodeActions(
      document,
      new vscode.Range(0, 0, 0, 3),
      context,
      token,
    );
    assert.deepEqual(
      all.map(({ title }) => title),
      ["Explain with Castor", "Document This with Castor", "Edit with Castor…"],
    );
  });
});
