import assert from "node:assert/strict";
import fc from "fast-check";
import { streamedDocument } from "../support/markdownCorpus.ts";
import { markdownViews } from "../support/markdownViews.ts";

describe("times in Markdown", () => {
  const newView = markdownViews();

  function render(pieces: readonly string[], timestamps = true): HTMLElement {
    const root = document.createElement("div");
    const view = newView(root, {}, { timestamps });
    let written = "";
    for (const piece of pieces) {
      written += piece;
      view.update(written, false);
    }
    view.update(written, true);
    return root;
  }
  const starts = (text: string) =>
    [...render([text]).querySelectorAll(".timestamp")].map((button) =>
      Number(button.getAttribute("data-start")),
    );

  for (const [text, expected] of [
    ["[01:23]", [83]],
    ["[1:02:03]", [3723]],
    ["[00:05-00:12] and [00:05 – 00:12] and [0:05—0:12]", [5, 5, 5]],
    ["[00:01.5]", [1.5]],
    ["[75:00]", [4500]],
    ["- [00:01] one\n- **[00:02]** two\n\n## [00:03] three\n\n> [00:04]\n", [1, 2, 3, 4]],
    ["| a |\n|---|\n| [00:05] |\n", [5]],
    ["[00:01][00:02]", [1, 2]],
  ] as const) {
    it(`are buttons in ${JSON.stringify(text)}`, () => assert.deepEqual(starts(text), expected));
  }

  for (const text of [
    "01:23",
    "[1:2]",
    "[01:75]",
    "[a 01:23]",
    "[12345:00]",
    "`[01:23]`",
    "```\n[01:23]\n```",
    "[01:23](https://example.org)",
    "[see [01:23] there](https://example.org)",
    "![01:23](https://example.org/a.png)",
    "- [ ] to do",
  ]) {
    it(`are not found in ${JSON.stringify(text)}`, () => assert.deepEqual(starts(text), []));
  }

  it("lose nothing of the text", () => {
    const text = "Before [01:23] between &amp; [00:05-00:12] after.";
    assert.equal(render([text]).textContent, "Before [01:23] between & [00:05-00:12] after.");
    assert.equal(render([text], false).innerHTML.includes("button"), false);
  });

  it("are no definitions of links, which would take the word behind them away", () => {
    for (const timestamps of [true, false]) {
      const root = render(["[00:05]: Silence\n\n[00:05 - 00:12]: Music\n\nAt [00:05] so.\n"], timestamps);
      assert.equal(root.textContent, "[00:05]: Silence[00:05 - 00:12]: MusicAt [00:05] so.");
    }
    assert.equal(
      render(["[a]: https://example.org/\n\n[a]\n"]).querySelector("a")?.title,
      "https://example.org/",
    );
  });

  it("end as they would in the whole text, wherever it was cut", () => {
    const text =
      "At [01:23] **and [00:05 – 00:12]**:\n\n- [1:02:03] x\n- [00:09]\n\n[00:05]: Silence\n\n| [00:01] |\n|---|\n| [00:02] |\n| [00:03] |\n| [00:04] |\n";
    const whole = render([text]).innerHTML;
    assert.equal(render([text]).querySelectorAll(".timestamp").length, 9);
    assert.equal(render(Array.from(text)).innerHTML, whole);
    for (let cut = 1; cut < text.length; cut += 1) {
      assert.equal(render([text.slice(0, cut), text.slice(cut)]).innerHTML, whole, text.slice(0, cut));
    }
  });

  it("end as they would in any whole text", () => {
    fc.assert(
      fc.property(streamedDocument, ({ text, pieces }) =>
        assert.equal(render(pieces).innerHTML, render([text]).innerHTML),
      ),
      { numRuns: 100 },
    );
  });
});
