import assert from "node:assert/strict";
import { highlightRuns } from "../../../../media/code/grammars.ts";
import { languageOf } from "../../../../media/code/languages.ts";

describe("languageOf", () => {
  for (const [info, name, id] of [
    ["ts", "TypeScript", "typescript"],
    ["TSX", "TSX", "typescriptreact"],
    ["python title=main.py", "Python", "python"],
    ["js{1,3}", "JavaScript", "javascript"],
    ["c++", "C++", "cpp"],
    ["sh", "Shell", "shellscript"],
    ["elvish", "elvish", "elvish"],
    ["", "", "plaintext"],
  ] as const) {
    it(`reads "${info}" as ${id}`, () => {
      const language = languageOf(info);
      assert.deepEqual([language.name, language.id], [name, id]);
    });
  }
});

describe("highlightRuns", () => {
  it("cuts code into runs that add up to it, each under its innermost class", () => {
    const code = "const greet = `hello ${name}`; // done";
    const runs = highlightRuns("typescript", code);
    assert.equal(runs?.map((run) => run.text).join(""), code);
    assert.ok(runs.some(({ text, className }) => text === "${name}" && className === "hljs-subst"));
    assert.ok(runs.some(({ text, className }) => text === "// done" && className === "hljs-comment"));
  });

  it("knows every grammar that a language names", () => {
    for (const spelling of [
      "ts",
      "py",
      "sh",
      "console",
      "toml",
      "html",
      "objc",
      "wasm",
      "vb",
      "gql",
      "make",
    ]) {
      assert.ok(highlightRuns(languageOf(spelling).grammar, "x"), spelling);
    }
  });

  it("leaves what it does not know alone", () => {
    assert.equal(highlightRuns("elvish", "x"), undefined);
  });
});
