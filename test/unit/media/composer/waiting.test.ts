import assert from "node:assert/strict";
import type { QueueView, WaitingMessage } from "../../../../src/shared/queue.ts";
import { modelTurn, openPage, type TestPage, userTurn } from "../support/page.ts";

describe("messages that wait, above the composer", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const message = (id: string, text: string, ...files: readonly string[]): WaitingMessage => ({
    id,
    text,
    files,
  });
  const two = [message("a", "Second question"), message("b", "", "clip.mp4", "notes.txt")];
  const input = () => page.find("textarea") as HTMLTextAreaElement;
  const rows = () => [...page.root.querySelectorAll(".waiting-row")].map((row) => row.textContent.trim());
  const focused = () => page.window.document.activeElement;
  const said = () => page.find('[role="status"]').textContent;
  const acts = () => page.posted.filter((posted) => posted.type === "queue");

  async function open(
    status: "streaming" | "stopped",
    ...views: readonly Partial<QueueView>[]
  ): Promise<void> {
    page = await openPage([userTurn("1", "Hi"), modelTurn("2", { status: { type: status } })]);
    for (const view of views) {
      page.send({ type: "queue", queue: { messages: [], held: false, ...view } });
    }
    const count = views.at(-1)?.messages?.length ?? 0;
    await page.until(() => rows().length === count);
  }

  it("stand one below the other, with the number of their files, and are told of once", async () => {
    await open("streaming", {}, { messages: two.slice(0, 1) }, { messages: two });
    assert.deepEqual(rows(), ["Second question", "clip.mp4, notes.txt 2 files"]);
    assert.equal(page.find(".waiting-list").getAttribute("aria-label"), "Messages that wait");
    assert.equal(said(), "Your message waits for the end of the answer");
    assert.equal(page.find(".waiting-head").textContent, "Sent when the answer has ended");
  });

  it("are not news to a page that finds them there, and are gone with their conversation", async () => {
    await open("stopped", { messages: two, held: true });
    assert.equal(said(), "");
    page.send({ type: "snapshot", transcript: { id: "other", turns: [] }, draft: "", attachments: [] });
    await page.until(() => rows().length === 0);
  });

  it("are sent at once, or taken back into the box, where the cursor is then", async () => {
    await open("streaming", { messages: two });
    page.button("Send now: Second question").click();
    assert.deepEqual(acts().at(-1), { type: "queue", action: "send", id: "a" });
    assert.equal(focused(), input());
    page.button("Edit: clip.mp4, notes.txt").click();
    assert.deepEqual(acts().at(-1), { type: "queue", action: "edit", id: "b" });
    assert.equal(focused(), input());
  });

  it("are removed, which can be taken back", async () => {
    await open("streaming", { messages: two });
    page.button("Remove: Second question").click();
    page.send({ type: "queue", queue: { messages: two.slice(1), held: false } });
    await page.until(() => rows().length === 1);
    assert.equal(said(), "The message is removed");
    const undo = page.button("Undo");
    assert.equal(focused(), undo);
    undo.click();
    assert.deepEqual(
      acts().map(({ action, id }) => [action, id]),
      [
        ["remove", "a"],
        ["restore", "a"],
      ],
    );
    await page.until(() => page.root.querySelector(".waiting-removed") === null);
  });

  it("say that they were not sent, and are sent by their button, or by Enter in an empty box", async () => {
    await open("stopped", { messages: two, held: true });
    assert.match(page.find(".waiting-head").textContent, /^Not sent yet/);
    page.button("Send One After the Other").click();
    page.key(input(), "Enter");
    page.button("Send (Enter)").click();
    assert.deepEqual(
      acts(),
      [1, 2, 3].map(() => ({ type: "queue", action: "send", id: "a" })),
    );
    page.type("First this");
    page.key(input(), "Enter");
    assert.equal(page.posted.at(-1)?.type, "send");
  });

  it("are not sent by Enter in an empty box while an answer is written", async () => {
    await open("streaming", { messages: two });
    page.key(input(), "Enter");
    assert.deepEqual(acts(), []);
  });
});
