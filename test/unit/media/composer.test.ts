import assert from "node:assert/strict";
import type { Turn } from "../../../src/shared/transcript.ts";
import { greet, loadPage, modelTurn, openPage, userTurn, type TestPage } from "./support/page.ts";

describe("the composer", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const input = () => page.find("textarea") as HTMLTextAreaElement;
  const sent = () => page.posted.filter((message) => message.type === "send");
  const lastDraft = () => page.posted.findLast((message) => message.type === "draft")?.text;

  it("sends by Enter and keeps the text until the host has taken it", async () => {
    page = await openPage();
    page.type("Hello");
    assert.equal(lastDraft(), "Hello");
    assert.ok(page.key(input(), "Enter").defaultPrevented);
    assert.deepEqual(sent(), [{ type: "send", text: "Hello", conversation: "conversation" }]);
    assert.equal(input().value, "Hello");

    page.send({ type: "draft", text: "" });
    await page.until(() => input().value === "");
  });

  it("keeps what was typed while the host took the message", async () => {
    page = await openPage();
    page.type("Hello");
    page.key(input(), "Enter");
    page.type("Hello and more");
    page.send({ type: "draft", text: "" });
    await page.until(() => input().value === " and more");
    assert.equal(lastDraft(), " and more");
  });

  it("keeps a message that the host refuses, and says why; it can be sent again", async () => {
    page = await openPage();
    page.type("Hello");
    page.key(input(), "Enter");
    page.send({ type: "sendRefused", reason: "The disk is full." });
    await page.until(() => page.root.querySelector(".composer-notice")?.textContent === "The disk is full.");
    assert.equal(input().value, "Hello");
    page.type("");
    page.send({ type: "draft", text: "" });
    page.type("Hello again");
    page.send({ type: "draft", text: "" });
    await page.until(() => input().value === "");
  });

  it("breaks the line by Shift+Enter and leaves Enter to an input method that composes", async () => {
    page = await openPage();
    page.type("にほん");
    for (const init of [{ shiftKey: true }, { isComposing: true }, { keyCode: 229 }]) {
      assert.ok(!page.key(input(), "Enter", init).defaultPrevented);
    }
    assert.deepEqual(sent(), []);
  });

  it("does not send blank text", async () => {
    page = await openPage();
    page.type("  \n ");
    page.key(input(), "Enter");
    assert.deepEqual(sent(), []);
    assert.ok(page.button("Send (Enter)").disabled);
  });

  it("shows Stop while an answer is written; Enter sends what is to wait for its end", async () => {
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status: { type: "streaming" } })]);
    assert.equal(page.root.querySelector(".queue-button"), null, "there is nothing to send yet");
    page.type("next");
    page.key(input(), "Enter");
    assert.deepEqual(sent(), [{ type: "send", text: "next", conversation: "conversation" }]);
    page.send({ type: "draft", text: "" });
    await page.until(() => input().value === "");
    page.type("and then");
    await page.until(() => page.root.querySelector(".queue-button"));
    page.button("Send After This Answer (Enter)").click();
    assert.equal(sent().at(-1)?.text, "and then");
    page.button("Stop (Escape)").click();
    assert.deepEqual(page.posted.at(-1), { type: "stop" });

    page.send({
      type: "transcript",
      events: [{ type: "statusChanged", turnId: "2", status: { type: "stopped" } }],
    });
    await page.until(() => page.root.querySelector('[aria-label="Send (Enter)"]'));
    assert.equal(input().value, "and then");
  });

  it("stops by Escape, from anywhere, only while there is something to stop", async () => {
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status: { type: "waiting" } })]);
    page.key(page.find("[role=article]"), "Escape");
    page.key(input(), "Escape", { isComposing: true });
    assert.equal(page.posted.filter((message) => message.type === "stop").length, 1);
    await page.remove();

    page = await openPage([userTurn("1", "Hi"), modelTurn("2")]);
    page.key(input(), "Escape");
    assert.equal(page.posted.filter((message) => message.type === "stop").length, 0);
  });

  it("goes on with what is being typed when a new chat takes the place of one that was new as well", async () => {
    page = await openPage([], { draft: "kept" });
    const begin = (draft: string, ...turns: readonly Turn[]) =>
      page.send({ type: "snapshot", transcript: { id: "another", turns }, draft, attachments: [] });
    begin("kept, too");
    await page.until(() => input().value === "kept, too");
    page.type("#ledg");
    begin("");
    await page.until(() => page.posted.findLast(({ type }) => type === "draft"));
    assert.equal(input().value, "#ledg");
    assert.deepEqual(page.posted.at(-1), { type: "draft", text: "#ledg", conversation: "another" });
    begin("its own", userTurn("1", "a"));
    await page.until(() => input().value === "its own");
    page.type("its own words");
    begin("");
    await page.until(() => input().value === "");
  });

  it("keeps what is being typed when the host brings the words of another window", async () => {
    page = await openPage();
    page.send({ type: "draft", text: "from there", instead: "" });
    await page.until(() => input().value === "from there");
    page.type("typed here");
    const told = page.posted.length;
    page.send({ type: "draft", text: "from there, and more", instead: "from there" });
    await page.until(() => page.posted.length > told);
    assert.equal(input().value, "typed here");
    assert.deepEqual(page.posted.at(-1), { type: "draft", text: "typed here", conversation: "conversation" });
  });

  it("takes up the draft that the host has kept", async () => {
    page = await openPage([], { draft: "half a question" });
    assert.equal(input().value, "half a question");
    page.send({ type: "draft", text: "Explain this" });
    await page.until(() => input().value === "Explain this");
    assert.equal(lastDraft(), undefined, "an answer here would never end between two views");
  });

  it("names the model, opens its choice, and marks a foreign endpoint", async () => {
    page = await openPage([], { panel: { model: "models/gemini-pro", endpoint: "Offline demo" } });
    const model = page.button("Model: gemini-pro");
    assert.equal(model.textContent, "gemini-pro");
    model.click();
    assert.deepEqual(page.posted.at(-1), { type: "pickModel" });
    assert.equal(page.find(".endpoint-badge").textContent, "Offline demo");
  });

  it("has the focus at the start and whenever the host asks", async () => {
    page = await openPage();
    await page.until(() => page.window.document.activeElement === input());
    input().blur();
    page.send({ type: "focusInput" });
    assert.equal(page.window.document.activeElement, input());
  });

  it("waits for the keyboard instead of taking it from the editor", async () => {
    page = await loadPage();
    page.window.document.hasFocus = () => false;
    await greet(page);
    assert.notEqual(page.window.document.activeElement, input());
    page.window.dispatchEvent(new Event("focus"));
    assert.equal(page.window.document.activeElement, input());
  });
});
