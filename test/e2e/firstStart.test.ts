import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { Chat } from "./support/chat.ts";
import { textsIn } from "./support/files.ts";
import { createLastingProfile, type LastingProfile, launch } from "./support/launch.ts";
import type { Workbench } from "./support/workbench.ts";

const goodKey = "canary-good-7d1f0c";
const badKey = "canary-bad-93b2ae";

function welcome(workbench: Workbench): Locator {
  return workbench.panel.locator(".welcome");
}

/** What VS Code says below the box at the top of the window. */
function validation(workbench: Workbench, words: string): Locator {
  return workbench.page.locator(".quick-input-widget .quick-input-message").filter({ hasText: words });
}

describe("The first start", () => {
  let emulator: Emulator;
  let profile: LastingProfile;
  let workbench: Workbench;
  let chat: Chat;
  before(async () => {
    emulator = await startEmulator({ keys: [goodKey] });
    profile = await createLastingProfile();
    workbench = await launch({ emulator, profile });
    chat = new Chat(workbench.panel);
  });
  after(async () => {
    await workbench.close();
    await profile.remove();
    await emulator.close();
  });

  it("stands in the activity bar", async () => {
    await workbench.activityItem.waitFor();
    assert.equal(await workbench.activityItem.getAttribute("aria-selected"), "false");
  });

  it("takes what is typed right after a click on its icon", async () => {
    await workbench.openCastor();
    const input = workbench.panel.getByRole("textbox").and(workbench.panel.locator(":focus"));
    await input.waitFor();
    await workbench.page.keyboard.type("Hello");
    assert.equal(await input.inputValue(), "Hello");
    await input.fill("");
  });

  it("leads to the key when there is none", async () => {
    await welcome(workbench).getByRole("heading", { name: "Bring your Gemini key" }).waitFor();
    await welcome(workbench).getByRole("link", { name: "Get a key from Google AI Studio" }).waitFor();
    await workbench.screenshot("first-start-welcome");
    await welcome(workbench).getByRole("button", { name: "Set API Key" }).click();
    await workbench.quick.box.waitFor();
    assert.equal(await workbench.quick.box.getAttribute("type"), "password");
    assert.deepEqual(emulator.requests, []);
  });

  it("says in words why a key is refused, and keeps the box open", async () => {
    await workbench.quick.box.fill(badKey);
    await workbench.quick.box.press("Enter");
    await validation(workbench, "does not accept the API key").waitFor();
    await workbench.screenshot("first-start-bad-key");
    assert.equal(await workbench.quick.box.inputValue(), badKey);
  });

  it("takes a good key, and the panel is ready", async () => {
    await workbench.quickInput(goodKey);
    await welcome(workbench).getByRole("heading", { name: "Ask Gemini" }).waitFor();
    await workbench.quick.box.waitFor({ state: "hidden" });
    await workbench.screenshot("first-start-ready");
  });

  it("answers the first question", async () => {
    await chat.converse("What is a tide?");
    await chat.answer.getByText("You wrote 4 words").waitFor();
    await workbench.screenshot("first-start-answer");
  });

  it("says that the connection is good", async () => {
    await workbench.runCommand("Castor: Test Connection");
    await workbench.notification(/gemini-flash-latest is ready\. 127\.0\.0\.1:\d+ answered in [\d,]+ ms\./);
    await workbench.screenshot("first-start-connection");
  });

  it("sends the key as a header and leaves it nowhere else", async () => {
    const sent = emulator.requests.map(({ headers }) => headers["x-goog-api-key"]);
    assert.deepEqual([...new Set(sent)], [badKey, goodKey]);
    const page = await workbench.panel.locator("html").evaluate((html) => html.outerHTML);
    const seen = [
      page,
      ...emulator.requests.map(({ path: address, query }) => `${address}?${query.toString()}`),
      ...workbench.console.map(({ text }) => text),
      ...(await textsIn(profile.folder)),
    ];
    assert.deepEqual(
      seen.filter((text) => text.includes("canary-")),
      [],
    );
  });

  it("forgets the key when told to, and is back at the welcome", async () => {
    await workbench.runCommand("Castor: New Chat");
    await workbench.runCommand("Castor: Remove API Key");
    const dialog = await workbench.dialog(`Remove the API key for ${new URL(emulator.url).host}?`);
    await dialog.getByRole("button", { name: "Remove" }).click();
    await welcome(workbench).getByRole("heading", { name: "Bring your Gemini key" }).waitFor();
  });

  it("asks for a key before it tests the connection", async () => {
    await workbench.runCommand("Castor: Test Connection");
    const notification = await workbench.notification("There is no API key for");
    await notification.getByRole("button", { name: "Set API Key" }).click();
    await workbench.quickInput(goodKey);
    await welcome(workbench).getByRole("heading", { name: "Ask Gemini" }).waitFor();
  });

  it("says what is wrong when the endpoint is down", async () => {
    await emulator.close();
    await workbench.runCommand("Castor: Test Connection");
    const notification = await workbench.notification(/The connection to 127\.0\.0\.1:\d+ failed/);
    await notification.getByRole("button", { name: "Show Log" }).waitFor();
    await workbench.screenshot("first-start-endpoint-down");
  });
});

describe("A key in the environment", () => {
  let emulator: Emulator;
  let workbench: Workbench;
  before(async () => {
    emulator = await startEmulator({ keys: [goodKey] });
    workbench = await launch({ emulator, env: { GEMINI_API_KEY: goodKey } });
  });
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  const useIt = () =>
    welcome(workbench).getByRole("button", { name: "Use GEMINI_API_KEY from the environment" });
  const ready = () => welcome(workbench).getByRole("heading", { name: "Ask Gemini" });

  it("is offered, never taken silently", async () => {
    await workbench.notification("Castor found GEMINI_API_KEY in the environment.");
    await workbench.openCastor();
    await useIt().waitFor();
    await workbench.screenshot("environment-key-offer");
    assert.deepEqual(emulator.requests, []);
  });

  it("is used when the person says so", async () => {
    const offer = await workbench.notification("Castor found GEMINI_API_KEY in the environment.");
    await offer.getByRole("button", { name: "Use It" }).click();
    await ready().waitFor();
  });

  it("is offered only once", async () => {
    await workbench.runCommand("Castor: Remove API Key");
    const dialog = await workbench.dialog("Remove the API key");
    await dialog.getByRole("button", { name: "Remove" }).click();
    await useIt().waitFor();
    emulator.reset();
    await workbench.reload();
    await workbench.openCastor();
    await useIt().waitFor();
    assert.equal(await workbench.page.locator(".notification-list-item").count(), 0);
    assert.deepEqual(emulator.requests, []);
  });

  it("can be taken later, from the welcome", async () => {
    await useIt().click();
    await ready().waitFor();
    const chat = new Chat(workbench.panel);
    await chat.converse("Is the key good?");
    await chat.answer.getByText("You wrote 4 words").waitFor();
  });
});
