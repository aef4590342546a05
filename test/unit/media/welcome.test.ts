import assert from "node:assert/strict";
import { loadPage, openPage, panel, transcriptOf, type TestPage } from "./support/page.ts";

describe("the page without a conversation", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  it("says that it is ready and shows nothing before the host has answered", async () => {
    page = await loadPage();
    assert.deepEqual(page.posted, [{ type: "ready" }]);
    assert.equal(page.root.textContent, "");
  });

  it("ignores messages that are not the host's", async () => {
    page = await loadPage();
    const { MessageEvent } = page.window as unknown as typeof globalThis;
    for (const data of [null, "text", {}, { type: "toString" }, { type: "unknown" }]) {
      page.window.dispatchEvent(new MessageEvent("message", { data }));
    }
    assert.equal(page.root.textContent, "");
  });

  it("leads to a key when there is none", async () => {
    page = await openPage([], { panel: { key: "missing", environmentKey: "GEMINI_API_KEY" } });
    page.button("Set API Key").click();
    assert.deepEqual(page.posted.at(-1), { type: "action", action: "setKey", turnId: "" });
    page.button("Use GEMINI_API_KEY from the environment").click();
    assert.deepEqual(page.posted.at(-1), { type: "useEnvironmentKey" });
    page.find("a").click();
    assert.deepEqual(page.posted.at(-1), { type: "openLink", url: "https://aistudio.google.com/apikey" });
  });

  it("does not offer a key that the environment does not hold", async () => {
    page = await openPage([], { panel: { key: "missing" } });
    assert.equal(page.root.querySelectorAll(".welcome button").length, 1);
  });

  it("fills the composer with a suggestion", async () => {
    page = await openPage();
    const [suggestion] = page.root.querySelectorAll<HTMLButtonElement>(".suggestion");
    suggestion?.click();
    const text = suggestion?.textContent;
    await page.until(() => (page.find("textarea") as HTMLTextAreaElement).value === text);
    assert.deepEqual(page.posted.at(-1), { type: "draft", text, conversation: "conversation" });
    assert.equal(page.window.document.activeElement, page.find("textarea"));
  });

  it("follows the panel's state", async () => {
    page = await openPage([], { panel: { key: "missing" } });
    page.send({ type: "panel", panel: { ...panel, key: "notNeeded" } });
    await page.until(() => page.root.querySelector(".suggestions"));
  });

  it("speaks the display language", async () => {
    page = await openPage([], {
      panel: { model: "gemini-x" },
      translations: { "Ask Gemini…": "Frag Gemini …", "Model: {0}": "Modell: {0}" },
    });
    assert.equal(page.find("textarea").getAttribute("placeholder"), "Frag Gemini …");
    assert.ok(page.button("Modell: gemini-x"));
    page.send({ type: "hello", language: "en", translations: {} });
  });

  it("comes back to the welcome when the conversation is emptied", async () => {
    page = await openPage();
    const turn = { role: "user", id: "1", at: 1, parts: [{ type: "text", text: "Hi" }] } as const;
    page.send({ type: "transcript", events: [{ type: "turnAdded", turn }] });
    await page.until(() => page.root.querySelector("[role=log]"));
    page.send({ type: "snapshot", transcript: transcriptOf(), draft: "", attachments: [] });
    await page.until(() => page.root.querySelector(".welcome"));
  });
});
