import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownDocument, streamedDocument } from "../support/markdownCorpus.ts";
import { markdownViews } from "../support/markdownViews.ts";

/** Every element and attribute that Markdown may become, whatever it says. */
const allowed = new Map<string, readonly string[]>([
  [
    "div",
    ["class", "role", "aria-label", "tabindex", "data-grammar", "data-language-id", "data-footnote-text"],
  ],
  ["span", ["class", "title", "aria-hidden"]],
  [
    "button",
    [
      ...["type", "class", "aria-label", "title", "aria-pressed", "aria-expanded", "aria-haspopup"],
      ...["data-code-action", "data-code-view", "data-code-fold", "data-code-preview"],
      ...["data-copy-csv", "data-footnote", "data-footnote-back"],
    ],
  ],
  ["a", ["href", "title"]],
  ["input", ["type", "disabled", "checked", "aria-label"]],
  ["ol", ["start"]],
  ["li", ["class"]],
  ["p", ["class"]],
  ["pre", ["tabindex"]],
  ["th", ["class"]],
  ["td", ["class"]],
  ...["h2", "h3", "h4", "h5", "h6"].map((name) => [name, ["aria-level"]] as const),
  ...["ul", "blockquote", "hr", "sup", "br", "code", "strong", "em", "del"].map(
    (name) => [name, []] as const,
  ),
  ...["table", "thead", "tbody", "tr"].map((name) => [name, []] as const),
]);

function assertHarmless(root: Element): void {
  for (const element of root.querySelectorAll("*")) {
    // What the typesetter makes has tests of its own.
    if (element.closest(".math-set")) {
      continue;
    }
    const name = element.tagName.toLowerCase();
    const attributes = allowed.get(name);
    assert.ok(attributes, `<${name}> came of Markdown`);
    for (const { name: attribute, value } of element.attributes) {
      assert.ok(attributes.includes(attribute), `${attribute} on <${name}> came of Markdown`);
      assert.ok(attribute !== "href" || /^(https?|mailto):/.test(value), `link to ${value}`);
    }
  }
}

