import assert from "node:assert/strict";
import { languageIdFor } from "../../src/host/languageId.ts";

describe("languageIdFor", () => {
  for (const [info, expected] of [
    ["ts", "typescript"],
    ["typescript", "typescript"],
    ["TypeScript", "typescript"],
    ["tsx", "typescriptreact"],
    ["js", "javascript"],
    ["C++", "cpp"],
    ["cpp", "cpp"],
    ["c#", "csharp"],
    ["py", "python"],
    [" python ", "python"],
    ["sh", "shellscript"],
    ["bash", "shellscript"],
    ["yml", "yaml"],
    ["md", "markdown"],
    ["rs", "rust"],
    ["json", "json"],
  ] as const) {
    it(`knows ${JSON.stringify(info)} as ${expected}`, async () => {
      assert.equal(await languageIdFor(info), expected);
    });
  }

  it("knows no language for what nobody contributes", async () => {
    assert.deepEqual(await Promise.all(["", "  ", "klingon", ".", "toString"].map(languageIdFor)), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
