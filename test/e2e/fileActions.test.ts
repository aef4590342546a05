import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { copySampleWorkspace } from "../host/sampleWorkspace.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../host/temporaryFolder.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { answerTo, questions } from "./support/sent.ts";
import { TextEditor } from "./support/textEditor.ts";
import type { Workbench } from "./support/workbench.ts";

describe("Actions on files", () => {
  let emulator: Emulator;
  let parent: string;
  let workbench: Workbench;
  let chat: Chat;
  let editor: TextEditor;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    parent = await createTemporaryFolder("workspace");
    const folder = await copySampleWorkspace(parent);
    await writeFile(path.join(folder, "tour.md"), "# A tour\n\nSee ![](images/lighthouse.png) at dusk.\n");
    await writeFile(path.join(folder, "docs/no.pdf"), "Words, not pages.\n");
    const settings = {
      "castor.authentication": "none",
      "castor.attachments.inlineLimit": 0,
      "castor.prompts.summarizePdf": "What is in these tables?",
    };
    workbench = await launch({ emulator, folder, settings });
    chat = new Chat(workbench.panel);
    editor = new TextEditor(workbench);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await removeTemporaryFolder(parent);
    await emulator.close();
  });

  const last = () => JSON.stringify(questions(emulator).at(-1)?.json);

  it("summarize a PDF, with the person's own question", async () => {
    await answerTo(chat, () => workbench.explorerContextMenu(["docs/tide-tables.pdf"], "Summarize This PDF"));
    await chat.answer
      .getByText(/\d+ pages/)
      .first()
      .waitFor();
    assert.match(last(), /What is in these tables\?/);
    assert.match(last(), /"fileUri":"[^"]*files\//);
    await workbench.screenshot("actions-pdf");
  });

  it("describe a video and summarize a recording", async () => {
    await answerTo(chat, () =>
      workbench.explorerContextMenu(["media/bug-recording.mp4"], "Describe This Video"),
    );
    await chat.answer
      .getByText(/\d+ × \d+/)
      .first()
      .waitFor();
    await answerTo(chat, () =>
      workbench.explorerContextMenu(["media/voice-memo.mp3"], "Summarize This Audio"),
    );
    await chat.answer.getByText(/Hz/).first().waitFor();
    await workbench.screenshot("actions-media");
  });

  it("say when a file is not what its name says", async () => {
    await workbench.explorerContextMenu(["docs/no.pdf"], "Summarize This PDF");
    await workbench.notification("no.pdf is no PDF, whatever its name says.");
    assert.deepEqual(questions(emulator), []);
  });

  it("write a transcript into a new document", async () => {
    await workbench.explorerContextMenu(["media/voice-memo.mp3"], "Transcribe to File…");
    await workbench.quick.pick("Markdown");
    await eventually(
      () => editor.text(),
      (text) => /\[\d\d:\d\d\]/.test(text),
    );
    await workbench.screenshot("actions-transcript");
  });

  it("write alt text where it belongs", async () => {
    await workbench.openFile("tour.md");
    await workbench.goTo(3, 8);
    await workbench.runCommand("Castor: Generate Alt Text");
    await eventually(
      () => editor.text(),
      (text) => /See !\[.{10,}\]\(images\/lighthouse\.png\) at dusk\./.test(text),
    );
    await workbench.screenshot("actions-alt-text");
  });

  it("list what lies on the server, and delete it", async () => {
    await workbench.runCommand("Castor: Manage Uploaded Files");
    const list = workbench.page.locator(".quick-input-widget");
    await list.getByText(/Uploaded Files: .* of 20 GB used/).waitFor();
    const file = list.locator(".monaco-list-row").filter({ hasText: "voice-memo.mp3" });
    await file.first().waitFor();
    await workbench.screenshot("actions-manage");
    await file.first().click();
    await list.getByRole("button", { name: "OK" }).click();
    const dialog = await workbench.dialog(/Delete this file from the server\?/);
    await dialog.getByRole("button", { name: "Delete" }).click();
    const deleted = await emulator.waitForRequest(({ method, finished }) => method === "DELETE" && finished);
    assert.equal(deleted.status, 200);
  });
});
