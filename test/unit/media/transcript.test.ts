import assert from "node:assert/strict";
import type { TranscriptEvent } from "../../../src/shared/transcript.ts";
import { modelTurn, openPage, panel, transcriptOf, userTurn, type TestPage } from "./support/page.ts";

describe("the transcript", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const apply = (...events: readonly TranscriptEvent[]) => page.send({ type: "transcript", events });
  const articles = () => [...page.root.querySelectorAll<HTMLElement>("[role=article]")];
  const status = () => page.find("[role=status]").textContent;

  it("shows a turn while it is written, and names every message", async () => {
    page = await openPage([userTurn("1", "Hello <b>there</b>")]);
    apply({ type: "turnAdded", turn: modelTurn("2", { status: { type: "waiting" } }) });
    const answer = await page.until(() => articles()[1]);
    assert.deepEqual(
      articles().map((article) => article.getAttribute("aria-label")),
      ["You, message 1 of 2", "Gemini, message 2 of 2"],
    );
    assert.equal(page.find(".user-text").textContent, "Hello <b>there</b>");
    assert.equal(answer.getAttribute("aria-busy"), "true");
    assert.ok(answer.querySelector(".waiting"));

    apply(
      { type: "statusChanged", turnId: "2", status: { type: "streaming" } },
      { type: "textAdded", turnId: "2", kind: "text", text: "**Go" },
    );
    await page.until(() => answer.querySelector("strong")?.textContent === "Go");
    assert.equal(answer.querySelector(".waiting, .turn-footer"), null);

    apply(
      { type: "textAdded", turnId: "2", kind: "text", text: "od**" },
      { type: "modelNamed", turnId: "2", model: "gemini-3" },
      { type: "usageReported", turnId: "2", usage: { answer: 1200, prompt: 7, thoughts: 0 } },
      { type: "statusChanged", turnId: "2", status: { type: "done", finishReason: "STOP" } },
    );
    await page.until(() => answer.getAttribute("aria-busy") === "false");
    assert.equal(answer.querySelector(".markdown")?.textContent, "Good");
    assert.match(page.find(".turn-facts").textContent, /^gemini-3.*1.?200 tokens.*7 prompt.*0 thoughts$/);
    assert.match(
      page.find(".turn-facts").title,
      /^Answer: 1.?200 tokens\nPrompt: 7 tokens\nThoughts: 0 tokens$/,
    );
  });

  it("tells a screen reader of events, not of text", async () => {
    page = await openPage([userTurn("1", "Hi"), modelTurn("2")]);
    assert.equal(page.find("[role=log]").getAttribute("aria-live"), "off");
    assert.equal(status(), "");
    apply({ type: "turnAdded", turn: modelTurn("3", { status: { type: "waiting" } }) });
    await page.until(() => status() === "Generating");
    apply(
      { type: "textAdded", turnId: "3", kind: "text", text: "Four little words here" },
      { type: "statusChanged", turnId: "3", status: { type: "done", finishReason: "STOP" } },
    );
    await page.until(() => status() === "Response complete, 4 words");
    apply({ type: "turnRestarted", turnId: "3", model: "m", at: 2 });
    await page.until(() => status() === "Generating");
    apply({ type: "statusChanged", turnId: "3", status: { type: "stopped" } });
    await page.until(() => status() === "Stopped");
    const problem = { title: "No connection", detail: "Check the network.", actions: [] };
    apply({ type: "statusChanged", turnId: "3", status: { type: "failed", problem } });
    await page.until(() => page.find("[role=alert]").textContent === "No connection Check the network.");
    assert.equal(status(), "");
  });

  it("starts a turn afresh when it is asked again", async () => {
    page = await openPage([
      userTurn("1", "Hi"),
      modelTurn("2", { parts: [{ type: "text", text: "Old answer" }] }),
    ]);
    page.button("Regenerate").click();
    assert.deepEqual(page.posted.at(-1), { type: "regenerate", turnId: "2" });
    apply(
      { type: "turnRestarted", turnId: "2", model: "m", at: 99 },
      { type: "textAdded", turnId: "2", kind: "text", text: "A new and longer answer" },
      { type: "statusChanged", turnId: "2", status: { type: "streaming" } },
    );
    await page.until(() => page.root.querySelector(".markdown")?.textContent === "A new and longer answer");
  });

  it("copies the answer as Markdown, thoughts left out", async () => {
    const parts = [
      { type: "thought", text: "hm" },
      { type: "text", text: "**yes**" },
    ] as const;
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { parts })]);
    page.button("Copy Answer").click();
    assert.deepEqual(page.posted.at(-1), { type: "copy", text: "**yes**" });
    await page.until(() => status() === "Copied");
  });

  it("folds thoughts, says what they are about, and hides them where they are not wanted", async () => {
    const thinking = modelTurn("2", {
      status: { type: "streaming" },
      parts: [{ type: "thought", text: "**Reading**\n\nFirst.\n\n**Comparing the two**\n\nThen" }],
    });
    page = await openPage([userTurn("1", "Hi"), thinking]);
    const details = page.find("details") as HTMLDetailsElement;
    assert.match(page.find("summary").textContent, /Thinking….*Comparing the two/);
    assert.equal(details.querySelector(".markdown"), null);
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    await page.until(() => details.querySelector(".markdown")?.textContent.includes("First."));

    apply({ type: "textAdded", turnId: "2", kind: "text", text: "The answer" });
    await page.until(() => page.find("summary").textContent.trim() === "Thoughts");
    page.send({ type: "panel", panel: { ...panel, showThoughts: false } });
    await page.until(() => !page.root.querySelector("details"));
    assert.match(page.find(".markdown").textContent, /The answer/);
  });

  it("says at the fold what thinking has cost, as soon as that is known", async () => {
    const thinking = modelTurn("2", {
      status: { type: "streaming" },
      parts: [{ type: "thought", text: "hm" }],
    });
    page = await openPage([userTurn("1", "Hi"), thinking]);
    apply(
      { type: "thoughtTimed", turnId: "2", ms: 12_345 },
      { type: "textAdded", turnId: "2", kind: "text", text: "The answer" },
    );
    await page.until(() => page.find("summary").textContent.trim() === "Thoughts12 sec");
    apply({ type: "usageReported", turnId: "2", usage: { thoughts: 1340 } });
    await page.until(() => page.find("summary").textContent.trim() === "Thoughts12 sec · 1,340 tokens");
  });

  it("offers to copy, save and open an image that the model made", async () => {
    const hash = "a".repeat(64);
    const parts = [{ type: "media", mimeType: "image/png", hash }] as const;
    page = await openPage([userTurn("1", "Draw"), modelTurn("2", { parts })]);
    await page.until(() => page.posted.some(({ type }) => type === "loadImage"));
    page.send({ type: "image", hash, mimeType: "image/png", bytes: new Uint8Array([1, 2, 3]) });
    await page.until(() => page.root.querySelector(".generated-media img"));
    page.button("Save Image…").click();
    assert.deepEqual(page.posted.at(-1), { type: "saveMedia", hash });
    page.button("Open Image").click();
    assert.deepEqual(page.posted.at(-1), { type: "openMedia", hash });
    // There is no clipboard here: that is said, with what can be done instead.
    page.button("Copy Image").click();
    await page.until(() => page.root.textContent.includes("The image could not be copied."));
  });

  it("counts what has come since the reader left the end", async () => {
    page = await openPage([
      userTurn("1", "Hi"),
      modelTurn("2", { status: { type: "streaming" }, parts: [{ type: "text", text: "One" }] }),
    ]);
    const log = page.find("[role=log]");
    const scrollTo = (top: number) => {
      log.scrollTop = top;
      log.dispatchEvent(new Event("scroll"));
    };
    Object.defineProperties(log, { scrollHeight: { value: 1000 }, clientHeight: { value: 100 } });
    scrollTo(900);
    scrollTo(300);
    const button = await page.until(() => page.root.querySelector<HTMLElement>(".jump-button"));
    assert.equal(button.querySelector(".jump-count"), null);
    apply({ type: "textAdded", turnId: "2", kind: "text", text: " and two" });
    await page.until(() => button.querySelector(".jump-count")?.getAttribute("data-count") === "1");
    assert.equal(button.textContent.trim(), "Jump to latest");
    assert.equal(button.title, "1 new message");
    scrollTo(900);
    await page.until(() => page.root.querySelector(".jump-button") === null);
  });

  it("shows what is not text", async () => {
    const parts = [
      { type: "code", language: "PYTHON", code: "print(1)" },
      { type: "codeResult", outcome: "OUTCOME_OK", output: "1\n" },
      { type: "codeResult", outcome: "OUTCOME_FAILED", output: "" },
      { type: "functionCall", name: "get_weather", args: '{"city":"Paris"}' },
      { type: "unknown", kind: "hologram" },
    ] as const;
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { parts })]);
    const text = page.find(".turn-model").textContent;
    for (const shown of [
      "print(1)",
      "Result1",
      "Failed: OUTCOME_FAILED",
      "Function call: get_weather",
      "hologram",
    ]) {
      assert.ok(text.includes(shown), `${shown} in ${text}`);
    }
    assert.equal(page.find(".code-block").getAttribute("aria-label"), "Python code");
  });

  it("never leaves an answer blank", async () => {
    const empty = modelTurn("2", {
      parts: [
        { type: "thought", text: "hm" },
        { type: "text", text: " \n" },
      ],
    });
    page = await openPage([userTurn("1", "Hi"), empty]);
    assert.match(page.find(".turn-model").textContent, /Gemini returned an empty answer\./);
  });

  it("shows a long conversation from its end", async () => {
    const turns = Array.from({ length: 60 }, (_, index) => userTurn(`t${index}`, `message ${index}`));
    page = await openPage(turns);
    assert.equal(articles().at(-1)?.textContent, "message 59");
    assert.ok(articles().length < 60);
    await page.until(() => articles().length === 60);
    assert.equal(articles()[0]?.getAttribute("aria-label"), "You, message 1 of 60");
  });

  it("moves between messages by keys, and back to the input", async () => {
    page = await openPage([userTurn("1", "a"), modelTurn("2"), userTurn("3", "b")]);
    const { document } = page.window;
    page.send({ type: "focusLastMessage" });
    const focused = () => articles().findIndex((article) => article === document.activeElement);
    assert.equal(focused(), 2);
    for (const [key, expected] of [
      ["ArrowUp", 1],
      ["Home", 0],
      ["ArrowUp", 0],
      ["ArrowDown", 1],
      ["End", 2],
    ] as const) {
      assert.ok(page.key(document.activeElement!, key).defaultPrevented);
      assert.equal(focused(), expected, key);
    }
    assert.ok(!page.key(document.activeElement!, "ArrowUp", { ctrlKey: true }).defaultPrevented);
    page.key(document.activeElement!, "Escape");
    assert.equal(document.activeElement, page.find("textarea"));
    await page.until(() => articles()[2]?.tabIndex === 0);
    assert.deepEqual(
      articles().map((article) => article.tabIndex),
      [-1, -1, 0],
    );
  });

  it("is replaced as a whole by a snapshot", async () => {
    page = await openPage([userTurn("1", "a"), modelTurn("2", { parts: [{ type: "text", text: "one" }] })]);
    const other = modelTurn("2", { parts: [{ type: "text", text: "two, in another conversation" }] });
    page.send({
      type: "snapshot",
      transcript: transcriptOf(userTurn("1", "b"), other),
      draft: "",
      attachments: [],
    });
    await page.until(
      () => page.root.querySelector(".markdown")?.textContent === "two, in another conversation",
    );
    assert.equal(status(), "");
  });
});
