import assert from "node:assert/strict";
import { lex } from "../../../../media/markdown/lex.ts";

/** Levels that were read, and what the innermost of them says. */
function read(text: string): { readonly levels: number; readonly rest: string } {
  type Node = {
    readonly type: string;
    readonly raw: string;
    readonly tokens?: Node[];
    readonly items?: Node[];
  };
  let node = lex(text)[0] as Node | undefined;
  let levels = 0;
  while (node && (node.type === "list" || node.type === "blockquote")) {
    levels += 1;
    node = (node.items?.[0] ?? node).tokens?.findLast(({ type }) => type !== "space");
  }
  return { levels, rest: node?.raw ?? "" };
}

describe("Lists and quotes within each other", () => {
  it("are read as deep as anybody writes them", () => {
    assert.deepEqual(read(`${"> ".repeat(20)}words`), { levels: 20, rest: "words" });
    assert.deepEqual(read(`${"- ".repeat(20)}words`), { levels: 20, rest: "words" });
  });

  it("are text further in, where each level would cost as much as all of it", () => {
    const quotes = read(`${"> ".repeat(5_000)}words`);
    assert.equal(quotes.levels, 30);
    assert.ok(quotes.rest.endsWith("> words"));
    assert.equal(read(`${"- ".repeat(500)}words`).levels, 30);
  });

  it("are text earlier where they are long: all levels together are bounded", () => {
    const steps = (count: number) =>
      Array.from({ length: count }, (_, n) => `${"  ".repeat(n)}- item`).join("\n");
    assert.equal(read(steps(20)).levels, 20);
    const { levels, rest } = read(steps(178));
    assert.ok(levels > 3 && levels < 8, `${levels} levels`);
    assert.equal(rest.split("- item").length - 1 + levels, 178);
  });
});
