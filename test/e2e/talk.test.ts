import assert from "node:assert/strict";
import { castorWindow } from "./support/castorWindow.ts";

describe("Several conversations", () => {
  const window = castorWindow({ settings: { "castor.conversations.titles": true } });

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
});
