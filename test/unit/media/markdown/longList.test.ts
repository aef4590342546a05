import assert from "node:assert/strict";
import { markdownViews } from "../support/markdownViews.ts";

describe("a long list", () => {
  const newView = markdownViews();

  const list = (items: number, mark = (index: number) => `${index}.`) =>
    Array.from({ length: items }, (_, index) => `${mark(index + 1)} item ${index + 1}\n`).join("");

  function written(text: string, size: number): Element {
    const root = document.createElement("div");
    const view = newView(root);
    for (let end = size; end < text.length + size; end += size) {
      view.update(text.slice(0, end), false);
    }
    return root;
  }

  function whole(text: string): Element {
    const root = document.createElement("div");
    newView(root).update(text, true);
    return root;
  }

  it("lies in groups that no item leaves, and that say nothing of themselves", () => {
    const text = list(150);
    const grown = written(text, 7);
    const shown = [...grown.querySelectorAll("li")].map((item) => item.textContent);
    assert.deepEqual(
      shown,
      text
        .trimEnd()
        .split("\n")
        .map((line) => line.replace(/^\d+\. /, "")),
    );
    const ol = grown.querySelector("ol");
    assert.equal(ol?.getAttribute("role"), "list");
    for (const box of grown.querySelectorAll("ol, ol > div")) {
      assert.ok([...box.children].filter(({ tagName }) => tagName === "LI").length <= 32);
    }
    assert.ok(
      [...grown.querySelectorAll("ol > div")].every((group) => group.getAttribute("role") === "none"),
    );
    assert.equal(grown.innerHTML, whole(text).innerHTML);
  });

  it("keeps its items while others come", () => {
    const root = document.createElement("div");
    const view = newView(root);
    view.update(list(70), false);
    const before = [...root.querySelectorAll("li")].slice(0, 69);
    view.update(list(140), false);
    assert.deepEqual([...root.querySelectorAll("li")].slice(0, 69), before);
    assert.equal(root.querySelectorAll("li").length, 140);
  });

  it("gives back what was no item after all", () => {
    for (const items of [31, 32, 33, 63, 64, 65]) {
      const text = `${list(items, () => "-")}- - -\n\nThe end.\n`;
      const root = written(text, 1);
      assert.equal(root.innerHTML, whole(text).innerHTML, `${items} items`);
      assert.equal(root.querySelectorAll("li").length, items);
    }
  });

  it("stays a plain list where it is short", () => {
    const root = whole(list(32));
    assert.equal(root.querySelector("ol")?.childElementCount, 32);
    assert.equal(root.querySelector("[role]"), null);
  });
});
