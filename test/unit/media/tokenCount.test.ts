import assert from "node:assert/strict";
import { openPage, type TestPage } from "./support/page.ts";

describe("what a message costs", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const count = () => page.root.querySelector<HTMLElement>(".token-count");
  const full = () => count()?.querySelector(".token-count-full")?.textContent;

  it("is told, estimated or counted, with a warning near the limit", async () => {
    page = await openPage();
    assert.equal(count(), null);
    page.send({ type: "tokens", count: { tokens: 1234, estimated: true } });
    await page.until(() => full() === "≈ 1,234 tokens");
    page.send({ type: "tokens", count: { tokens: 900_000, estimated: false, limit: 1_000_000 } });
    await page.until(() => full() === "900,000 tokens");
    assert.equal(count()?.className, "token-count");
    assert.equal(
      count()?.title,
      "900,000 tokens go out with this message, as Gemini counts them.\nThe model takes 1,000,000.",
    );
    page.send({ type: "tokens", count: { tokens: 900_001, estimated: false, limit: 1_000_000 } });
    await page.until(() => count()?.classList.contains("token-count-high"));
    assert.equal(count()?.querySelector(".token-count-short")?.textContent, "900K");
    page.send({ type: "tokens" });
    await page.until(() => !count());
  });
});