describe("MarkdownView", () => {
  const newView = markdownViews();

  function start() {
    const root = document.createElement("div");
    const completed: Element[] = [];
    return { root, completed, view: newView(root, { complete: (block) => completed.push(block) }) };
  }

  function whole(text: string): HTMLElement {
    const { root, view } = start();
    view.update(text, true);
    return root;
  }

  it("ends with the tree of the whole text, wherever the text was cut", () => {
    fc.assert(
      fc.property(streamedDocument, ({ text, pieces }) => {
        const { root, view } = start();
        let written = "";
        for (const piece of pieces) {
          written += piece;
          view.update(written, false);
        }
        view.update(written, true);
        assert.equal(root.innerHTML, whole(text).innerHTML);
      }),
      { numRuns: 150 },
    );
  });

  for (const pieces of [
    ["7) seven\nwords    \n7) seven\n", "words\n\n\nwords\n"],
    ["1. one\n\n2. `code`   \n2. two\n", "words\n\nwords\n"],
    ["> 1. one\n>    - in \n> 2. two\n", "words\n\nwords\n"],
  ]) {
    it(`takes the blanks from the ends of items: ${JSON.stringify(pieces)}`, () => {
      const { root, view } = start();
      view.update(pieces[0] ?? "", false);
      view.update(pieces.join(""), true);
      assert.equal(root.innerHTML, whole(pieces.join("")).innerHTML);
      assert.doesNotMatch(root.innerHTML, /\s<\/(li|p)>/);
    });
  }

  it("never touches a complete block again", () => {
    const { root, view, completed } = start();
    let text = "# Title\n\nFirst *paragraph*.\n\n";
    view.update(text + "Second", false);
    const [heading] = completed;
    assert.equal(heading?.tagName, "H2");
    for (const piece of ["Second one.\n\n", "```ts\nlet a;\n", "```\n\n", "The end.\n\nReally.\n"]) {
      text += piece;
      view.update(text, false);
    }
    view.update(text, true);
    assert.equal(root.querySelector("h2"), heading);
    assert.deepEqual(
      completed.map((block) => block.tagName),
      ["H2", "P", "P", "DIV", "P", "P"],
    );
  });

  it("keeps the complete items of a list that grows, and the lines of a fence", () => {
    const { root, view } = start();
    view.update("- one\n- two\n- th", false);
    const [one] = root.querySelectorAll("li");
    view.update("- one\n- two\n- three\n- four\n", false);
    assert.equal(root.querySelector("li"), one);
    assert.deepEqual(
      [...root.querySelectorAll("li")].map((item) => item.textContent),
      ["one", "two", "three", "four"],
    );

    const fence = start();
    fence.view.update("```\none\n", false);
    const lines = fence.root.querySelector(".code-lines");
    fence.view.update("```\none\ntwo\n", false);
    assert.equal(fence.root.querySelector(".code-lines"), lines);
    assert.equal(lines?.textContent, "one\ntwo");
  });

  it("puts right what a late link definition changes, and only that", () => {
    const { root, view } = start();
    const text = "See [the page].\n\nOther text.\n\n";
    view.update(text + "More.\n", false);
    const other = root.querySelectorAll("p")[1];
    assert.equal(root.querySelector("a"), null);
    view.update(text + "More.\n\n[the page]: https://example.org/\n", true);
    assert.equal(root.querySelector("a")?.getAttribute("href"), "https://example.org/");
    assert.equal(root.querySelectorAll("p")[1], other);
  });

  it("starts again when the text is another", () => {
    const { root, view } = start();
    view.update("A long first answer", true);
    view.update("Second", false);
    assert.equal(root.textContent, "Second");
  });

  it("gives screen readers an outline without gaps", () => {
    const { root, view } = start();
    const levels = () =>
      [...root.querySelectorAll("[aria-level]")].map((heading) => heading.getAttribute("aria-level"));
    view.update("### First\n\n###### Deeper\n\ntext\n\n# Top\n\n", false);
    assert.deepEqual(levels(), ["2", "3", "2"]);
    view.update("### First\n\n###### Deeper\n\ntext\n\n# Top\n\n> ## In a quote\n", true);
    assert.deepEqual(levels(), ["2", "3", "2", "3"]);
  });

  it("makes only harmless nodes of any Markdown", () => {
    fc.assert(
      fc.property(fc.oneof(markdownDocument, fc.string({ unit: "binary", maxLength: 200 })), (text) =>
        assertHarmless(whole(text)),
      ),
      { numRuns: 150 },
    );
  });

  for (const [attack, shown] of [
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["text <script>alert(1)</script>", "text <script>alert(1)</script>"],
    ["<style>*{display:none}</style>", "<style>*{display:none}</style>"],
    ["[click](javascript:alert(1))", "click"],
    ["[click](vscode://evil/x)", "click"],
    ["[click](command:workbench.action.quit)", "click"],
    ["[click](data:text/html,<script>)", "click"],
    ["[click](<\u0001javascript:alert(1)>)", "click"],
    ["[click](//evil.example/x)", "click"],
    ["![x](https://evil.example/?q=secret)", "x · evil.example"],
    ["![x](javascript:alert(1))", "x"],
  ] as const) {
    it(`shows ${attack} and does nothing`, () => {
      const root = whole(attack);
      assertHarmless(root);
      assert.equal(root.textContent, shown);
      assert.equal(root.querySelector("a, img, script, style"), null);
    });
  }

  it("shows a link's whole address, with the host as a browser would ask for it", () => {
    const link = whole("[bank](https://аррle.example/a?b&amp;c)").querySelector("a");
    assert.equal(link?.getAttribute("title"), "https://xn--le-6kc8da.example/a?b&c");
  });

  it("copes with deep nesting", () => {
    assertHarmless(whole("> ".repeat(500) + "deep"));
    assertHarmless(
      whole(Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth * 2)}- x`).join("\n")),
    );
    assertHarmless(whole("*".repeat(2000) + "deep" + "*".repeat(2000)));
  });

  it("renders tables, task lists and line breaks in cells", () => {
    const root = whole("| a | b |\n|---|:-:|\n| 1<br>2 | &amp; |\n\n- [x] done\n- [ ] to do\n");
    assert.equal(root.querySelectorAll("td br").length, 1);
    assert.equal(root.querySelector("td.md-align-center")?.textContent, "&");
    assert.deepEqual(
      [...root.querySelectorAll("input")].map((box) => box.hasAttribute("checked")),
      [true, false],
    );
  });
});
