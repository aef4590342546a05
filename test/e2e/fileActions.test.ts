import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { answerTo, questions } from "./support/sent.ts";

describe("Actions on files", () => {
  const castor = castorWindow({
    settings: {
      "castor.attachments.inlineLimit": 0,
      "castor.prompts.summarizePdf": "What is in these tables?",
    },
    prepare: async (folder) => {
      await writeFile(path.join(folder, "tour.md"), "# A tour\n\nSee ![](images/lighthouse.png) at dusk.\n");
      await writeFile(path.join(folder, "docs/no.pdf"), "Words, not pages.\n");
    },
    isOpen: false,
  });

  const last = () => JSON.stringify(questions(castor.emulator).at(-1)?.json);

  it("summarize a PDF, with the person's own question", async () => {
    await answerTo(castor.chat, () =>
      castor.workbench.explorerContextMenu(["docs/tide-tables.pdf"], "Summarize This PDF"),
    );
    await castor.chat.answer
      .getByText(/\d+ pages/)
      .first()
      .waitFor();
    assert.match(last(), /What is in these tables\?/);
    assert.match(last(), /"fileUri":"[^"]*files\//);
    await castor.workbench.screenshot("actions-pdf");
  });

  it("describe a video and summarize a recording", async () => {
    await answerTo(castor.chat, () =>
      castor.workbench.explorerContextMenu(["media/bug-recording.mp4"], "Describe This Video"),
    );
    await castor.chat.answer
      .getByText(/\d+ × \d+/)
      .first()
      .waitFor();
    await answerTo(castor.chat, () =>
      castor.workbench.explorerContextMenu(["media/voice-memo.mp3"], "Summarize This Audio"),
    );
    await castor.chat.answer.getByText(/Hz/).first().waitFor();
    await castor.workbench.screenshot("actions-media");
  });

  it("say when a file is not what its name says", async () => {
    await castor.workbench.explorerContextMenu(["docs/no.pdf"], "Summarize This PDF");
    await castor.workbench.notification("no.pdf is no PDF, whatever its name says.");
    assert.deepEqual(questions(castor.emulator), []);
  });

  it("attach files with a question that is ready to be changed, and send nothing", async () => {
    const input = castor.workbench.panel.getByRole("textbox");
    const files = ["docs/tide-tables.pdf", "media/voice-memo.mp3"];
    await castor.workbench.explorerContextMenu(files, "Ask Castor About This File…");
    await castor.workbench.panel.getByText("voice-memo.mp3").last().waitFor();
    await eventually(
      () => input.inputValue(),
      (text) => text === "What is in these 2 files?",
    );
    await eventually(
      () => input.evaluate((element) => element === element.ownerDocument.activeElement),
      (isFocused) => isFocused,
    );
    await castor.workbench.page.keyboard.type(" In one line each.");
    assert.equal(await input.inputValue(), "What is in these 2 files? In one line each.");
    await castor.workbench.screenshot("actions-ask");
    assert.deepEqual(questions(castor.emulator), []);
  });

  for (const [name, id] of [
    ["bug-recording.mp4", "video"],
    ["voice-memo.mp3", "audio"],
    ["lighthouse.png", "img"],
  ] as const) {
    it(`ask about the ${id} in its preview, by a right click, and leave the words that stand there`, async () => {
      const input = castor.workbench.panel.getByRole("textbox");
      await input.fill("My own words");
      await castor.workbench.openFile(name);
      const previews = castor.workbench.page.locator(
        'iframe.webview.ready[src*="extensionId=vscode.media-preview"]',
      );
      const preview = previews.filter({ visible: true }).contentFrame().frameLocator("#active-frame");
      await preview.locator(id).click({ button: "right" });
      await castor.workbench.pickMenuItem("Ask Castor About This File…");
      await castor.workbench.panel.getByRole("listitem").filter({ hasText: name }).first().waitFor();
      assert.equal(await input.inputValue(), "My own words");
    });
  }

  it("ask about the file of a tab, by a right click", async () => {
    await castor.workbench.openFile("tour.md");
    await castor.workbench.tab("tour.md").click({ button: "right" });
    await castor.workbench.pickMenuItem("Ask Castor About This File…");
    await castor.files.ready("tour.md").waitFor();
  });

  it("write a transcript into a new document", async () => {
    await castor.workbench.explorerContextMenu(["media/voice-memo.mp3"], "Transcribe to File…");
    await castor.workbench.quick.pick("Markdown");
    await eventually(
      () => castor.editor.text(),
      (text) => /\[\d\d:\d\d\]/.test(text),
    );
    await castor.workbench.screenshot("actions-transcript");
  });

  it("write alt text where it belongs", async () => {
    await castor.workbench.openFile("tour.md");
    await castor.workbench.goTo(3, 8);
    await castor.workbench.runCommand("Castor: Generate Alt Text");
    await eventually(
      () => castor.editor.text(),
      (text) => /See !\[.{10,}\]\(images\/lighthouse\.png\) at dusk\./.test(text),
    );
    await castor.workbench.screenshot("actions-alt-text");
  });

  it("list what lies on the server, and delete it", async () => {
    await castor.workbench.runCommand("Castor: Manage Uploaded Files");
    const list = castor.workbench.page.locator(".quick-input-widget");
    await list.getByText(/Uploaded Files: .* of 20 GB used/).waitFor();
    const file = list.locator(".monaco-list-row").filter({ hasText: "voice-memo.mp3" });
    await file.first().waitFor();
    await castor.workbench.screenshot("actions-manage");
    await file.first().click();
    await list.getByRole("button", { name: "OK" }).click();
    const dialog = await castor.workbench.dialog(/Delete this file from the server\?/);
    await dialog.getByRole("button", { name: "Delete" }).click();
    const deleted = await castor.emulator.waitForRequest(
      ({ method, finished }) => method === "DELETE" && finished,
    );
    assert.equal(deleted.status, 200);
  });
});
