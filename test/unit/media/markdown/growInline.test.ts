import assert from "node:assert/strict";
import { markdownViews } from "../support/markdownViews.ts";

describe("Words of a block that is being written", () => {
  const newView = markdownViews();

  function start(text: string) {
    const root = document.createElement("div");
    const view = newView(root);
    view.update(text, false);
    return { root, view };
  }

  for (const [place, text, selector] of [
    ["a paragraph", "Some wor", "p"],
    ["bold words", "Some **bold wor", "p > strong"],
    ["marks in marks", "Some *soft and **bold wor", "p > em > strong"],
    ["code", "Some `code wor", "p > code"],
    ["a heading", "## A wor", "h3"],
    ["an item", "- one\n- two wor", "li:last-child"],
    ["a task", "- [x] done\n- [ ] to wor", "li:last-child"],
    ["an item within an item", "- one\n  - two wor", "li li"],
    ["the second paragraph of an item", "- one\n\n  two wor", "li > p:last-child"],
    ["a quote", "> quoted wor", "blockquote > p"],
  ] as const) {
    it(`go on in the node they began in, which may be selected: ${place}`, () => {
      const { root, view } = start(text);
      const words = root.querySelector(selector)?.lastChild;
      assert.ok(words instanceof Text && words.data.endsWith("wor"), root.innerHTML);
      view.update(`${text}ds`, false);
      view.update(`${text}ds, and`, false);
      assert.ok(root.contains(words), root.innerHTML);
      assert.match(words.data, /words, and$/);
    });
  }

  it("stay where something else follows them", () => {
    const { root, view } = start("Before `x` between");
    const nodes = [...(root.querySelector("p")?.childNodes ?? [])];
    view.update("Before `x` between **more** and [a link](https://example.org)", false);
    assert.deepEqual([...(root.querySelector("p")?.childNodes ?? [])].slice(0, 3), nodes);
    assert.equal(root.querySelectorAll("p > strong, p > a").length, 2);
  });

  it("stay in an item that gets a list of its own", () => {
    const { root, view } = start("- one");
    const words = root.querySelector("li")?.firstChild;
    view.update("- one\n  - two\n", false);
    assert.ok(words && root.querySelector("li")?.firstChild === words);
    assert.equal(root.querySelector("li li")?.textContent, "two");
  });

  it("are made anew where they turn out to be something else", () => {
    const { root, view } = start("One &am");
    view.update("One &amp; two", false);
    assert.equal(root.querySelector("p")?.textContent, "One & two");
    const odd = start("Words *not");
    odd.view.update("Words *not closed\n\nEnd", true);
    assert.equal(odd.root.querySelector("p")?.textContent, "Words *not closed");
  });

  it("keep their formulas", () => {
    const { root, view } = start("Where $a$ and $b$ are");
    const formulas = [...root.querySelectorAll(".math")];
    assert.equal(formulas.length, 2);
    view.update("Where $a$ and $b$ are, $c$ is", false);
    assert.deepEqual([...root.querySelectorAll(".math")].slice(0, 2), formulas);
  });
});
