import fc from "fast-check";

/** Pieces of Markdown whose joints are where streamed rendering goes wrong. */
const fragments = [
  "plain text",
  "a **bold** and *soft* word",
  "**unclosed bold",
  "`code` and ``co`de``",
  "[link](https://example.org/a?b=1&c=2)",
  "[late] and [late][late]",
  "[late]: https://example.org/late 'title'",
  "![picture](https://example.org/p.png)",
  "https://example.org and www.example.org",
  "at [01:23] and **[00:05 – 00:12]**",
  "[00:05]: Silence",
  "[1:02:03](https://example.org) [00:0",
  "# Title",
  "## Another #",
  "===",
  "---",
  "***",
  "- item",
  "- [x] done",
  "* other bullet",
  "  - nested",
  "  continued",
  "1. first",
  "2. second",
  "7) seven",
  "> quote",
  "> - list in quote",
  "> ```",
  "```ts",
  "```",
  "````",
  "~~~",
  "  ```js",
  "const x = `1`;",
  "    indented code",
  "\tindented by tab",
  "| a | b |",
  "|---|:-:|",
  "| 1 | 2 |",
  "| only one |",
  "| a | b |\n|---|:-:|\n| 1 | **2** |\n| 3 |",
  "- one\n- two\n- three",
  "1. one\n\n2. two\n3. three",
  "<div>",
  "</div>",
  "a <br> b <script>alert(1)</script>",
  "<!-- comment",
  "-->",
  "&amp; &lt; &copy; &#35;",
  "\\*escaped\\*",
  "$a_1 + b$ costs $5 or $6",
  "$$\nx_1\n- y\n$$",
  "$$",
  "\\[ z \\]",
  "\\(q\\) and $$r$$",
  "> [!NOTE]",
  "> [!warning]\n> Careful.",
  "see[^1] and [^2]",
  "[^1]: A **note**.",
  "日本語 👩‍💻 שלום",
  "",
  "   ",
] as const;

const separators = ["\n", "\n", "\n\n", "\n\n\n", "\r\n", " ", ""] as const;

export const markdownDocument: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...fragments), fc.constantFrom(...separators)), { maxLength: 24 })
  .map((pairs) => pairs.map((pair) => pair.join("")).join(""));

/** A document and the pieces it arrives in. */
export const streamedDocument: fc.Arbitrary<{ readonly text: string; readonly pieces: readonly string[] }> =
  markdownDocument.chain((text) =>
    fc
      .uniqueArray(fc.nat({ max: text.length }), { maxLength: 40 })
      .map((cuts) => [0, ...cuts.sort((a, b) => a - b), text.length])
      .map((cuts) => ({ text, pieces: cuts.slice(1).map((cut, index) => text.slice(cuts[index], cut)) })),
  );
