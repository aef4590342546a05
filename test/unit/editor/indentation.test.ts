import assert from "node:assert/strict";
import fc from "fast-check";
import { Reindenter, type Layout } from "../../../src/editor/indentation.ts";
import { cut } from "./streams.ts";

const spaces: Layout = { before: "", after: "", insertSpaces: true, tabSize: 4, eol: "\n" };
const tabs: Layout = { ...spaces, insertSpaces: false };

function reindent(text: string, layout: Layout, sizes: readonly number[] = [text.length]): string {
  const reindenter = new Reindenter(layout);
  return cut(text, sizes)
    .map((chunk) => reindenter.push(chunk))
    .concat(reindenter.end())
    .join("");
}

const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly layout: Layout;
  readonly expected: string;
}[] = [
  { name: "one line", text: "a();", layout: spaces, expected: "a();" },
  { name: "nothing", text: "", layout: spaces, expected: "" },
  { name: "blank text", text: " \n\t\n", layout: { ...spaces, after: "x" }, expected: "" },
  {
    name: "lines under the target's indentation",
    text: "if (a) {\n  b();\n}",
    layout: { ...spaces, before: "    " },
    expected: "if (a) {\n      b();\n    }",
  },
  {
    name: "text that is indented itself",
    text: "        if (a) {\n          b();\n        }\n      c();",
    layout: { ...spaces, before: "  " },
    expected: "if (a) {\n    b();\n  }\n  c();",
  },
  {
    name: "blank lines, which stay empty",
    text: "a\n\n  \n\tb",
    layout: { ...spaces, before: "    " },
    expected: "a\n\n\n        b",
  },
  { name: "blank lines at both ends", text: "\n\n  a\n  b\n\n", layout: spaces, expected: "a\nb" },
  {
    name: "a line that the cursor stands in",
    text: " () => {\n  a();\n}",
    layout: { ...spaces, before: "  const f =", after: ";" },
    expected: " () => {\n    a();\n  }",
  },
  {
    name: "a line broken at once",
    text: "\n  a();\n",
    layout: { ...spaces, before: "  {", after: "}" },
    expected: "\n    a();\n  ",
  },
  {
    name: "whole lines before code that follows",
    text: "a();\nb();",
    layout: { ...spaces, before: "  ", after: "c();" },
    expected: "a();\n  b();\n  ",
  },
  {
    name: "part of a line before code",
    text: "await ",
    layout: { ...spaces, after: "a();" },
    expected: "await ",
  },
  {
    name: "a line of its own before code",
    text: "a();\n",
    layout: { ...spaces, before: "\t", after: "b();" },
    expected: "a();\n\t",
  },
  {
    name: "tabs in a document of spaces",
    text: "a\n\tb\n\t\tc",
    layout: spaces,
    expected: "a\n    b\n        c",
  },
  {
    name: "mixed blanks in a document of spaces",
    text: "a\n \t b",
    layout: spaces,
    expected: "a\n     b",
  },
  {
    name: "tabs in a document of tabs",
    text: "\ta\n\t\tb\n\tc",
    layout: { ...tabs, before: "\t" },
    expected: "a\n\t\tb\n\tc",
  },
  {
    name: "two spaces in a document of tabs",
    text: "a\n  b\n    c\n   d",
    layout: tabs,
    expected: "a\n\tb\n\t\tc\n\t d",
  },
  {
    name: "four spaces in a document of tabs",
    text: "a\n    b\n        c",
    layout: tabs,
    expected: "a\n\tb\n\t\tc",
  },
  {
    name: "a comment's single space in a document of tabs",
    text: "/**\n * a\n */\nb {\n  c\n}",
    layout: tabs,
    expected: "/**\n * a\n */\nb {\n\tc\n}",
  },
  {
    name: "line breaks of every kind",
    text: "a\nb\r\nc\rd\r\n\r\ne",
    layout: spaces,
    expected: "a\nb\nc\nd\n\ne",
  },
  {
    name: "a document of CRLF",
    text: "a\nb\r\n\r\n  c",
    layout: { ...spaces, before: "  ", eol: "\r\n" },
    expected: "a\r\n  b\r\n\r\n    c",
  },
  { name: "spaces at the end of a line", text: "a  \nb", layout: spaces, expected: "a  \nb" },
];

describe("Reindenter", () => {
  for (const { name, text, layout, expected } of cases) {
    it(`handles ${name}`, () => assert.equal(reindent(text, layout), expected));

    it(`handles ${name}, one character at a time`, () => assert.equal(reindent(text, layout, [1]), expected));
  }

  const layouts = fc.record({
    before: fc.constantFrom("", "  ", "\t", "    a = "),
    after: fc.constantFrom("", "  ", "b"),
    insertSpaces: fc.boolean(),
    tabSize: fc.constantFrom(2, 4, 8),
    eol: fc.constantFrom("\n" as const, "\r\n" as const),
  });

  it("gives the same output for every cut", () => {
    const piece = fc.constantFrom("\n", "\r\n", "\r", " ", "  ", "    ", "\t", "a", "{", "\u00a0");
    const sizes = fc.array(fc.nat({ max: 5 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), sizes, layouts, (pieces, cuts, layout) => {
        const text = pieces.join("");
        assert.equal(reindent(text, layout, cuts), reindent(text, layout));
      }),
      { numRuns: 2000 },
    );
  });

  it("changes nothing but blanks and line breaks", () => {
    const piece = fc.constantFrom("\n", "\r\n", " ", "\t", "a", "b c", "}");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), layouts, (pieces, layout) => {
        const text = pieces.join("");
        assert.equal(reindent(text, layout).replace(/\s/g, ""), text.replace(/\s/g, ""));
      }),
    );
  });

  it("writes no line break but the document's, and no blanks on empty lines", () => {
    const piece = fc.constantFrom("\n", "\r\n", "\r", " ", "\t", "a");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), layouts, (pieces, layout) => {
        const lines = reindent(pieces.join(""), layout).split(layout.eol);
        assert.ok(lines.every((line) => !/[\r\n]/.test(line)));
        assert.ok(lines.slice(1, -1).every((line) => line === "" || line.trim() !== ""));
      }),
    );
  });

  it("lets text through within its line", () => {
    const reindenter = new Reindenter({ ...spaces, before: "  " });
    assert.equal(reindenter.push("  const"), "const");
    assert.equal(reindenter.push(" a;\n"), " a;");
    assert.equal(reindenter.push("    b"), "\n    b");
  });
});
