import assert from "node:assert/strict";
import { declaredName, isElision, isImport } from "../../../../src/editor/apply/declaration.ts";

describe("declaredName", () => {
  it("is told by the line, in many languages", () => {
    const lines: Readonly<Record<string, string | undefined>> = {
      "export async function* read(file) {": "read",
      "export default class Quay extends Place {": "Quay",
      "const pattern = /x/;": "pattern",
      "export const enum Kind {": "Kind",
      "  private static async load<T>(url: string): Promise<T> {": "load",
      "#next(): void {": "#next",
      "get size() {": "size",
      "def __init__(self, berths):": "__init__",
      "async def main():": "main",
      "func (q *Quay) Moor(ship string) {": "Moor",
      "pub(crate) fn moor<'a>(ship: &'a str) -> usize {": "moor",
      "public static int count(int[] items, int n)": "count",
      "std::vector<int> free(const Quay& quay)": "free",
      '"scripts": {': "scripts",
      "timeout-minutes: 10": "timeout-minutes",
      ".berth > a:hover {": ".berth > a:hover",
      "## Use": "## Use",
      "CREATE TABLE IF NOT EXISTS ships (": "ships",
      "if (a) {": undefined,
      "return count(a);": undefined,
      "moor(ship);": undefined,
      "print(ship)": undefined,
      "}": undefined,
      "a => b": undefined,
      "x == y": undefined,
    };
    for (const [line, name] of Object.entries(lines)) assert.equal(declaredName(line), name, line);
  });
});

describe("isElision", () => {
  it("is a comment that stands for what it leaves out", () => {
    for (const line of [
      "// ...",
      "  // ... existing code ...",
      "# … rest of the class",
      "/* ... */",
      "<!-- existing code -->",
      "{/* ... */}",
      "// rest of the code remains the same",
      "// Other methods stay unchanged",
      "-- ... other columns",
      "…",
    ])
      assert.ok(isElision(line), line);
  });

  it("is not code, nor what a comment says otherwise", () => {
    for (const line of [
      "...",
      "...options,",
      "  ...(a && b),",
      "// The same as above, but faster",
      "# Reads a file",
      "x // ...",
    ])
      assert.ok(!isElision(line), line);
  });
});

describe("isImport", () => {
  it("knows how languages bring something in", () => {
    for (const line of [
      "import a from 'b';",
      "from os import path",
      "use std::io;",
      "using System;",
      "#include <a.h>",
      "const a = require('a');",
    ])
      assert.ok(isImport(line), line);
    assert.ok(!isImport("important();"));
    assert.ok(!isImport("use(x)"));
  });
});
