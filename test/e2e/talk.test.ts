import assert from "node:assert/strict";
import path from "node:path";
import { castorWindow } from "./support/castorWindow.ts";
import { eventually } from "./support/eventually.ts";
import { textsIn } from "./support/files.ts";

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
});
