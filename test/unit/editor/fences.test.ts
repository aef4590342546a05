import assert from "node:assert/strict";
import fc from "fast-check";
import { FenceStripper, codeOnly } from "../../../src/editor/fences.ts";
import { collect, cut, streamOf } from "./streams.ts";

function strip(text: string, languageId = "typescript", sizes: readonly number[] = [text.length]): string {
  const stripper = new FenceStripper(languageId);
  return cut(text, sizes)
    .map((chunk) => stripper.push(chunk))
    .concat(stripper.end())
    .join("");
}

/** What each answer must come to, whatever its cut. */
const answers: readonly {
  readonly name: string;
  readonly answer: string;
  readonly code: string;
  readonly languageId?: string;
}[] = [
  { name: "an unfenced answer", answer: "const a = 1;\nuse(a);\n", code: "const a = 1;\nuse(a);\n" },
  { name: "an empty answer", answer: "", code: "" },
  { name: "a fenced answer", answer: "```\na\nb\n```\n", code: "a\nb" },
  { name: "an info string", answer: '```ts title="a.ts" {1,3}\na\n```', code: "a" },
  { name: "tildes", answer: "~~~python\na\n~~~", code: "a" },
  { name: "blank lines before the fence", answer: "\n\n```\na\n```", code: "a" },
  { name: "blank lines inside", answer: "```\n\na\n\n\nb\n\n```", code: "\na\n\n\nb\n" },
  {
    name: "prose before and after",
    answer:
      "Sure! Here's the `parse({})` function:\n\n```ts\nparse();\n```\n\nIt parses.\n```ts\nmore();\n```\n",
    code: "parse();",
  },
  { name: "a heading and a list before", answer: "## Code\n\n1. First\n* Second\n\n```\na\n```", code: "a" },
  {
    name: "a list item's fence",
    answer: "- Item:\n   ```js\n   a {\n     b\n   }\n   ```\n",
    code: "a {\n  b\n}",
  },
  { name: "a fence indented by tabs", answer: "\t```\n\ta\n\t\tb\nc\n\t```", code: "a\n\tb\nc" },
  { name: "a longer fence around a shorter", answer: "````md\n```\na\n```\n````\n", code: "```\na\n```" },
  { name: "tildes around backticks", answer: "~~~\n```js\na\n```\n~~~\n", code: "```js\na\n```" },
  {
    name: "an equal fence told by its info string",
    answer: "```\n/**\n```js\na\n```\n*/\n```\n",
    code: "/**\n```js\na\n```\n*/",
  },
  {
    name: "a fence deep inside the code",
    answer: "```\n/**\n *     x\n     ```\n     y\n*/\n```",
    code: "/**\n *     x\n     ```\n     y\n*/",
  },
  { name: "backticks in the code", answer: "```\n`a`\n``b``\n```c```\n```", code: "`a`\n``b``\n```c```" },
  {
    name: "code that only starts like a fence",
    answer: "```call()``` is code",
    code: "```call()``` is code",
  },
  { name: "an unfinished block", answer: "```\na\nb", code: "a\nb" },
  { name: "a block cut in its closing fence", answer: "```\na\n``", code: "a\n``" },
  { name: "an opening fence and nothing else", answer: "Here:\n```ts", code: "" },
  { name: "CRLF", answer: "Here:\r\n\r\n```ts\r\na\r\nb\r\n```\r\nDone.\r\n", code: "a\r\nb" },
  { name: "a lone carriage return in the code", answer: "```\na\rb\r\n```", code: "a\rb" },
  { name: "spaces after the closing fence", answer: "```\na\n```  \nb", code: "a" },
  { name: "prose alone", answer: "I cannot do that.\n", code: "I cannot do that.\n" },
  { name: "code without code's signs", answer: "import os\nimport sys\n", code: "import os\nimport sys\n" },
  {
    name: "a fence too far from the start",
    answer: `${"A sentence that goes on.\n".repeat(60)}\`\`\`\na\n\`\`\`\n`,
    code: `${"A sentence that goes on.\n".repeat(60)}\`\`\`\na\n\`\`\`\n`,
  },
  {
    name: "prose and a fence written into Markdown",
    answer: "Some words:\n\n```js\na\n```\n\nMore.\n",
    code: "Some words:\n\n```js\na\n```\n\nMore.\n",
    languageId: "markdown",
  },
  {
    name: "a code block written into Markdown",
    answer: "```js\na\n```\n",
    code: "```js\na\n```\n",
    languageId: "markdown",
  },
  {
    name: "Markdown wrapped in a fence",
    answer: "```markdown\n# Title\n\n```js\na\n```\n\nMore.\n```\n",
    code: "# Title\n\n```js\na\n```\n\nMore.",
    languageId: "markdown",
  },
  {
    name: "prose for a text file",
    answer: "Dear all,\nwelcome.\n",
    code: "Dear all,\nwelcome.\n",
    languageId: "plaintext",
  },
  {
    name: "fenced prose for a text file",
    answer: "```\nDear all\n```",
    code: "Dear all",
    languageId: "plaintext",
  },
];

