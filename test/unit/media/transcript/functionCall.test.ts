import assert from "node:assert/strict";
import { modelTurn, openPage, type TestPage } from "../support/page.ts";

describe("a function call in an answer", () => {
  let page: TestPage;
  afterEach(() => page.remove());

  async function show(args: string): Promise<HTMLElement> {
    page = await openPage([modelTurn("2", { parts: [{ type: "functionCall", name: "tide_at", args }] })]);
    return page.find(".function-call");
  }

  it("is a fold that names it, with its arguments by name inside", async () => {
    const call = await show('{"place":"Husum <b>","hours":[6,12],"unit":{"name":"m","exact":true}}');
    assert.equal(call.tagName, "DETAILS");
    assert.equal(call.hasAttribute("open"), false);
    assert.match(call.querySelector("summary")?.textContent ?? "", /Function call: tide_at/);
    assert.deepEqual(
      [...call.querySelectorAll("dt")].map(({ textContent }) => textContent),
      ["place", "hours", "unit", "name", "exact"],
    );
    assert.equal(call.querySelector("dd")?.textContent, "Husum <b>");
    assert.deepEqual(
      [...call.querySelectorAll("li")].map(({ textContent }) => textContent),
      ["6", "12"],
    );
    assert.doesNotMatch(call.textContent, /[{}"]/);
  });

  it("has nothing to unfold without arguments, and shows what is no JSON as it came", async () => {
    assert.equal((await show("{}")).tagName, "P");
    await page.remove();
    assert.match((await show("{broken")).textContent, /\{broken/);
  });
});
