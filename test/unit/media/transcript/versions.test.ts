import assert from "node:assert/strict";
import { modelTurn, openPage, type TestPage, transcriptOf, userTurn } from "../support/page.ts";

describe("versions of a turn", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const question = userTurn("q", "Why?");
  const words = (text: string) => [{ type: "text", text } as const];
  const versions = ["a1", "a2", "a3"];
  const article = (text: string) =>
    page.until(() =>
      [...page.root.querySelectorAll<HTMLElement>("[role=article]")].find(({ textContent }) =>
        textContent.includes(text),
      ),
    );

  it("are counted and led through, the focus stays where it was, and a screen reader is told", async () => {
    page = await openPage([question, modelTurn("a2", { parts: words("Second"), versions })]);
    const group = page.find("[role=group]");
    assert.equal(group.getAttribute("aria-label"), "Version 2 of 3");
    assert.match(group.textContent, /2\/3/);
    page.button("Next Version").focus();
    page.button("Next Version").click();
    assert.deepEqual(page.posted.at(-1), { type: "showVersion", turnId: "a3" });
    const third = modelTurn("a3", { parts: words("Third"), versions });
    page.send({
      type: "transcript",
      events: [
        { type: "turnsRemoved", fromTurnId: "a2" },
        { type: "turnAdded", turn: third },
      ],
    });
    await article("Third");
    await page.until(() => page.find("[role=status]").textContent === "Version 3 of 3");
    assert.ok(page.button("Next Version").disabled);
    assert.equal(page.window.document.activeElement, page.button("Previous Version"));
  });

  it("are not spoken of where there is one, and wait while an answer streams", async () => {
    page = await openPage([question, modelTurn("a1", { parts: words("One") })]);
    assert.equal(page.root.querySelector(".version-switch"), null);
    const status = { type: "streaming" } as const;
    const busy = [{ ...question, versions: ["q0", "q"] }, modelTurn("a1", { status, parts: words("One") })];
    page.send({ type: "snapshot", transcript: transcriptOf(...busy), draft: "", attachments: [] });
    await page.until(() => page.root.querySelector(".version-switch"));
    for (const name of ["Previous Version", "Edit Question", "Delete Question and Answer"]) {
      assert.ok(page.button(name).disabled, name);
    }
  });

  it("come from a question in other words: Enter sends, Escape leaves all as it was", async () => {
    page = await openPage([question, modelTurn("a1", { parts: words("One") })]);
    const open = () => {
      page.button("Edit Question").click();
      return page.until(() => page.root.querySelector<HTMLTextAreaElement>(".prompt-editor-input"));
    };
    const before = page.posted.length;
    const given = await open();
    assert.equal(given.value, "Why?");
    page.key(given, "ArrowUp");
    page.key(given, "Escape");
    await page.until(() => page.root.querySelector(".user-text"));
    assert.deepEqual(page.posted.slice(before), []);
    const input = await open();
    await page.until(() => page.window.document.activeElement === input);
    input.value = "Why not?";
    input.dispatchEvent(new (page.window as unknown as typeof globalThis).Event("input", { bubbles: true }));
    page.key(input, "Enter", { shiftKey: true });
    await page.until(() => !page.button("Send").disabled);
    page.key(input, "Enter");
    assert.deepEqual(page.posted.at(-1), { type: "editPrompt", turnId: "q", text: "Why not?" });
  });

  it("and any turn is brought into view with the focus on it, as soon as it is drawn", async () => {
    const turns = Array.from({ length: 40 }, (_, index) => userTurn(`q${index}`, `Question ${index}`));
    page = await openPage(turns);
    page.send({ type: "showTurn", turnId: "q1" });
    const first = await article("Question 1");
    await page.until(() => page.window.document.activeElement?.getAttribute("data-turn-id") === "q1");
    assert.ok(first);
  });

  it("say from where on they are sent, and that is taken back", async () => {
    page = await openPage([{ ...question, contextCut: true }, modelTurn("a1", { parts: words("One") })]);
    assert.match(page.find(".context-cut").textContent, /What stands above is no longer sent\./);
    page.button("Send All Again").click();
    assert.deepEqual(page.posted.at(-1), { type: "sendAll", turnId: "q" });
  });

  it("say what is sent in the place of what stands above", async () => {
    const cut = { ...question, contextCut: true, contextSummary: "It was about **boats**." };
    page = await openPage([cut, modelTurn("a1", { parts: words("One") })]);
    assert.match(page.find(".context-cut").textContent, /Of what stands above a summary is sent\./);
    assert.equal(page.find(".context-summary strong").textContent, "boats");
    page.button("Send All Again").click();
    assert.deepEqual(page.posted.at(-1), { type: "sendAll", turnId: "q" });
  });

  it("and pairs are asked of the host: deleted, and gone on with elsewhere", async () => {
    page = await openPage([question, modelTurn("a1", { parts: words("One") })]);
    page.button("Delete Question and Answer").click();
    assert.deepEqual(page.posted.at(-1), { type: "removePair", turnId: "q" });
    page.button("More Actions").click();
    const names = () =>
      [...page.root.querySelectorAll("[role=menuitem]")].map(({ textContent }) => textContent);
    assert.deepEqual(names(), ["Ask Another Model…", "Copy as Markdown", "Go On in a New Chat"]);
    const items = [...page.root.querySelectorAll<HTMLElement>("[role=menuitem]")];
    items.find(({ textContent }) => textContent === "Copy as Markdown")?.click();
    assert.deepEqual(page.posted.at(-1), { type: "copyTurn", turnId: "a1" });
    items.find(({ textContent }) => textContent === "Go On in a New Chat")?.click();
    assert.deepEqual(page.posted.at(-1), { type: "fork", turnId: "a1" });
  });
});
