import assert from "node:assert/strict";
import { importLines } from "../../../src/editor/importLines.ts";

describe("importLines", () => {
  for (const [language, text, expected] of [
    [
      "TypeScript",
      '#!/usr/bin/env node\nimport a, {\n  b,\n} from "a";\nimport "c";\nexport { d } from "d";\nconst e = require("e");\nconst f = 1;\n',
      'import a, {\n  b,\n} from "a";\nimport "c";\nexport { d } from "d";\nconst e = require("e");',
    ],
    [
      "Python",
      '"""A module."""\nimport os\nfrom sea import (\n    tide,\n    moon,\n)\n\nX = 1\n',
      "import os\nfrom sea import (\n    tide,\n    moon,\n)",
    ],
    ["Go", 'package sea\n\nimport (\n\t"fmt"\n)\n\nvar x = 1\n', 'package sea\nimport (\n\t"fmt"\n)'],
    ["Rust", "use std::{\n    fs,\n};\nmod tide;\nfn main() {}\n", "use std::{\n    fs,\n};\nmod tide;"],
    ["C", "#include <stdio.h>\n#define X 1\n", "#include <stdio.h>"],
    ["C#", "using System;\nusing var x = y();\n", "using System;"],
    [
      "Windows line breaks",
      'import a from "a";\r\nimport b from "b";\r\nx();',
      'import a from "a";\nimport b from "b";',
    ],
    ["no language at all", "Dear reader,\nthis is prose.\n", ""],
  ] as const) {
    it(`finds those of ${language}`, () => assert.equal(importLines(text), expected));
  }

  it("looks at the head of a file only, and takes whole lines", () => {
    assert.equal(importLines(`${"x();\n".repeat(300)}import "late";`), "");
    const line = `import "${"x".repeat(91)}";`;
    assert.equal(importLines(`${line}\n`.repeat(100)), Array(40).fill(line).slice(0, 39).join("\n"));
  });
});
