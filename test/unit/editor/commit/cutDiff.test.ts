import assert from "node:assert/strict";
import fc from "fast-check";
import { cutDiff } from "../../../../src/editor/commit/cutDiff.ts";

const file = (path: string, lines: number) =>
  `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n@@ -0,0 +1,${lines} @@\n${"+some new line\n".repeat(lines)}`;

describe("cutDiff", () => {
  it("leaves a diff that fits as it is", () => {
    const diff = file("a.ts", 3) + file("b.ts", 4);
    assert.deepEqual(cutDiff(diff, 10_000), { text: diff, cut: 0, files: 2 });
  });

  it("takes from the large files and says how much", () => {
    const small = file("small.ts", 3);
    const { text, cut, files } = cutDiff(file("large.ts", 1000) + small, 2000);
    assert.equal(files, 2);
    assert.equal(cut, 1);
    assert.ok(text.endsWith(small), "the small one is whole");
    const kept = text.match(/^\+some new line$/gm)?.length ?? 0;
    const [, left] = /^\[(\d+) more lines of this file are left out\]$/m.exec(text) ?? [];
    assert.equal(kept + Number(left), 1003);
    assert.ok(text.length < 2100);
  });

  it("says of what tools have made little more than that it has changed", () => {
    const { text, cut } = cutDiff(file("package-lock.json", 1000) + file("a.ts", 5), 1_000_000);
    assert.equal(cut, 1);
    assert.match(text, /\+\+\+ b\/package-lock\.json/);
    assert.ok(text.length < 1500);
  });

  it("names every file, however little room there is, and never goes far beyond it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 20_000 }),
        (sizes, limit) => {
          const { text, files } = cutDiff(
            sizes.map((lines, index) => file(`f${index}.ts`, lines)).join(""),
            limit,
          );
          assert.equal(files, sizes.length);
          sizes.forEach((_, index) => assert.ok(text.includes(`+++ b/f${index}.ts\n`)));
          assert.ok(text.length <= limit + sizes.length * 200, `${text.length} for ${limit}`);
        },
      ),
    );
  });
});
