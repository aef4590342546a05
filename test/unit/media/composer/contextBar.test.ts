import assert from "node:assert/strict";
import { openPage, type TestPage } from "../support/page.ts";

describe("what is sent, unfolded from the count", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const bar = () => page.root.querySelector<HTMLElement>(".context-bar");
  const button = () => page.find(".token-count") as HTMLButtonElement;
  const rows = () =>
    [...page.root.querySelectorAll(".context-bar tr")].map((row) =>
      [...row.children]
        .map((cell) => cell.textContent.trim())
        .join(" | ")
        .trim(),
    );
  const parts = { system: 100, history: 5000, files: 2400, message: 12 };

  async function open(limit?: number): Promise<void> {
    page = await openPage();
    const count = { tokens: 7512, estimated: true, parts, ...(limit !== undefined && { limit }) };
    page.send({ type: "tokens", count });
    await page.until(() => page.root.querySelector(".token-count"));
    button().click();
    await page.until(bar);
  }

  it("is a table beside the coloured stripe, against what the model takes", async () => {
    await open(10_000);
    assert.deepEqual(rows(), [
      "Instruction | 100 | 1%",
      "Conversation so far | 5,000 | 50%",
      "Files | 2,400 | 24%",
      "This message | 12 | 0.1%",
      "Together, estimated | 7,512 | 75.1%",
      "The model takes | 10,000 |",
    ]);
    const widths = [...page.root.querySelectorAll<HTMLElement>(".context-stripe span")].map(
      ({ style }) => style.width,
    );
    assert.deepEqual(widths, ["1%", "50%", "24%", "0.12%"]);
    assert.deepEqual(page.posted.at(-1), { type: "showContext" });
    assert.equal(button().getAttribute("aria-expanded"), "true");
    assert.equal(button().getAttribute("aria-controls"), bar()?.id);
  });

  it("has no shares where nobody knows how much the model takes", async () => {
    await open();
    assert.equal(rows().at(-1), "Together, estimated | 7,512 |");
  });

  it("closes by the count itself, by Escape, which stops nothing, and with the count", async () => {
    await open();
    button().click();
    await page.until(() => bar() === null);
    assert.equal(button().getAttribute("aria-expanded"), "false");
    button().click();
    await page.until(bar);
    page.key(page.find(".context-bar"), "Escape");
    await page.until(() => bar() === null);
    assert.equal(page.window.document.activeElement, page.find("textarea"));
    button().click();
    await page.until(bar);
    page.send({ type: "tokens" });
    await page.until(() => bar() === null);
  });
});
