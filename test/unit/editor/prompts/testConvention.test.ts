import assert from "node:assert/strict";
import {
  findTestsOf,
  isTest,
  newTestFor,
  sampleTestFor,
  testGlob,
} from "../../../../src/editor/prompts/testConvention.ts";

describe("where a project keeps tests", () => {
  it("knows tests by their names", () => {
    const tests = [
      "a/tides.test.ts",
      "tides_test.go",
      "test_tides.py",
      "TidesTest.java",
      "x_spec.rb",
      "a.spec.tsx",
    ];
    const others = ["tides.ts", "contest.ts", "latest.py", "Contest.java", "testing/tides.go", "test.ts"];
    assert.deepEqual(tests.filter(isTest), tests);
    assert.deepEqual(others.filter(isTest), []);
    assert.ok(isTest("src/__tests__/tides.ts"));
  });

  for (const [source, files, expected] of [
    ["src/tides.ts", ["src/moon.test.ts", "src/tides.test.ts"], "src/tides.test.ts"],
    [
      "src/sea/tides.ts",
      ["test/unit/sea/tides.test.ts", "test/unit/land/tides.test.ts"],
      "test/unit/sea/tides.test.ts",
    ],
    ["src/sea/tides.ts", ["test/tides.spec.js"], "test/tides.spec.js"],
    [
      "src/main/java/sea/Tides.java",
      ["src/test/java/sea/TidesTest.java"],
      "src/test/java/sea/TidesTest.java",
    ],
    ["pkg/tides.py", ["tests/test_tides.py"], "tests/test_tides.py"],
    ["src/sea/index.ts", ["src/land/index.test.ts"], undefined],
    ["src/tides.ts", ["tests/test_tides.py"], undefined],
    [
      "packages/a/src/x.ts",
      ["packages/b/test/x.test.ts", "packages/a/test/x.test.ts"],
      "packages/a/test/x.test.ts",
    ],
  ] as const) {
    it(`finds those of ${source} ${expected === undefined ? "nowhere" : `in ${expected}`}`, () =>
      assert.equal(findTestsOf(source, files), expected));
  }

  for (const [source, files, expected] of [
    ["src/sea/tides.ts", ["src/land/hill.spec.ts"], "src/sea/tides.spec.ts"],
    ["src/sea/Tides.tsx", ["src/land/__tests__/Hill.test.tsx"], "src/sea/__tests__/Tides.test.tsx"],
    [
      "src/sea/tides.ts",
      ["test/unit/land/hill.test.ts", "test/e2e/all.test.ts"],
      "test/unit/sea/tides.test.ts",
    ],
    ["src/sea/tides.ts", ["test/hill.test.ts"], "test/tides.test.ts"],
    [
      "packages/b/src/sea/tides.ts",
      ["packages/a/test/land/hill.test.ts"],
      "packages/b/test/sea/tides.test.ts",
    ],
    ["sea/tides.py", ["tests/test_hill.py"], "tests/test_tides.py"],
    ["sea/tides.go", ["land/hill_test.go"], "sea/tides_test.go"],
    [
      "src/main/java/sea/Tides.java",
      ["src/test/java/land/HillTests.java"],
      "src/test/java/sea/TidesTests.java",
    ],
    ["src/tides.ts", [], "src/tides.test.ts"],
    ["scripts/moon.py", [], "tests/test_moon.py"],
    ["sea/tides.go", [], "sea/tides_test.go"],
    ["src/main/java/sea/Tides.java", [], "src/test/java/sea/TidesTest.java"],
    ["tides.zig", [], "tides_test.zig"],
    ["tides.ts", ["hill.test.ts"], "tides.test.ts"],
  ] as const) {
    it(`puts new ones of ${source} into ${expected}`, () =>
      assert.equal(newTestFor(source, files), expected));
  }

  it("learns from the test that lies closest", () => {
    const files = ["test/land/hill.test.ts", "test/sea/moon.test.ts", "test/sea/moon.ts"];
    assert.equal(sampleTestFor("src/sea/tides.ts", files), "test/sea/moon.test.ts");
  });

  it("looks only among files of the language, whatever its name", () => {
    assert.match(testGlob("a/tides.vue"), /\bts\b/);
    assert.equal(testGlob("a/tides.py"), "**/*.py");
    assert.equal(testGlob("a/tides.c++"), "**/*.c??");
  });
});
