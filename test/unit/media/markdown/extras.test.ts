import assert from "node:assert/strict";
import type { MarkdownView as MarkdownViewType } from "../../../../media/markdown/markdownView.ts";
import { modelTurn, openPage, type TestPage } from "../support/page.ts";

const answer = (text: string) => modelTurn("2", { parts: [{ type: "text", text }] });

describe("what answers use beyond Markdown", () => {
  let page: TestPage;
  let MarkdownView: typeof MarkdownViewType;
  before(async () => {
    ({ MarkdownView } = await import("../../../../media/markdown/markdownView.ts"));
  });
  beforeEach(async () => {
    page = await openPage();
  });
  afterEach(() => page.remove());

  function render(text: string): HTMLElement {
    const root = document.createElement("div");
    page.root.append(root);
    new MarkdownView(root).update(text, true);
    return root;
  }
  const formulas = (text: string) =>
    [...render(text).querySelectorAll(".math")].map((formula) => [
      formula.classList.contains("math-display"),
      formula.querySelector("annotation")?.textContent ?? formula.textContent,
    ]);

  for (const [text, expected] of [
    ["so $a_1 + b_2$ it is", [[false, "a_1 + b_2"]]],
    ["so \\(a_1 + b_2\\) it is", [[false, "a_1 + b_2"]]],
    [
      "so $$a$$ and \\[b\\] too",
      [
        [true, "a"],
        [true, "b"],
      ],
    ],
    ["$$\na\n=\nb\n$$", [[true, "a\n=\nb"]]],
    ["words\n\\[\na\n- b\n\\]\nmore", [[true, "a\n- b"]]],
    [
      "- $$\n  x\n  $$\n- $y$",
      [
        [true, "x"],
        [false, "y"],
      ],
    ],
    ["> $$ x $$", [[true, "x"]]],
    ["| a |\n|---|\n| $x$ |", [[false, "x"]]],
    ["**$x$**", [[false, "x"]]],
  ] as const) {
    it(`a formula: ${JSON.stringify(text)}`, () => assert.deepEqual(formulas(text), expected));
  }

  for (const text of [
    "It costs $5, or $6.",
    "from $5 to $10 and $20",
    "$ a $",
    "`$a$`",
    "```\n$$\na\n$$\n```",
    "\\$a\\$",
    "$HOME and $PATH",
    "$$\na\n\nb\n$$",
    "$$ $$",
    "(a) [b]",
  ]) {
    it(`no formula: ${JSON.stringify(text)}`, () => assert.deepEqual(formulas(text), []));
  }

  it("formulas are typeset when the typesetter has come, and stay as they were where TeX does not understand them", async () => {
    const [good, bad] = render("$\\frac{1}{2}$ and $\\frac{1$").querySelectorAll(".math");
    await page.until(() => good?.querySelector(".katex"));
    assert.equal(good?.querySelector("annotation")?.textContent, "\\frac{1}{2}");
    assert.ok(good.querySelector("math mfrac"), "a screen reader finds MathML");
    assert.equal(bad?.textContent, "\\frac{1");
  });

  it("formulas are typeset some at a time, however many there are: between them the page answers", async () => {
    await page.until(() => render("$x$").querySelector(".katex"));
    const root = render(Array.from({ length: 80 }, (_, index) => `$x_{${index}}^2$`).join(" "));
    const counts = [root.querySelectorAll(".katex").length];
    await page.until(() => {
      counts.push(root.querySelectorAll(".katex").length);
      return counts.at(-1) === 80;
    });
    assert.ok((counts[0] ?? 0) < 80, `${counts[0]} at once`);
    assert.ok(new Set(counts).size > 3, `in steps: ${[...new Set(counts)].join()}`);
  });

  it("formulas bring in no link, no image, no class and no endless macro", async () => {
    await page.until(() => render("$x$").querySelector(".katex"));
    const root = render(
      [
        "$\\href{https://evil.example}{x}$",
        "$\\href{javascript:alert(1)}{x}$",
        "$\\includegraphics{https://evil.example/x.png}$",
        "$\\htmlClass{evil}{x}$",
        "$\\htmlStyle{position:fixed}{x}$",
        "$\\url{https://evil.example}$",
        "$\\def\\a{\\a\\a}\\a$",
        "$\\edef\\b{bb}\\edef\\b{\\b\\b\\b\\b}\\b$",
        `$${"{".repeat(1_900)}x${"}".repeat(1_900)}$`,
        `$\\rule{9999em}{9999em}$`,
      ].join("\n\n"),
    );
    await page.until(() => root.querySelector(".math-waiting") === null);
    assert.equal(root.querySelector("a, img, script, iframe, .evil, [onclick], [href], [src]"), null);
  });

  it("remarks are named, and quotes stay quotes", () => {
    const root = render("> [!WARNING]\n> Mind the **gap**.\n>\n> - one\n\n> [!NOPE]\n> x\n\n> [!note] x\n");
    const [warning] = root.querySelectorAll(".md-alert");
    assert.ok(warning);
    assert.equal(warning.getAttribute("aria-label"), "Warning");
    assert.equal(warning.getAttribute("role"), "note");
    assert.deepEqual(
      [...warning.children].map((child) => child.textContent),
      ["Warning", "Mind the gap.", "one"],
    );
    assert.ok(warning.querySelector("strong"));
    assert.equal(root.querySelectorAll(".md-alert").length, 1);
    assert.equal(root.querySelectorAll("blockquote").length, 2);
  });

  it("footnotes lead to their words and back; a reference without words is text", async () => {
    page.send({
      type: "snapshot",
      transcript: {
        id: "c",
        turns: [
          answer(
            "One[^1], two[^b], three[^none].\n\n[^1]: The *first*.\n[^b]: The second,\n    on two lines.\n",
          ),
        ],
      },
      draft: "",
      attachments: [],
    });
    await page.until(() => page.root.querySelector(".md-footnote"));
    const references = [...page.root.querySelectorAll<HTMLElement>(".md-footnote-reference")];
    const notes = [...page.root.querySelectorAll(".md-footnote")];
    assert.deepEqual(
      references.map((reference) => reference.textContent),
      ["1", "b"],
    );
    assert.ok(page.find(".markdown p").textContent.includes("three[^none]"));
    assert.deepEqual(
      notes.map((note) => note.querySelector("p")?.textContent.trim()),
      ["The first.", "The second,\non two lines."],
    );
    references[1]?.click();
    assert.ok(notes[1]?.contains(document.activeElement));
    notes[1]?.querySelector("button")?.click();
    assert.equal(document.activeElement, references[1]);
  });

  it("tables are copied as comma-separated values, and no cell becomes a formula of the spreadsheet", async () => {
    page.send({
      type: "snapshot",
      transcript: {
        id: "c",
        turns: [answer('| a | b, "c" |\n|---|---|\n| **1**<br>2 | -5 |\n| =cmd() | @x |\n| -x | +1.5% |\n')],
      },
      draft: "",
      attachments: [],
    });
    await page.until(() => page.root.querySelector("table"));
    page.button("Copy as CSV").click();
    assert.deepEqual(page.posted.at(-1), {
      type: "copy",
      text: 'a,"b, ""c"""\r\n"1\n2",-5\r\n\'=cmd(),\'@x\r\n\'-x,+1.5%',
    });
  });
});
