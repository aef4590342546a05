import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import * as vscode from "vscode";
import { cleanUp, closeEditors, openFile } from "./editorSupport.ts";
import { type PromptBench, promptBench } from "./promptSupport.ts";
import { sampleFile } from "./support.ts";

describe("The project's instructions", () => {
  let bench: PromptBench;
  const written: vscode.Uri[] = [];
  beforeEach(async () => {
    bench = await promptBench();
    bench.instructFrom("");
  });
  afterEach(async () => {
    bench.dispose();
    await closeEditors();
    await rm(bench.user.fsPath, { recursive: true, force: true });
    for (const uri of written.splice(0)) await vscode.workspace.fs.delete(uri, { recursive: true });
  });
  after(cleanUp);

  async function put(name: string, text: string): Promise<void> {
    const uri = sampleFile(name);
    written.push(uri);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }

  async function tides(): Promise<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(sampleFile("src/tides.ts"));
  }

  it("are those of the first file that is there and says something", async () => {
    assert.equal(await bench.instructions.of(await tides()), undefined);
    await put("AGENTS.md", "Name waters.\n");
    const found = { fileName: "AGENTS.md", text: "Name waters.", isCut: false };
    assert.deepEqual(await bench.instructions.of(await tides()), found);
    await put("GEMINI.md", " \n");
    assert.deepEqual(await bench.instructions.of(await tides()), found);
    assert.equal(bench.logged.at(-1), "Instructions of the project go along: AGENTS.md, 12 characters.");
  });

  it("are what the setting names, within the folder, or none", async () => {
    await put("AGENTS.md", "Name waters.");
    await put("docs/style.md", "Be brief.");
    bench.instructFrom("docs/style.md");
    assert.equal((await bench.instructions.of(await tides()))?.text, "Be brief.");
    for (const nothing of ["none", "../style.md", "/etc/hostname", "docs/gone.md"]) {
      bench.instructFrom(nothing);
      assert.equal(await bench.instructions.of(await tides()), undefined, nothing);
    }
    assert.match(bench.logged.at(-1) ?? "", /^There are no instructions in docs\/gone\.md/);
  });

  it("are cut at a line where they are long, and the log says so", async () => {
    const line = `${"x".repeat(99)}\n`;
    await put("AGENTS.md", line.repeat(300));
    const found = await bench.instructions.of(await tides());
    assert.deepEqual([found?.text.length, found?.isCut], [199 * 100 + 99, true]);
    assert.match(bench.logged.at(-1) ?? "", /, 19999 characters, the first of 30000\.$/);
  });

  it("are not for files outside of the project", async () => {
    await put("AGENTS.md", "Name waters.");
    const { document } = await openFile("x");
    assert.equal(await bench.instructions.of(document), undefined);
  });

  it("go along whenever something is written, behind how to answer", async () => {
    await put("AGENTS.md", "Name waters.");
    const editor = await vscode.window.showTextDocument(await tides());
    bench.answers("// x");
    await bench.write.insert(editor, new vscode.Range(0, 0, 0, 0), "A comment");
    await bench.reviews.decide("discard");
    await bench.write.edit(editor, new vscode.Range(0, 0, 0, 5), "Change it");
    await bench.reviews.decide("discard");
    await bench.commands.runNamed({ command: "translate-code", input: "Python" });
    assert.equal(bench.requests.length, 3);
    for (const { systemInstruction } of bench.requests) {
      const text = systemInstruction?.parts?.map((part) => part.text).join("") ?? "";
      assert.match(text, /no Markdown fences[^]*instructions, from `AGENTS\.md`\.[^]*\n\nName waters\.$/);
    }
  });

  it("stand beside the imports of a file that is long", async () => {
    const { editor, document } = await openFile(`import "sea";\n${"x();\n".repeat(4000)}|`);
    bench.answers("y();");
    await bench.write.insert(editor, editor.selection, "More");
    assert.match(bench.lastPrompt(), /At its head the file has:\n\n```plaintext\nimport "sea";\n```/);
    const end = new vscode.Range(document.lineCount - 1, 0, document.lineCount - 1, 0);
    await bench.write.insert(editor, end, "More");
    const { document: short, editor: other } = await openFile('import "sea";\n|');
    await bench.write.insert(other, new vscode.Range(short.positionAt(14), short.positionAt(14)), "More");
    assert.doesNotMatch(bench.lastPrompt(), /At its head/);
  });
});
