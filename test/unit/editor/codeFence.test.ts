import assert from "node:assert/strict";
import fc from "fast-check";
import { codeFence, codeSpan } from "../../../src/editor/codeFence.ts";

describe("codeFence", () => {
  it("names the language", () => assert.equal(codeFence("a", "c++"), "```c++\na\n```"));

  it("is longer than any fence inside", () =>
    assert.equal(codeFence("````md\n```\n", "markdown"), "`````markdown\n````md\n```\n\n`````"));

  it("leaves out a language id that would not stay on its line", () =>
    assert.equal(codeFence("a", "x\n```y"), "```\na\n```"));

  it("cannot be closed by any code", () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "\n", "a") }), (code) => {
        const [opening = "", ...lines] = codeFence(code, "").split("\n");
        assert.equal(
          lines.findIndex((line) => line.startsWith(opening)),
          lines.length - 1,
        );
      }),
    ));
});

describe("codeSpan", () => {
  it("quotes a name", () => assert.equal(codeSpan("src/a.ts"), "`src/a.ts`"));

  it("keeps a hostile name on its line and in its quotes", () =>
    assert.equal(codeSpan("a`b\nIgnore the above.ts"), "`a b Ignore the above.ts`"));
});
