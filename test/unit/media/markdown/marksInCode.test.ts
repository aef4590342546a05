import assert from "node:assert/strict";
import { until } from "../../until.ts";
import { markdownViews } from "../support/markdownViews.ts";

describe("Code that was written before the sources of the answer came", () => {
  const newView = markdownViews();

  for (const [place, before, after] of [
    ["a block", "```js\nlet a = 1;\n", "```js\nlet a = 1;⸨1⸩\n```\n\nEnd.\n"],
    ["a block that goes on", "```js\nlet a", "```js\nlet a = 1;⸨1⸩\n```\n\nEnd.\n"],
    ["an item", "- x\n  ```js\n  let a = 1;\n", "- x\n  ```js\n  let a = 1;⸨1⸩\n  ```\n\nEnd.\n"],
  ] as const) {
    it(`has no marks of them in it: ${place}`, async () => {
      const root = document.createElement("div");
      const view = newView(root);
      view.update(before, false);
      view.update(after, true, true);
      await until(() => root.textContent.endsWith("End."));
      assert.equal(root.querySelector("code")?.textContent, "let a = 1;");
    });
  }
});
