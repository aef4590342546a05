import assert from "node:assert/strict";
import type { MarkdownView as MarkdownViewType } from "../../../../media/markdown/markdownView.ts";
import { installDom, type TestDom } from "../support/dom.ts";

describe("a table longer than anybody reads", () => {
  let dom: TestDom;
  let View: typeof MarkdownViewType;
  before(async () => {
    dom = installDom();
    ({ MarkdownView: View } = await import("../../../../media/markdown/markdownView.ts"));
  });
  after(() => dom.remove());

  const text = `| a |\n| --- |\n${"| x |\n".repeat(2100)}`;
  const shown = (root: Element) => [
    root.querySelectorAll("tbody tr").length,
    root.querySelector(".md-more")?.textContent.replace(/\..*/, ""),
  ];

  it("lays out its beginning and says how much more there is, while it is written and after", () => {
    const root = document.createElement("div");
    const view = new View(root);
    view.update(text.slice(0, 12_000), false);
    assert.deepEqual(shown(root), [1998, undefined]);
    view.update(text.slice(0, 12_310), false);
    assert.equal(shown(root)[0], 2000);
    view.update(text, false);
    const growing = shown(root);
    view.update(text, true);
    assert.deepEqual(growing, [2000, "100 more rows"]);
    assert.deepEqual(shown(root), growing);
  });
});
