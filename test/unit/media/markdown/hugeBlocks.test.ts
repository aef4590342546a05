import assert from "node:assert/strict";
import { BlockStream } from "../../../../media/markdown/blockStream.ts";
import type { AnswerToken } from "../../../../media/markdown/extraTokens.ts";
import type { MarkdownView } from "../../../../media/markdown/markdownView.ts";
import { until } from "../../until.ts";
import { markdownViews } from "../support/markdownViews.ts";
import { readBlocks } from "../support/readBlocks.ts";

const huge: Readonly<Record<string, string>> = {
  "a paragraph": `Begin.\n\n${"words of *a* paragraph ".repeat(3_000)}\nand more\n\nEnd *here*.\n`,
  "lines without end": `${"a line of words\n".repeat(4_000)}\n# End\n`,
  "an item": `- one\n- ${"b\n  ".repeat(20_000)}\n\nEnd.\n`,
  "a quote": `${"> quoted\n".repeat(6_000)}\nEnd.\n`,
  "a row": `| a |\n|---|\n| 1 |\n| ${"x".repeat(40_000)} |\n\nEnd.\n`,
  surrogates: `${"👩‍💻".repeat(9_000)}\n\nEnd.\n`,
};

function read(text: string, length: number): readonly AnswerToken[] {
  const stream = new BlockStream();
  const settled: AnswerToken[] = [];
  for (let at = 0; at < text.length; at += length) {
    settled.push(...stream.append(text.slice(at, at + length)).settled);
  }
  return [...settled, ...stream.finish()];
}

const shown = (tokens: readonly AnswerToken[]) =>
  tokens.map((token) => (token.type === "html" ? { html: token.raw } : { type: token.type }));

describe("A block that is too long to be read", () => {
  for (const [name, text] of Object.entries(huge)) {
    it(`comes as text, the same wherever it was cut: ${name}`, () => {
      const whole = shown(read(text, 16_000));
      for (const length of [997, 5_000, text.length]) {
        assert.deepEqual(shown(read(text, length)), whole);
      }
      const pieces = whole.flatMap((block) => ("html" in block ? [block.html] : []));
      assert.ok(pieces.length > 1 && pieces.every((piece) => piece.length <= 16_000));
      assert.ok(text.includes(pieces.join("")));
      assert.ok(pieces.every((piece) => piece.isWellFormed()));
      assert.notEqual(read(text, 16_000).at(-1)?.type, "html");
    });
  }

  it("may be code, or have many children", () => {
    const code = `\`\`\`js\n${"const a = 1;\n".repeat(5_000)}\`\`\`\n`;
    const list = "- an item of the list\n".repeat(5_000);
    const table = `| a |\n|---|\n${"| cell |\n".repeat(5_000)}`;
    for (const text of [code, list, table]) {
      assert.deepEqual(
        read(text, 700).map(({ type }) => type),
        readBlocks(text).map(({ type }) => type),
      );
    }
  });

  it("may be shorter where it is nothing but signs, each of which is looked at with what follows it", () => {
    for (const [sign, units] of [
      ["[", 3_100],
      ["*a **b ", 8_000],
      ["`` ` ", 6_000],
    ] as const) {
      const text = sign.repeat(units / sign.length);
      const kinds = (length: number) => read(`${text}\n\nEnd.\n`, length).map(({ type }) => type);
      for (const length of [97, 700, 16_000]) {
        assert.deepEqual(kinds(length), ["html", "paragraph"], sign);
      }
      const half = `${text.slice(0, units / 3)}\n\nEnd.\n`;
      assert.deepEqual(
        read(half, 700).map(({ type }) => type),
        readBlocks(half).map(({ type }) => type),
      );
    }
  });
});

describe("A long text", () => {
  const newView = markdownViews();

  const text = Array.from({ length: 3_000 }, (_, index) => `Paragraph ${index} of it.\n\n`).join("");
  const task = () => new Promise((resolve) => setTimeout(resolve));

  function show(update: (view: MarkdownView) => void) {
    const root = document.createElement("div");
    const view = newView(root);
    update(view);
    return { root, view, count: () => root.querySelectorAll("p").length };
  }

  it("is shown in several tasks, between which the page answers", async () => {
    const { count } = show((view) => view.update(text, true));
    const counts = [count()];
    while (count() < 3_000) {
      await task();
      counts.push(count());
    }
    assert.ok(counts.length >= text.length / 16_000);
    assert.ok(counts.every((number, index) => number - (counts[index - 1] ?? 0) < 800));
  });

  it("is the whole text at the end, though it went on and ended meanwhile", async () => {
    const { root, view, count } = show((shown) => shown.update(text.slice(0, 40_000), false));
    view.update(text, false);
    view.update(`${text}[late] and [late].\n\n[late]: https://example.org\n`, true);
    await until(() => root.querySelector("a"));
    assert.equal(count(), 3_001);
    assert.equal(root.querySelectorAll("a").length, 2);
    assert.equal(root.querySelector("p")?.textContent, "Paragraph 0 of it.");
  });

  it("is not read any further when its place is gone", async () => {
    const { view, count } = show((shown) => shown.update(text, true));
    view.close();
    const before = count();
    await task();
    await task();
    assert.equal(count(), before);
  });
});
