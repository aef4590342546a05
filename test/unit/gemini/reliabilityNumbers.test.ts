import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const unitTests = path.resolve(import.meta.dirname, "..");

/** The known ways to fail that are this client's; those between 28 and 36 are of uploads. */
const numbers = [...Array.from({ length: 28 }, (_, index) => index + 1), 36, 37, 38];

describe("reliability", () => {
  it("has a test for each known way to fail, by its number", () => {
    const sources = readdirSync(unitTests, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => readFileSync(path.join(unitTests, name), "utf8"));
    const titles = sources.flatMap((source) => [...source.matchAll(/\bit\(\s*["`]R(\d+) /g)]);
    const tested = new Set(titles.map(([, number]) => Number(number)));
    assert.deepEqual(
      numbers.filter((number) => !tested.has(number)),
      [],
    );
  });
});
