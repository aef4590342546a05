import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import * as vscode from "vscode";
import { HumanError } from "../../src/base/humanError.ts";
import { cleanUp, closeEditors, openFile, undoOnce, until } from "./editorSupport.ts";
import { type PromptBench, promptBench } from "./promptSupport.ts";
import { sampleFile } from "./support.ts";

const code = "function f(a) {\n  return b;\n}\n\nf(1);\n";

class Functions implements vscode.DocumentSymbolProvider {
  provideDocumentSymbols(): vscode.DocumentSymbol[] {
    const range = new vscode.Range(0, 0, 2, 1);
    return [new vscode.DocumentSymbol("f", "", vscode.SymbolKind.Function, range, range)];
  }
}

describe("Commands in files", () => {
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

  async function refusal(run: Promise<unknown>): Promise<string> {
    const error: unknown = await run.then(
      () => assert.fail("It was done."),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof HumanError, String(error));
    return error.message;
  }

  describe("that come with Castor", () => {
    it("fix a problem: the function around it is compared, and one undo takes it back", async () => {
      const { document, text } = await openWithProblem(code.replace("b;", "|b;"));
      bench.answers("function f(a) {\n  return a;\n}");
      await bench.commands.run("fix-this");
      assert.equal(document.getText(), code.replace("  return b;\n", "  return b;\n  return a;\n"));
      assert.match(
        bench.lastPrompt(),
        /Change the lines so: Fix this problem: Error: Cannot find name 'b'\./,
      );
      assert.match(
        bench.lastPrompt(),
        /These lines stand in `file\d+\.fixme`[^]*function f\(a\) {\n {2}return b;\n}\n```/,
      );
      await bench.reviews.decide("accept");
      assert.equal(document.getText(), code.replace("return b", "return a"));
      await undoOnce(document);
      assert.equal(document.getText(), text);
    });

    it("say so where there is no problem to fix", async () => {
      await openFile(code);
      assert.equal(
        await refusal(bench.commands.run("fix-this")),
        "No problem is reported here. Put the cursor on a line with one for Fix This.",
      );
      assert.equal(bench.requests.length, 0);
    });

    it("document the function at the cursor, with the comment that it has already", async () => {
      const { document } = await openFile(`// Old\n${code.replace("return", "re|turn")}`, {
        extension: "txt",
      });
      bench.answers("// New\nfunction f(a) {\n  return b;\n}");
      await bench.commands.run("document-this");
      await bench.reviews.decide("accept");
      assert.equal(document.getText(), `// New\n${code}`);
    });

    it("continue at the cursor, and replace nothing", async () => {
      const { document, text } = await openFile("one\ntw|\n");
      bench.answers("o");
      await bench.commands.run("continue-here");
      assert.equal(document.getText(), "one\ntwo\n");
      assert.match(bench.lastPrompt(), /one\ntw<<<CURSOR>>>\n[^]*Write this: Continue from the mark/);
      await undoOnce(document);
      assert.equal(document.getText(), text);
    });

    it("translate into a new document of the language", async () => {
      await openFile("|let a = 1;|\n");
      bench.answers("```python\na = 1\n```");
      await bench.commands.runNamed({ command: "translate-code", input: "Python" });
      const { document } = vscode.window.activeTextEditor!;
      assert.deepEqual(
        [document.languageId, document.getText(), document.isUntitled],
        ["python", "a = 1", true],
      );
      assert.match(
        bench.lastPrompt(),
        /Translate this plaintext code[^]*into Python\.[^]*```plaintext\nlet a = 1;\n```/,
      );
    });

    it("write tests into a new file beside the others, which is not saved yet", async () => {
      await vscode.window.showTextDocument(sampleFile("src/tides.ts"));
      bench.answers('import { heightAt } from "./tides";\n');
      await bench.commands.runNamed({ command: "write-tests", input: "The edges." });
      const { document } = vscode.window.activeTextEditor!;
      assert.equal(
        document.uri.toString(),
        sampleFile("src/tides.test.ts").with({ scheme: "untitled" }).toString(),
      );
      assert.equal(document.languageId, "typescript");
      assert.match(document.getText(), /^import \{ heightAt \}/);
      assert.match(bench.lastPrompt(), /`src\/tides\.ts`[^]*The edges\.[^]*new file `src\/tides\.test\.ts`/);
    });

    it("write tests behind those that there are, to be accepted", async () => {
      const tests = sampleFile("src/tides.test.ts");
      await vscode.workspace.fs.writeFile(tests, new TextEncoder().encode("old();\n"));
      try {
        await vscode.window.showTextDocument(sampleFile("src/tides.ts"));
        bench.answers("fresh();");
        await bench.commands.runNamed({ command: "write-tests", input: "" });
        const { document } = vscode.window.activeTextEditor!;
        assert.equal(document.uri.toString(), tests.toString());
        assert.equal(document.getText(), "old();\n\nfresh();");
        await bench.reviews.decide("discard");
        assert.equal(document.getText(), "old();\n");
        assert.match(
          await refusal(bench.commands.runNamed({ command: "write-tests", input: "" })),
          /^src\/tides\.test\.ts holds tests itself\./,
        );
      } finally {
        await closeEditors();
        await vscode.workspace.fs.delete(tests);
      }
    });
  });

  describe("of the person", () => {
    it("answer in the chat: the code as a chip, the prompt with what it speaks of", async () => {
      await bench.addFile(
        "regex.md",
        "---\nname: Explain the Regex…\nasks: For whom?\n---\nExplain for {{input}} in {{language}}.",
      );
      await openFile("|/a+/|\n");
      await bench.commands.runNamed({ command: "regex.md", input: "a child" });
      const [message] = bench.asked;
      assert.ok(message);
      assert.deepEqual(
        message.parts.map(({ type }) => type),
        ["code", "text"],
      );
      assert.deepEqual(message.parts[1], { type: "text", text: "Explain the Regex: a child" });
      assert.match(
        JSON.stringify(message.prompt),
        /Explain for a child in plaintext\.[^]*From `file\d+\.txt` \(plaintext\):[^]*\/a\+\//,
      );
    });

    it("take files and images, and write from them", async () => {
      await bench.addFile("sum.md", "---\nname: Sum\ntakes: file\n---\nAdd up");
      await bench.addFile("alt.md", "---\nname: Alt\ntakes: image\ndoes: insert\n---\nDescribe");
      await bench.commands.run("sum", { uris: [sampleFile("package.json"), sampleFile("README.md")] });
      assert.deepEqual(bench.asked[0]?.prompt, [{ type: "text", text: "package.json,README.md: Add up" }]);
      assert.deepEqual(bench.asked[0].parts, [{ type: "text", text: "Sum" }]);
      const { document } = await openFile("a |b\n");
      bench.answers("boat ");
      await bench.commands.run("alt", { uris: [sampleFile("images/boats.jpg")] });
      assert.equal(document.getText(), "a boat b\n");
      assert.ok(bench.requests[0]?.contents[0]?.parts?.[0]?.inlineData);
    });

    it("take the place of a built-in one of the same name", async () => {
      await bench.addFile("continue-here.md", "---\nname: Go On\ntakes: nothing\ndoes: insert\n---\nGo on");
      const { prompts } = await bench.library.get();
      const found = prompts.filter(({ id }) => id === "continue-here");
      assert.deepEqual(
        found.map(({ name, origin }) => [name, origin]),
        [["Go On", "user"]],
      );
    });

    it("are read anew when their file changes", async () => {
      await bench.addFile("mine.md", "---\nname: One\n---\nx");
      assert.ok((await bench.library.get()).prompts.some(({ name }) => name === "One"));
      await bench.addFile("mine.md", "---\nname: Two\n---\nx");
      const names = (await bench.library.refresh()).prompts.map(({ name }) => name);
      assert.deepEqual([names.includes("One"), names.includes("Two")], [false, true]);
    });

    it("say what is wrong with one, in its file and when it is called; the others are there", async () => {
      const uri = await bench.addFile("bad.md", "---\nname: Bad\ndoes: dance\n---\nx");
      await bench.addFile("good.md", "---\nname: Good\n---\nx");
      assert.equal(
        await refusal(bench.commands.run("bad")),
        "bad.md, line 3: “dance” is nothing that does can be. Choose from: answer, insert, replace, document, tests.",
      );
      assert.deepEqual(vscode.languages.getDiagnostics(uri)[0]?.range, new vscode.Range(2, 6, 2, 11));
      assert.ok((await bench.library.get()).prompts.some(({ name }) => name === "Good"));
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document);
      const isRight = until(
        vscode.languages.onDidChangeDiagnostics,
        () => vscode.languages.getDiagnostics(uri).length === 0,
      );
      await editor.edit((edit) => edit.replace(new vscode.Range(2, 6, 2, 11), "answer"));
      await isRight;
      await vscode.commands.executeCommand("workbench.action.files.revert");
    });

    it("say what to do where there is none of that name, or a keybinding names nothing", async () => {
      assert.match(
        await refusal(bench.commands.run("nothing")),
        /^There is no command nothing\. Castor: Edit Custom/,
      );
      assert.match(
        await refusal(bench.commands.runNamed({ command: 7 })),
        /^castor\.runCommand takes the name/,
      );
    });

    it("are read from the folder of a trusted workspace, before the person's", async () => {
      const folder = sampleFile(".castor/commands");
      await bench.addFile("mine.md", "---\nname: Of the person\n---\nx");
      const uri = vscode.Uri.joinPath(folder, "mine.md");
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode("---\nname: Of the project\n---\nx"));
      try {
        assert.equal(vscode.workspace.isTrusted, true);
        const { prompts, restricted } = await bench.library.refresh();
        const found = prompts.filter(({ id }) => id === "mine");
        assert.deepEqual(
          found.map(({ name, origin }) => [name, origin]),
          [["Of the project", "workspace"]],
        );
        assert.deepEqual(restricted, []);
      } finally {
        await vscode.workspace.fs.delete(sampleFile(".castor"), { recursive: true });
      }
    });
  });
});
