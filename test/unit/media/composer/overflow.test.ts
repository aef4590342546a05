import assert from "node:assert/strict";
import type { PanelState } from "../../../../src/shared/protocol.ts";
import { modelTurn, openPage, type TestPage, userTurn } from "../support/page.ts";

describe("a conversation that is longer than the model takes", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const over = { tokens: 1200, estimated: true, limit: 1000 };
  const warning = () => page.root.querySelector(".overflow");
  const input = () => page.find("textarea") as HTMLTextAreaElement;
  const last = () => page.posted.at(-1);

  async function open(
    panel: Partial<PanelState> = {},
    turns = [userTurn("1", "Hi"), modelTurn("2")],
  ): Promise<void> {
    page = await openPage(turns, { draft: "And now?", panel });
    page.send({ type: "tokens", count: over });
    await page.until(() => page.root.querySelector(".token-count-over"));
  }

  it("is said before something is sent, with what can be done; Enter leads there", async () => {
    await open();
    await page.until(warning);
    assert.match(warning()?.textContent ?? "", /longer than the model takes: 1,200 of 1,000 tokens\./);
    page.key(input(), "Enter");
    assert.deepEqual(
      page.posted.filter(({ type }) => type === "send"),
      [],
    );
    assert.equal(page.window.document.activeElement, page.button("Leave Out the Oldest"));
    for (const [name, how] of [
      ["Leave Out the Oldest", "leaveOut"],
      ["Summarize the Oldest", "summarize"],
      ["New Chat", "newChat"],
    ] as const) {
      page.button(name).click();
      assert.deepEqual(last(), { type: "makeRoom", how });
      assert.equal(page.window.document.activeElement, input());
    }
    page.button("Send Anyway").click();
    assert.equal(last()?.type, "send");
    page.send({ type: "tokens", count: { ...over, tokens: 900 } });
    await page.until(() => warning() === null);
  });

  it("is no question where the person has answered it once for all, or nothing was said yet", async () => {
    await open({ whenFull: "summarize" });
    assert.equal(warning(), null);
    page.key(input(), "Enter");
    assert.equal(last()?.type, "send");
    await page.remove();
    await open({}, []);
    assert.equal(warning(), null);
  });

  it("tells how a summary grows, once aloud, and lets it be stopped", async () => {
    await open();
    page.send({ type: "makingRoom", characters: 0 });
    await page.until(() => warning()?.textContent.includes("are being summarized…"));
    assert.equal(page.find("[role=status]").textContent, "The oldest messages are being summarized");
    page.send({ type: "makingRoom", characters: 1234 });
    await page.until(() => warning()?.textContent.includes("1,234 characters"));
    page.button("Stop").click();
    assert.deepEqual(last(), { type: "makeRoom", how: "stop" });
    page.key(input(), "Escape");
    assert.deepEqual(
      page.posted.slice(-2).map(({ type }) => type),
      ["makeRoom", "makeRoom"],
    );
    page.send({ type: "makingRoom" });
    await page.until(() => page.root.querySelector("#overflow-first"));
  });
});
