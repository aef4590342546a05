import assert from "node:assert/strict";
import fc from "fast-check";
import { type DiffLine, InlineDiff } from "../../../src/editor/inlineDiff.ts";
import { cut } from "./streams.ts";

const signs = { same: " ", added: "+", removed: "-", ahead: "." };

function shown(lines: readonly DiffLine[]): readonly string[] {
  return lines.map(({ kind, text }) => signs[kind] + text);
}

function without(lines: readonly DiffLine[], kind: DiffLine["kind"]): string {
  return lines.flatMap((line) => (line.kind === kind ? [] : [line.text])).join("\n");
}

function started(old: readonly string[], text: string): readonly string[] {
  const diff = new InlineDiff(old);
  diff.push(text);
  return shown(diff.lines());
}

describe("InlineDiff", () => {
  const sum = [
    "function sum(list) {",
    "  let total = 0;",
    "  for (const item of list) {",
    "    total += item;",
    "  }",
    "}",
  ];

  it("shows the old text while nothing has come", () => {
    assert.deepEqual(shown(new InlineDiff(["a", "b"]).lines()), [".a", ".b"]);
  });

  it("shows what goes before what comes, and what stays once", () => {
    const diff = new InlineDiff(sum);
    diff.push("function sum(list) {\n  return list.reduce((a, b) => a + b, 0);\n}");
    diff.end();
    assert.deepEqual(shown(diff.lines()), [
      " function sum(list) {",
      "-  let total = 0;",
      "-  for (const item of list) {",
      "-    total += item;",
      "-  }",
      "+  return list.reduce((a, b) => a + b, 0);",
      " }",
    ]);
  });

  it("leaves the lines that have not been come to in their place", () => {
    assert.deepEqual(started(sum, "function sum(list) {\n  let total = 0;\n"), [
      " function sum(list) {",
      "   let total = 0;",
      ".  for (const item of list) {",
      ".    total += item;",
      ".  }",
      ".}",
    ]);
  });

  it("shows a line that is being written, unless it may become the old one", () => {
    assert.deepEqual(started(["let a = 1;", "let b = 2;"], "let a = 1;\nlet c"), [
      " let a = 1;",
      "+let c",
      ".let b = 2;",
    ]);
    assert.deepEqual(started(["let a = 1;", "let b = 2;"], "let a = 1;\nlet "), [
      " let a = 1;",
      ".let b = 2;",
    ]);
  });

  it("puts a line in the place of the one it is like", () => {
    assert.deepEqual(started(["let total = 0;", "rest();"], "let total = 1;\n"), [
      "-let total = 0;",
      "+let total = 1;",
      ".rest();",
    ]);
  });

  it("does not jump ahead to a brace", () => {
    assert.deepEqual(started(["first();", "}", "second();", "}"], "other();\n}\n").slice(0, 3), [
      "+other();",
      "+}",
      ".first();",
    ]);
  });

  it("keeps the old text and comes to the new one, however both look and however the new one is cut", () => {
    const line = fc.constantFrom("", "}", "  a();", "  b(1, 2);", "let c = 3;", "return c;", "// a word");
    const lines = fc.array(line, { maxLength: 40 });
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, lines, sizes, (old, fresh, at) => {
        const diff = new InlineDiff(old);
        for (const chunk of cut(fresh.join("\n"), at)) {
          diff.push(chunk);
          assert.equal(without(diff.lines(), "added"), old.join("\n"));
        }
        diff.end();
        const end = diff.lines();
        assert.equal(without(end, "added"), old.join("\n"));
        assert.equal(without(end, "removed"), fresh.join("\n"));
        assert.ok(end.every(({ kind }) => kind !== "ahead"));
      }),
    );
  });

  it("settles what has been the same for long, so that a long text is not compared again and again", () => {
    const old = Array.from({ length: 2000 }, (_, index) => `line(${index});`);
    const fresh = old.map((text, index) => (index % 20 === 0 ? `new(${index});` : text));
    const diff = new InlineDiff(old);
    for (const text of fresh) {
      diff.push(`${text}\n`);
      diff.lines();
    }
    diff.end();
    assert.equal(without(diff.lines(), "removed"), `${fresh.join("\n")}\n`);
  });
});