describe("FenceStripper", () => {
  for (const { name, answer, code, languageId } of answers) {
    it(`handles ${name}`, () => assert.equal(strip(answer, languageId), code));

    it(`handles ${name}, one character at a time`, () => assert.equal(strip(answer, languageId, [1]), code));

    it(`handles ${name}, cut in two anywhere`, () => {
      for (let at = 0; at <= answer.length; at++) {
        assert.equal(strip(answer, languageId, [at, answer.length - at]), code, `cut at ${at}`);
      }
    });
  }

  it("gives the same output for every cut of any text", () => {
    const piece = fc.constantFrom(
      "```",
      "~~~",
      "`",
      "~",
      "\n",
      "\r\n",
      "\r",
      "ts",
      " ",
      "    ",
      "\t",
      "\u00a0",
      "a = b;",
      "Here:",
      "#",
      "{",
      "`x`",
      "é",
    );
    const sizes = fc.array(fc.nat({ max: 7 }), { minLength: 1 });
    const language = fc.constantFrom("typescript", "markdown", "plaintext");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), sizes, language, (pieces, cuts, languageId) => {
        const text = pieces.join("");
        assert.equal(strip(text, languageId, cuts), strip(text, languageId));
      }),
      { numRuns: 2000 },
    );
  });

  it("lets code through within its line", () => {
    const stripper = new FenceStripper("typescript");
    assert.equal(stripper.push("```ts\nconst a"), "const a");
    assert.equal(stripper.push(" = 1;\n"), " = 1;");
    assert.equal(stripper.push("b"), "\nb");
  });

  it("lets unfenced code through as soon as it looks like code", () => {
    const stripper = new FenceStripper("typescript");
    assert.equal(stripper.push("export const a"), "");
    assert.equal(stripper.push(" ="), "export const a =");
    assert.equal(stripper.push(" 1"), " 1");
  });

  it("holds back only so much prose", () => {
    const stripper = new FenceStripper("typescript");
    const prose = "words and words ".repeat(64);
    assert.equal(stripper.push(prose), "");
    assert.equal(stripper.push("more"), `${prose}more`);
  });
});

describe("codeOnly", () => {
  it("yields the code of a stream, and nothing empty", async () => {
    const yielded = await collect(
      codeOnly(streamOf("Here:\n", "```", "ts\n", "a\n", "b", "\n`", "``\nBye."), "typescript"),
    );
    assert.deepEqual(yielded, ["a", "\nb"]);
  });

  it("yields what was held back until the end", async () => {
    assert.deepEqual(await collect(codeOnly(streamOf("pa", "ss"), "python")), ["pass"]);
  });

  it("ends the stream it reads when it is left", async () => {
    let ended = false;
    async function* chunks(): AsyncGenerator<string> {
      try {
        yield "a = 1\n";
        yield "b = 2\n";
      } finally {
        ended = true;
        await Promise.resolve();
      }
    }
    for await (const code of codeOnly(chunks(), "python")) {
      assert.equal(code, "a = 1\n");
      break;
    }
    assert.ok(ended);
  });
});
