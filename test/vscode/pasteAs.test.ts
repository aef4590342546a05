import assert from "node:assert/strict";
import * as vscode from "vscode";
import { CodeWriter } from "../../src/editor/codeWriter.ts";
import { contentOf, readClipboard } from "../../src/editor/paste/clipboard.ts";
import { pasteAs } from "../../src/editor/paste/pasteAs.ts";
import type { ClipboardContent } from "../../src/editor/paste/pasteKinds.ts";
import { Reviews } from "../../src/editor/reviews.ts";
import type { GenerateContentRequest } from "../../src/gemini/wire.ts";
import { createWording } from "../../src/host/wording.ts";
import { cleanUp, closeEditors, openFile, undoOnce } from "./editorSupport.ts";
import { acceptQuickPick } from "./support.ts";

const png = Uint8Array.of(137, 80, 78, 71);

describe("Paste as…", () => {
  const requests: GenerateContentRequest[] = [];
  const reviews = new Reviews();
  const writer = new CodeWriter({
    client: {
      async *streamGenerateContent(_model, request) {
        requests.push(request);
        await Promise.resolve();
        const text = "```markdown\n| a |\n| - |\n```\n";
        yield { candidates: [{ content: { role: "model", parts: [{ text }] }, finishReason: "STOP" }] };
      },
    },
    options: () => ({ model: "none", includeThoughts: false, safety: {} }),
    wording: createWording(() => ({ model: "none", host: "none" })),
    showProblem: ({ title }) => assert.fail(title),
    reviews,
  });
  beforeEach(() => void requests.splice(0));
  afterEach(closeEditors);
  after(async () => {
    reviews.dispose();
    await cleanUp();
  });

  const paste = (content: ClipboardContent) =>
    pasteAs({ writer, read: () => Promise.resolve(content), warm: () => undefined });

  it("writes what was chosen in the place of the selection, and one undo brings that back", async () => {
    const { document, text } = await openFile("# Depths\n\n|old|\n", { extension: "md" });
    await acceptQuickPick(paste({ text: "a\tb\n1\t2" }));
    assert.equal(document.getText(), "# Depths\n\n| a |\n| - |\n");
    assert.match(
      requests[0]?.contents[0]?.parts?.[0]?.text ?? "",
      /This was copied:\n\n```\na\tb\n1\t2\n```/,
    );
    await undoOnce(document);
    assert.equal(document.getText(), text);
  });

  it("sends an image as one", async () => {
    await openFile("|", { extension: "md" });
    await acceptQuickPick(paste({ image: { mimeType: "image/png", bytes: png }, text: "" }));
    const [image, words] = requests[0]?.contents[0]?.parts ?? [];
    assert.deepEqual(image?.inlineData, { mimeType: "image/png", data: "iVBORw==" });
    assert.match(words?.text ?? "", /^The image was copied/);
  });

  it("sends nothing before something is chosen, and nothing where there is nothing", async () => {
    const { document } = await openFile("|", { extension: "md" });
    const asking = paste({ text: "a\tb\n1\t2" });
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    const cancelled = async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return Promise.race([
        asking.then(() => true),
        new Promise<false>((resolve) => setImmediate(resolve, false)),
      ]);
    };
    while (!(await cancelled()));
    assert.deepEqual(requests, []);
    assert.equal(document.getText(), "");
    await assert.rejects(paste({ text: " " }), /Copy a screenshot, a table or some text first/);
  });

  it("takes the image of a paste, or its text where there is some", async () => {
    const data = new vscode.DataTransfer();
    data.set("text/plain", new vscode.DataTransferItem("a\tb"));
    assert.deepEqual(await contentOf(data), { text: "a\tb" });
    assert.deepEqual(await contentOf(new vscode.DataTransfer()), { text: "" });
  });

  it("reads the clipboard and changes nothing by that", async () => {
    const { document } = await openFile("|kept|", { extension: "md" });
    await vscode.env.clipboard.writeText("a\tb\n1\t2");
    assert.deepEqual(await readClipboard(), { text: "a\tb\n1\t2" });
    assert.equal(document.getText(), "kept");
  });
});
