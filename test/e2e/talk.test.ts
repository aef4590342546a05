import assert from "node:assert/strict";
import path from "node:path";
import { castorWindow } from "./support/castorWindow.ts";
import { Chat } from "./support/chat.ts";
import { eventually } from "./support/eventually.ts";
import { textsIn } from "./support/files.ts";
import { askedOf } from "./support/requests.ts";
import { questions } from "./support/sent.ts";

describe("Several conversations", () => {
  const window = castorWindow({ settings: { "castor.conversations.titles": true } });

  const draftIs = (text: string) =>
    eventually(
      () => window.chat.input.inputValue(),
      (value) => value === text,
    );

  it("are named by the model, above the chat and in the list", async () => {
    const { chat, workbench } = window;
    await chat.converse("Why does the sea have tides?");
    await workbench.page.locator(".part.sidebar").getByText("About does, have, tides").first().waitFor();
    await workbench.runCommand("Castor: Open Chat in an Editor Tab");
    await workbench.tab("About does, have, tides").waitFor();
    // VS Code gives a tab the keyboard when it is there, and takes it from a list that is open by then.
    await eventually(
      () => new Chat(workbench.editorPanel).input.evaluate((input) => input === document.activeElement),
      Boolean,
    );
    await workbench.screenshot("talk-title");
    await workbench.runCommand("Castor: Show Conversations…");
    await workbench.quick.row("About does, have, tides").waitFor();
    await workbench.quick.box.press("Escape");
    await workbench.runCommand("View: Close Editor");
    assert.equal(window.emulator.requests.filter(({ path }) => path.endsWith(":generateContent")).length, 1);
  });

  it("have each a draft with its files, and so has a new chat, over a reload", async () => {
    const { chat, workbench, files } = window;
    await chat.input.fill("And on the moon?");
    await workbench.explorerContextMenu(["README.md"], "Attach Files to the Chat…");
    await files.chip("README.md").waitFor();
    await workbench.runCommand("Castor: New Chat");
    await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    await draftIs("");
    await files.chip("README.md").waitFor({ state: "detached" });
    await chat.input.fill("Something new");
    await workbench.runCommand("Castor: Show Conversations…");
    await workbench.quick.pick("About does, have, tides");
    await draftIs("And on the moon?");
    await files.chip("README.md").waitFor();
    await workbench.screenshot("talk-draft");
    await eventually(
      () => textsIn(path.join(workbench.profile, "User"), [".txt"]),
      (texts) => ["README.md", "Something new"].every((words) => texts.some((text) => text.includes(words))),
    );
    await workbench.reload();
    await draftIs("And on the moon?");
    await files.chip("README.md").waitFor();
    await workbench.runCommand("Castor: New Chat");
    await draftIs("Something new");
  });

  it("let messages wait for the end of an answer, over a reload, and send none of them unasked", async () => {
    const { chat, workbench, emulator } = window;
    const waiting = workbench.panel.locator(".waiting-row");
    await chat.input.fill("");
    emulator.scenario("stall after=4");
    await chat.ask("A long story");
    await chat.stopButton.waitFor();
    for (const [index, text] of ["What happens then?", "And who wrote it?"].entries()) {
      await chat.input.fill(text);
      await chat.input.press("Enter");
      await waiting.nth(index).getByText(text).waitFor();
      await draftIs("");
    }
    for (const theme of ["light", "hcDark", "dark"] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`talk-waiting-${theme}`);
    }
    await workbench.reload();
    await workbench.panel.getByText("Not sent yet").waitFor();
    await waiting.nth(1).getByText("And who wrote it?").waitFor();
    await workbench.screenshot("talk-waiting-held");

    await chat.button("Remove: And who wrote it?").click();
    await waiting.nth(1).waitFor({ state: "detached" });
    await chat.button("Undo").click();
    await waiting.nth(1).waitFor();
    await chat.input.fill("half a thought");
    await chat.button("Edit: What happens then?").click();
    await draftIs("What happens then?\n\nhalf a thought");
    await waiting.nth(1).waitFor({ state: "detached" });
    await chat.input.fill("");
    await chat.input.press("Enter");
    await chat.messages.getByText("And who wrote it?", { exact: true }).waitFor();
    await waiting.waitFor({ state: "detached" });
    await chat.answered();
  });

  it("bring back what was said before, and the draft that stood there", async () => {
    const { chat } = window;
    await chat.input.fill("half a thought");
    await chat.input.press("Home");
    await chat.input.press("ArrowUp");
    await draftIs("And who wrote it?");
    await chat.input.press("ArrowUp");
    await draftIs("A long story");
    await chat.input.press("ArrowDown");
    await chat.input.press("ArrowDown");
    await draftIs("half a thought");
    await chat.input.press("Home");
    await chat.input.press("ArrowUp");
    await chat.input.press("Enter");
    await chat.messages.getByText("And who wrote it?", { exact: true }).nth(1).waitFor();
    await draftIs("half a thought");
    await chat.answered();
  });

  it("tell what goes out with the next message, part by part", async () => {
    const { workbench } = window;
    await workbench.panel.locator(".token-count").click();
    const bar = workbench.panel.getByRole("region", { name: "What is sent" });
    await bar.getByRole("row", { name: /^The model takes 1,048,576/ }).waitFor();
    await bar.getByRole("row", { name: /^This message \d/ }).waitFor();
    for (const theme of ["light", "hcDark", "dark"] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`talk-context-${theme}`);
    }
    await workbench.narrowSideBar(700);
    await workbench.screenshot("talk-context-wide");
    await workbench.panel.locator(".token-count").press("Enter");
    await bar.waitFor({ state: "detached" });
  });

  it("go on with a summary of their oldest part where they are too long, until that is taken back", async () => {
    const { chat, workbench, emulator } = window;
    await workbench.runCommand("Castor: New Chat");
    await workbench.panel.getByRole("heading", { name: "Ask Gemini" }).waitFor();
    await chat.converse(`Tides ${"rise ".repeat(2400)}`);
    await chat.converse("And the boats?");
    await chat.button(/^Model: /).click();
    await workbench.quick.box.fill("flash-tts");
    await workbench.quick.pick("gemini-3.8-flash-tts");
    await chat.input.fill(`Wind ${"blows ".repeat(1600)}`);
    const warning = workbench.panel.getByRole("region", { name: "The conversation is too long" });
    await warning.waitFor();
    await chat.input.press("Enter");
    await warning
      .getByRole("button", { name: "Leave Out the Oldest" })
      .and(workbench.panel.locator(":focus"))
      .waitFor();
    await workbench.screenshot("talk-overflow");
    await warning.getByRole("button", { name: "Summarize the Oldest" }).click();
    const cut = workbench.panel.locator(".context-cut");
    await cut.getByText("Of what stands above a summary is sent.").waitFor();
    await warning.waitFor({ state: "detached" });
    await cut.locator("summary").click();
    await cut.getByRole("region", { name: "Summary" }).waitFor();
    await cut.scrollIntoViewIfNeeded();
    await workbench.screenshot("talk-summary");
    await chat.input.press("Enter");
    await chat.messages.nth(5).waitFor();
    await chat.answered();
    const first = askedOf(questions(emulator).at(-1)).at(0);
    assert.match(first?.text ?? "", /^Summary of what was said before:[^]*And the boats\?$/);
    await cut.getByRole("button", { name: "Send All Again" }).click();
    await cut.waitFor({ state: "detached" });
  });
});
