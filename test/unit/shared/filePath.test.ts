import assert from "node:assert/strict";
import { pathComment } from "../../../src/editor/apply/pathComment.ts";
import { asFilePath } from "../../../src/shared/filePath.ts";

describe("asFilePath", () => {
  it("takes what reads as a path within a folder", () => {
    const paths = [
      "a.ts",
      "src/a.test.ts",
      "app/[id]/page.tsx",
      ".github/workflows/ci.yml",
      ".gitignore",
      "Makefile",
    ];
    for (const path of paths) assert.equal(asFilePath(` ${path} `), path);
    assert.equal(asFilePath("./src\\a.ts"), "src/a.ts");
  });

  it("takes nothing that leads out of it, and no prose", () => {
    for (const text of [
      "../a.ts",
      "a/../../b.ts",
      "/etc/passwd.conf",
      "C:\\a.ts",
      "ts",
      "foo()",
      "a b.ts",
      "1.5",
      "...",
      "",
    ])
      assert.equal(asFilePath(text), undefined, text);
  });
});

describe("pathComment", () => {
  it("is a comment that holds a path and nothing else", () => {
    for (const line of [
      "// src/a.ts",
      "# src/a.ts",
      "<!-- src/a.ts -->",
      "/* src/a.ts */",
      "// File: src/a.ts",
      "-- src/a.ts:",
    ])
      assert.equal(pathComment(line), "src/a.ts", line);
    for (const line of ["// see src/a.ts", "src/a.ts", "#!/bin/sh", "// eslint-disable"])
      assert.equal(pathComment(line), undefined, line);
  });
});
