import assert from "node:assert/strict";
import { openPage, type TestPage } from "./support/page.ts";

describe("what a message costs", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  const count = () => page.root.querySelector<HTMLElement>(".token-count");
  const short = () => count()?.querySelector(".token-count-short")?.textContent;
  const full = () => count()?.querySelector(".token-count-full")?.textContent;

  it("is told, estimated or counted, with a warning near the limit", async () => {
    page = await openPage();
    assert.equal(count(), null);
    page.send({ type: "tokens", count: { tokens: 1234, estimated: true } });
    await page.until(() => full() === "≈ 1,234 tokens");
    page.send({ type: "tokens", count: { tokens: 12_400, estimated: true, limit: 1_048_576 } });
    await page.until(() => full() === "≈ 12,400 of 1,048,576 tokens");
    assert.equal(short(), "≈ 12.4K / 1M");
    page.send({ type: "tokens", count: { tokens: 900_000, estimated: false, limit: 1_000_000 } });
    await page.until(() => full() === "900,000 of 1,000,000 tokens");
    assert.equal(count()?.className, "token-count");
    assert.equal(
      count()?.title,
      "900,000 tokens go out with this message, as Gemini counts them.\nThe model takes 1,000,000.",
    );
    page.send({ type: "tokens", count: { tokens: 900_001, estimated: false, limit: 1_000_000 } });
    await page.until(() => count()?.classList.contains("token-count-high"));
    assert.equal(short(), "900K / 1M");
    page.send({ type: "tokens" });
    await page.until(() => !count());
  });

  it("is told in words and aloud when it is more than the model takes", async () => {
    page = await openPage();
    const aloud = () => page.find("[role=status]").textContent;
    page.send({ type: "tokens", count: { tokens: 1_000_000, estimated: false, limit: 1_000_000 } });
    await page.until(() => full() === "1,000,000 of 1,000,000 tokens");
    assert.equal(aloud(), "");
    page.send({ type: "tokens", count: { tokens: 1_000_001, estimated: true, limit: 1_000_000 } });
    await page.until(() => full() === "≈ 1,000,001 of 1,000,000 tokens: too many");
    assert.equal(count()?.className, "token-count token-count-over");
    assert.match(
      count()?.title ?? "",
      /Remove a file, take only a part of it, or choose a model that takes more\.$/,
    );
    await page.until(() => aloud() === "The message is longer than the model takes.");
    page.find("[role=status]").textContent = "";
    page.send({ type: "tokens", count: { tokens: 1_000_002, estimated: false, limit: 1_000_000 } });
    await page.until(() => full() === "1,000,002 of 1,000,000 tokens: too many");
    assert.equal(aloud(), "", "once is enough");
  });
});
