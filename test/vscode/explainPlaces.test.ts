import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { AttachmentStore, UserMessage } from "../../src/chat/ports.ts";
import { gitApi, type GitApi } from "../../src/editor/commit/gitApi.ts";
import { changeMessage } from "../../src/editor/explainChange.ts";
import { outputMessage } from "../../src/editor/explainOutput.ts";
import { terminalMessage } from "../../src/editor/explainTerminal.ts";
import { cleanUp, closeEditors, openFile } from "./editorSupport.ts";
import { attachmentFolder } from "./support.ts";

function textOf({ prompt }: UserMessage): string {
  return prompt.map((part) => (part.type === "text" ? part.text : "")).join("");
}

interface OpeningApi extends GitApi {
  openRepository(root: vscode.Uri): Promise<unknown>;
}

describe("Explain This Change", () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "castor-change-")));
  const file = path.join(folder, "lights.txt");
  const git = (...args: readonly string[]) => execFileSync("git", [...args], { cwd: folder });
  const lines = Array.from({ length: 40 }, (_, index) => `light ${index}`);

  before(async () => {
    git("init", "--quiet");
    writeFileSync(file, `${lines.join("\n")}\n`);
    git("add", ".");
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "lights");
    writeFileSync(file, `${lines.with(3, "a green light").toSpliced(30, 1).join("\n")}\n`);
    await ((await gitApi()) as OpeningApi).openRepository(vscode.Uri.file(folder));
  });
  afterEach(closeEditors);
  after(async () => {
    await cleanUp();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is about the one whose button in the margin was clicked", async () => {
    const changes = [{ modifiedStartLineNumber: 4 }, { modifiedStartLineNumber: 30 }];
    const message = await changeMessage(vscode.Uri.file(file), changes, 0);
    assert.match(textOf(message), /changed in `lights\.txt` \(plaintext\)[^]*-light 3\n\+a green light\n/);
    assert.doesNotMatch(textOf(message), /-light 30/);
    const [code, words] = message.parts;
    assert.deepEqual(code?.type === "code" && [code.code.label, code.code.startLine, code.code.endLine], [
      "lights.txt",
      3,
      3,
    ]);
    assert.deepEqual(words, { type: "text", text: "Explain this change." });
    assert.match(textOf(await changeMessage(vscode.Uri.file(file), changes, 1)), /-light 30\n/);
  });

  it("is about the one at the cursor", async () => {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    assert.match(textOf(await changeMessage(undefined, undefined, undefined)), /\+a green light/);
    editor.selection = new vscode.Selection(15, 0, 15, 0);
    await assert.rejects(changeMessage(undefined, undefined, undefined), /Nothing has changed here/);
  });

  it("is about the one at the cursor of a comparison", async () => {
    const old = await openFile("one\ntwo\nthree\n");
    const fresh = await openFile("one\n2\nthree\n");
    await vscode.commands.executeCommand("vscode.diff", old.document.uri, fresh.document.uri, "Both", {
      selection: new vscode.Range(1, 0, 1, 0),
    });
    assert.match(textOf(await changeMessage(undefined, undefined, undefined)), /-two\n\+2\n/);
  });

  it("says where there is no Git to ask", async () => {
    await openFile("o|ne\n");
    await assert.rejects(
      changeMessage(undefined, undefined, undefined),
      /Git knows nothing of file\d+\.txt, so there is no change to explain\./,
    );
  });
});

describe("Explain Cell Output", () => {
  let attachments: AttachmentStore;
  before(async () => {
    ({ store: attachments } = await attachmentFolder());
  });
  afterEach(closeEditors);

  async function openCell(...outputs: readonly vscode.NotebookCellOutput[]): Promise<vscode.NotebookCell> {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "plot(tides)", "python");
    cell.outputs = [...outputs];
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    return notebook.cellAt(0);
  }

  const { NotebookCellOutputItem: Item, NotebookCellOutput: Output } = vscode;

  it("is about the cell's code and what it has put out, pictures included", async () => {
    const png = new Uint8Array([1, 2, 3]);
    const cell = await openCell(
      new Output([Item.stdout("\u001b[31mhigh water\u001b[0m at six\n")]),
      new Output([new Item(png, "image/png"), Item.text("<Figure>")]),
    );
    const message = await outputMessage(cell, attachments);
    assert.match(textOf(message), /```python\nplot\(tides\)\n```[^]*```\nhigh water at six\n```/);
    assert.doesNotMatch(textOf(message), /Figure/);
    const [file] = message.prompt;
    assert.ok(file?.type === "file" && file.file.hash !== undefined);
    assert.equal(file.file.mimeType, "image/png");
    assert.deepEqual(await attachments.get(file.file.hash), png);
    assert.deepEqual(
      message.parts.map(({ type }) => type),
      ["code", "image", "text"],
    );
  });

  it("reads what went wrong, of the cell that has the focus", async () => {
    await openCell(new Output([Item.error({ name: "ValueError", message: "no moon", stack: "line 1" })]));
    assert.match(textOf(await outputMessage(undefined, attachments)), /ValueError[^]*no moon/);
  });

  it("says so where there is none", async () => {
    const cell = await openCell();
    await assert.rejects(outputMessage(cell, attachments), /has put out nothing\. Run it/);
  });
});

describe("Explain Terminal Selection", () => {
  let terminal: vscode.Terminal;
  before(async () => {
    const opened = Promise.withResolvers<undefined>();
    const written = new vscode.EventEmitter<string>();
    terminal = vscode.window.createTerminal({
      name: "tides",
      pty: { onDidWrite: written.event, open: () => opened.resolve(undefined), close: () => undefined },
    });
    terminal.show();
    await opened.promise;
    written.fire("high water at six\r\n");
  });
  after(() => terminal.dispose());

  it("is about what is selected, and leaves the clipboard's text as it was", async () => {
    await vscode.env.clipboard.writeText("mine");
    let message: UserMessage | undefined;
    // The terminal draws in its own time.
    while (message === undefined) {
      await vscode.commands.executeCommand("workbench.action.terminal.selectAll");
      message = await terminalMessage().catch(() => undefined);
    }
    assert.match(textOf(message), /This stands in a terminal:\n\n```\nhigh water at six\n```/);
    assert.deepEqual(message.parts, [
      { type: "text", text: "Explain this output of the terminal.\n\nhigh water at six" },
    ]);
    assert.equal(await vscode.env.clipboard.readText(), "mine");
  });

  it("says so where nothing is selected", async () => {
    await vscode.commands.executeCommand("workbench.action.terminal.clearSelection");
    await assert.rejects(terminalMessage(), /Select some output in a terminal/);
    assert.equal(await vscode.env.clipboard.readText(), "mine");
  });
});
