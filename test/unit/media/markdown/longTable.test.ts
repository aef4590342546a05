import assert from "node:assert/strict";
import { mock } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { until } from "../../until.ts";
import { markdownViews } from "../support/markdownViews.ts";

describe("a table longer than anybody reads", () => {
  const newView = markdownViews();

  const text = `| a |\n| --- |\n${"| x |\n".repeat(2100)}`;
  const shown = (root: Element) => [
    root.querySelectorAll("tbody tr").length,
    root.querySelector(".md-more")?.textContent.replace(/\..*/, ""),
  ];

  /** Rows of a long table wait for each other while it is written. */
  function untilShown(root: Element, ...wanted: readonly (number | string | undefined)[]): Promise<boolean> {
    return until(() => isDeepStrictEqual(shown(root), wanted));
  }

  it("lays out its beginning and says how much more there is, while it is written and after", async () => {
    const root = document.createElement("div");
    const view = newView(root);
    view.update(text.slice(0, 12_000), false);
    assert.deepEqual(shown(root), [256, undefined], "what has come at once is shown in steps");
    await untilShown(root, 1998, undefined);
    view.update(text.slice(0, 12_310), false);
    await untilShown(root, 2000, "50 more rows");
    view.update(text, false);
    await untilShown(root, 2000, "100 more rows");
    view.update(text, true);
    assert.deepEqual(shown(root), [2000, "100 more rows"]);
  });

  it("shows several of its rows together while it is written, the last of them without more text, all at its end", async () => {
    const root = document.createElement("div");
    const view = newView(root);
    const rows = (count: number) => text.slice(0, 14 + count * 6);
    view.update(rows(600), false);
    await untilShown(root, 600, undefined);
    const now = performance.now();
    const clock = mock.method(performance, "now", () => now);
    view.update(rows(601), false);
    view.update(rows(603), false);
    assert.equal(shown(root)[0], 600);
    clock.mock.restore();
    await untilShown(root, 603, undefined);

    view.update(rows(604), false);
    view.update(rows(605), true);
    assert.equal(shown(root)[0], 605);
    view.close();
  });
});
