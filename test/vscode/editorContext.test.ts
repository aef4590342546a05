import assert from "node:assert/strict";
import * as vscode from "vscode";
import { codeReference, cursorContext, explainTarget } from "../../src/editor/codeContext.ts";
import { cleanUp, closeEditors, openFile } from "./editorSupport.ts";
import { sampleFile } from "./support.ts";

/** Says that a function reaches from line 1 to 3 and a variable in it stands on line 2. */
class Symbols implements vscode.DocumentSymbolProvider {
  provideDocumentSymbols(): vscode.DocumentSymbol[] {
    const outer = symbol("outer", vscode.SymbolKind.Function, new vscode.Range(1, 0, 3, 1));
    outer.children.push(symbol("inner", vscode.SymbolKind.Variable, new vscode.Range(2, 2, 2, 12)));
    outer.children[0]?.children.push(
      symbol("inner() callback", vscode.SymbolKind.Function, new vscode.Range(2, 10, 2, 12)),
    );
    return [symbol("all", vscode.SymbolKind.File, new vscode.Range(0, 0, 6, 0)), outer];
  }
}

function symbol(name: string, kind: vscode.SymbolKind, range: vscode.Range): vscode.DocumentSymbol {
  return new vscode.DocumentSymbol(name, "", kind, range, range);
}

const code = `// A file
function outer() {
  inner = 12;
}

rest();
`;

describe("the code that is asked about", () => {
  afterEach(closeEditors);
  after(cleanUp);

  describe("explainTarget", () => {
    const registered = vscode.languages.registerDocumentSymbolProvider(
      { pattern: "**/*.symbols" },
      new Symbols(),
    );
    after(() => void registered.dispose());

    async function target(marked: string, extension: string) {
      const { editor } = await openFile(marked, { extension });
      return { editor, found: await explainTarget(editor) };
    }

    it("takes the selection", async () => {
      const { found } = await target(code.replace("inner = 12", "|inner| = 12"), "symbols");
      assert.equal(found?.code, "inner");
      assert.ok(found.range.isEqual(new vscode.Range(2, 2, 2, 7)));
      assert.equal(found.before, "// A file\nfunction outer() {\n  ");
      assert.equal(found.after, " = 12;\n}\n\nrest();\n");
    });

    it("takes the innermost symbol around the cursor", async () => {
      const { found } = await target(code.replace("12", "1|2"), "symbols");
      assert.equal(found?.code, "inner = 12");
    });

    it("takes the symbol around it where none is closer", async () => {
      const { found } = await target(code.replace("outer", "out|er"), "symbols");
      assert.equal(found?.code, "function outer() {\n  inner = 12;\n}");
      assert.equal(found.before, "// A file\n");
      assert.equal(found.after, "\n\nrest();\n");
    });

    it("takes a symbol rather than a selection of blanks", async () => {
      const { found } = await target(code.replace("  inner", "|  |inner"), "symbols");
      assert.equal(found?.code, "inner = 12");
    });

    it("takes the block of lines where nobody knows the symbols", async () => {
      const { found } = await target(code.replace("12", "1|2"), "txt");
      assert.equal(found?.code, "// A file\nfunction outer() {\n  inner = 12;\n}");
    });

    it("finds nothing in a blank document", async () => {
      const { found } = await target(" |\n\n", "txt");
      assert.equal(found, undefined);
    });

    it("sends only so much of what stands around", async () => {
      const line = `${"x".repeat(99)}\n`;
      const { found } = await target(`${line.repeat(100)}|a|\n${line.repeat(100)}`, "txt");
      assert.equal(found?.before, line.repeat(40));
      assert.equal(found.after, `\n${line.repeat(40)}`.trimEnd());
    });

    it("names a file of the workspace by its path there, others by their bare name", async () => {
      const inside = await vscode.window.showTextDocument(sampleFile("src/tides.ts"));
      assert.equal((await explainTarget(inside))?.fileName, "src/tides.ts");
      const { editor, found } = await target("a|", "txt");
      assert.equal(found?.fileName, editor.document.uri.path.split("/").at(-1));
    });

    it("gives a reference that leads back to the code", async () => {
      const { editor, found } = await target("a\n|b\nc\n|d\n", "txt");
      assert.ok(found);
      assert.deepEqual(codeReference(found), {
        uri: editor.document.uri.toString(),
        label: found.fileName,
        languageId: "plaintext",
        startLine: 1,
        endLine: 2,
      });
    });
  });

  describe("cursorContext", () => {
    const diagnostics = vscode.languages.createDiagnosticCollection("castor-test");
    after(() => diagnostics.dispose());

    it("tells what stands around the cursor, the indentation and the document's habits", async () => {
      const { editor } = await openFile("a {\n\t\tb |c\n}\n", { tabs: true });
      const { before, code: selected, after, indentation, insertSpaces, languageId } = cursorContext(editor);
      assert.deepEqual(
        { before, selected, after, indentation, insertSpaces, languageId },
        {
          before: "a {\n\t\tb ",
          selected: "",
          after: "c\n}\n",
          indentation: "\t\t",
          insertSpaces: false,
          languageId: "plaintext",
        },
      );
    });

    it("counts only blanks before the cursor as indentation", async () => {
      const { editor } = await openFile("  |  b\n");
      assert.equal(cursorContext(editor).indentation, "  ");
    });

    it("carries the selection", async () => {
      const { editor } = await openFile("a |b| c\n");
      assert.equal(cursorContext(editor).code, "b");
    });

    it("tells the problems of the line, and no others", async () => {
      const { editor, document } = await openFile("one\ntw|o\nthree\n");
      diagnostics.set(document.uri, [
        new vscode.Diagnostic(new vscode.Range(0, 0, 0, 3), "elsewhere"),
        new vscode.Diagnostic(new vscode.Range(1, 0, 1, 3), "here", vscode.DiagnosticSeverity.Warning),
      ]);
      assert.deepEqual(cursorContext(editor).diagnostics, ["Warning: here"]);
    });
  });
});
