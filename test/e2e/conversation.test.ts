import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { launch } from "./support/launch.ts";
import { askedOf, modelOf } from "./support/requests.ts";
import { questions } from "./support/sent.ts";
import type { Workbench } from "./support/workbench.ts";

/** An editor writes blanks as hard ones. */
const exampleCode = /export\sfunction\scountWords\(text:\sstring\):\snumber/;

const settings = { "castor.authentication": "none", "files.simpleDialog.enable": true };

describe("A conversation", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    workbench = await launch({ emulator, settings });
    await workbench.openCastor();
    chat = new Chat(workbench.panel);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  it("has a connection as soon as somebody writes, and says nothing over it", async () => {
    await chat.input.fill("W");
    const { path, headers } = await emulator.waitForRequest(({ finished }) => finished);
    assert.equal(path, "/");
    assert.equal(headers["x-goog-api-key"], undefined);
    await chat.input.fill("");
  });

  it("shows the answer while it is written", async () => {
    const goOn = emulator.hold(8);
    await chat.ask("Why does the sea have tides?");
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await chat.stopButton.waitFor();
    const before = await chat.answer.innerText();
    await workbench.screenshot("conversation-streaming");
    goOn();
    await eventually(
      () => chat.answer.innerText(),
      (text) => text.length > before.length,
    );
  });

  it("stops at once, keeps what had come and hangs up", async () => {
    emulator.scenario("stall after=8");
    await workbench.runCommand("Castor: New Chat");
    await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    await chat.ask("Why does the sea have tides?");
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await chat.stopButton.click();
    await chat.answer.getByText("Stopped.").waitFor();
    await chat.answer.getByText("You wrote 6 words").waitFor();
    await emulator.waitForRequest(({ closedEarly }) => closedEarly);
    await workbench.screenshot("conversation-stopped");
  });

  it("asks on with everything said before", async () => {
    await chat.converse("And twice a day?");
    const [request] = questions(emulator);
    const [first, partial, second] = askedOf(request);
    assert.equal(questions(emulator).length, 1);
    assert.deepEqual(first, { role: "user", text: "Why does the sea have tides?" });
    assert.equal(partial?.role, "model");
    assert.match(partial.text, /You wrote 6 words/);
    assert.deepEqual(second, { role: "user", text: "And twice a day?" });
  });

  it("tells the model and the tokens used", async () => {
    await chat.answer.locator(".turn-facts").getByText("gemini-3.8-flash").waitFor();
    await chat.answer
      .locator(".turn-facts")
      .getByText(/^\d+ tokens$/)
      .waitFor();
  });

  it("writes the last answer anew", async () => {
    await chat.answer.getByRole("button", { name: "Regenerate" }).click();
    const request = await emulator.waitForRequest();
    assert.deepEqual(askedOf(request).at(-1), { role: "user", text: "And twice a day?" });
    assert.equal(askedOf(request).length, 3);
    // Until then it may be the answer before that is there and complete.
    await chat.answer.getByRole("group", { name: "Version 2 of 2" }).waitFor();
    await chat.answered();
    assert.equal(await chat.messages.count(), 4);
  });

  it("asks a question in other words, and leads back to the one before", async () => {
    const question = chat.messages.nth(2);
    await question.hover();
    await question.getByRole("button", { name: "Edit Question" }).click();
    await question.getByRole("textbox").fill("And once a month?");
    await question.getByRole("textbox").press("Enter");
    await question.getByText("And once a month?").waitFor();
    await chat.answered();
    assert.deepEqual(askedOf(questions(emulator).at(-1)).at(-1), { role: "user", text: "And once a month?" });
    await question.getByRole("group", { name: "Version 2 of 2" }).waitFor();
    await workbench.screenshot("conversation-versions");
    await question.getByRole("button", { name: "Previous Version" }).click();
    await question.getByText("And twice a day?").waitFor();
    await chat.answer.getByRole("group", { name: "Version 2 of 2" }).waitFor();
  });

  it("deletes a question with its answer, and takes that back", async () => {
    await chat.messages.nth(2).hover();
    await chat.messages.nth(2).getByRole("button", { name: "Delete Question and Answer" }).click();
    await chat.messages.nth(2).waitFor({ state: "detached" });
    await workbench.page.getByRole("button", { name: "Undo", exact: true }).click();
    await chat.messages.nth(3).waitFor();
  });

  it("is exported to a file, and comes back with all of its versions", async () => {
    await workbench.runCommand("Castor: Export Conversation…");
    await workbench.quick.row("Markdown").click();
    await workbench.screenshot("conversation-export");
    await workbench.quick.row("Save to a File…").click();
    const name = "Why does the sea have tides.md";
    const target = path.join(workbench.folder, name);
    await eventually(
      () => workbench.quick.box.inputValue(),
      (value) => value === target,
    );
    await workbench.quick.box.press("Enter");
    await workbench.notification("The conversation is exported.");
    assert.match(await readFile(target, "utf8"), /## You\n\nWhy does the sea have tides\?/);
    await workbench.runCommand("Castor: New Chat");
    await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    await workbench.runCommand("Castor: Import Conversation…");
    // The dialog reads the folder in its own time: what is shown can be taken.
    const dialog = workbench.page.locator(".quick-input-widget");
    await dialog.locator(".monaco-list-row").filter({ hasText: name }).click();
    await workbench.notification("The conversation is imported.");
    await chat.messages.nth(3).waitFor();
    await chat.messages.nth(2).getByRole("group", { name: "Version 1 of 2" }).waitFor();
    await workbench.screenshot("conversation-imported");
    await chat.messages.nth(3).hover();
    await chat.messages.nth(3).getByRole("button", { name: "More Actions" }).click();
    await workbench.screenshot("conversation-more");
    await workbench.panel.getByRole("menuitem", { name: "Copy as Markdown" }).click();
    await eventually(
      () => workbench.page.evaluate(() => navigator.clipboard.readText()),
      (text) => text.includes("And twice a day?"),
    );
    await workbench.page.evaluate(() => navigator.clipboard.writeText(""));
  });

  it("goes on from a turn in a new chat", async () => {
    await chat.messages.nth(1).hover();
    await chat.messages.nth(1).getByRole("button", { name: "More Actions" }).click();
    await workbench.panel.getByRole("menuitem", { name: "Go On in a New Chat" }).click();
    await chat.messages.nth(2).waitFor({ state: "detached" });
    assert.equal(await chat.messages.count(), 2);
  });

  it("begins a new chat", async () => {
    await workbench.page.getByRole("button", { name: "New Chat" }).click();
    await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    await chat.converse("Something else.");
    assert.deepEqual(askedOf(questions(emulator)[0]), [{ role: "user", text: "Something else." }]);
  });

  it("is found again by what was said in it, and opens there", async () => {
    await workbench.runCommand("Castor: Show Conversations…");
    await workbench.quick.row("Something else.").waitFor();
    await workbench.screenshot("conversation-list");
    await workbench.quick.box.fill("once a month");
    await workbench.quick.row("Why does the sea have tides?").first().waitFor();
    await workbench.screenshot("conversation-search");
    await workbench.quick.box.press("Enter");
    await workbench.panel.getByText("And once a month?").first().waitFor();
    await workbench.page.getByRole("button", { name: "New Chat" }).click();
    await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
  });

  it("breaks a line with Shift+Enter and sends with Enter", async () => {
    await chat.input.pressSequentially("one");
    await chat.input.press("Shift+Enter");
    await chat.input.pressSequentially("two");
    await chat.input.press("Enter");
    const request = await emulator.waitForRequest();
    assert.deepEqual(askedOf(request).at(-1), { role: "user", text: "one\ntwo" });
    await chat.answered();
    // The box is emptied when the message is on the disk, which may be slower than the answer.
    await eventually(
      () => chat.input.inputValue(),
      (value) => value === "",
    );
  });

  it("stops with Escape, and the cursor stays in the input", async () => {
    emulator.scenario("stall after=8");
    await chat.ask("A long story");
    await chat.answer.getByText("You wrote 3 words").waitFor();
    await chat.input.press("Escape");
    await chat.answer.getByText("Stopped.").waitFor();
    await emulator.waitForRequest(({ closedEarly }) => closedEarly);
    await chat.focusedInput.waitFor();
  });

  it("goes on from where it was stopped", async () => {
    const count = await chat.messages.count();
    await chat.answer.getByRole("button", { name: "Continue" }).click();
    const request = await emulator.waitForRequest();
    const [, partial, onward] = askedOf(request).slice(-3);
    assert.match(partial?.text ?? "", /You wrote 3 words/);
    assert.match(onward?.text ?? "", /^Continue exactly where you stopped\./);
    await chat.answered();
    await chat.answer.getByText("You wrote 3 words").waitFor();
    await chat.answer.locator(".quiet-note").waitFor({ state: "detached" });
    assert.equal(await chat.messages.count(), count, "in the place of the one that was stopped");
  });

  it("copies code", async () => {
    await chat.answer.getByRole("button", { name: "Copy", exact: true }).click();
    const copied = await eventually(
      () => workbench.page.evaluate(() => navigator.clipboard.readText()),
      (text) => exampleCode.test(text),
    );
    assert.doesNotMatch(copied, /```/);
  });

  it("inserts code at the cursor", async () => {
    await workbench.openFile("main.ts");
    await workbench.goTo(1, 1);
    await chat.answer.getByRole("button", { name: "Insert at Cursor" }).click();
    await workbench.editor.locator(".view-lines").filter({ hasText: exampleCode }).waitFor();
    await workbench.screenshot("conversation-inserted");
  });

  it("opens code as a new file of its language", async () => {
    await chat.answer.getByRole("button", { name: "New File" }).click();
    await workbench.tab("Untitled-1").waitFor();
    await workbench.editor.locator(".view-lines").filter({ hasText: exampleCode }).waitFor();
    await workbench.page.locator("#status\\.editor\\.mode", { hasText: "TypeScript" }).waitFor();
  });

  it("lets the person choose among the models there are now", async () => {
    await chat.button(/^Model: gemini-flash-latest/).click();
    await emulator.waitForRequest(({ path }) => path.endsWith("/models"));
    await workbench.quick.row("gemini-3.1-pro-preview").waitFor();
    await workbench.screenshot("conversation-models");
    await workbench.quick.pick("gemini-3.1-pro-preview");
    await chat.button(/^Model: gemini-3\.1-pro-preview/).waitFor();
    await chat.converse("Who answers?");
    assert.equal(modelOf(questions(emulator).at(-1)), "gemini-3.1-pro-preview");
  });

  it("has another model answer the same question, and compares the two answers", async () => {
    const more = async (item: string) => {
      await chat.answer.hover();
      await chat.answer.getByRole("button", { name: "More Actions" }).click();
      await workbench.panel.getByRole("menuitem", { name: item }).click();
    };
    await more("Ask Another Model…");
    await workbench.quick.pick("gemini-flash-latest");
    await chat.answer.getByRole("group", { name: "Version 2 of 2" }).waitFor();
    await chat.answered();
    const last = questions(emulator).at(-1);
    assert.equal(modelOf(last), "gemini-flash-latest");
    assert.deepEqual(askedOf(last).at(-1), { role: "user", text: "Who answers?" });
    await chat.button(/^Model: gemini-3\.1-pro-preview/).waitFor();
    await more("Compare Versions");
    await workbench.tab("gemini-3.1-pro-preview ↔ ").waitFor();
    await workbench.page.locator(".monaco-diff-editor .modified .view-lines").waitFor();
    await workbench.screenshot("conversation-compared");
  });

  it("shows what all of this has taken", async () => {
    await workbench.runCommand("Castor: Show Usage");
    await workbench.editorPanel.getByRole("rowheader", { name: "gemini-3.1-pro-preview" }).waitFor();
    await workbench.screenshot("conversation-usage");
  });

  it("takes a model's name that is not in the list", async () => {
    await chat.button(/^Model: gemini-3\.1-pro-preview/).click();
    await workbench.quick.box.fill("gemini-9-neon");
    await workbench.quick.pick("gemini-9-neon");
    await chat.button(/^Model: gemini-9-neon/).waitFor();
  });
});
