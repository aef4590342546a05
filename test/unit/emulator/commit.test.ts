import assert from "node:assert/strict";
import { commitPrompt } from "../../../src/editor/commit/commitPrompt.ts";
import { commitMessage, wantsCommitMessage } from "../../emulator/answers/commit.ts";

describe("the emulator's commit message", () => {
  it("names the files of the diff and counts their lines", () => {
    const diff = "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1,2 @@\n-old\n+new\n+newer\n";
    const { prompt, systemInstruction } = commitPrompt({
      diff,
      branch: "main",
      untracked: [],
      earlier: [],
      begun: "",
    });
    const request = {
      systemInstruction: { parts: [{ text: systemInstruction }] },
      contents: [{ role: "user", parts: [{ text: prompt }] }],
    };
    assert.ok(wantsCommitMessage(request));
    assert.equal(
      commitMessage(request),
      "Change a.ts\n\nFrom the offline emulator:\n- a.ts: 2 lines added, 1 removed",
    );
    assert.ok(!wantsCommitMessage({ contents: [] }));
  });
});
