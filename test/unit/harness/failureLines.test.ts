import assert from "node:assert/strict";
import { failureLines } from "../../host/failureLines.ts";

describe("failureLines", () => {
  it("are mocha's list of failures, without what is empty", () => {
    const lines = [
      "│   ✔ passes",
      "│     1) fails",
      "│ ",
      "│   1 passing (2s)",
      "│   1 failing",
      "│ ",
      "│   1) a suite",
      "│        fails:",
      "│      Error: no",
      "",
      "Exit code:   1",
    ];
    assert.deepEqual(failureLines(lines), [
      "│   1 failing",
      "│   1) a suite",
      "│        fails:",
      "│      Error: no",
      "Exit code:   1",
    ]);
  });

  it("are the last lines of what has no such list", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    assert.deepEqual([failureLines(lines).at(0), failureLines(lines).at(-1)], ["line 75", "line 99"]);
  });

  it("end somewhere", () => {
    const lines = ["  300 failing", ...Array.from({ length: 1000 }, (_, index) => `line ${index}`)];
    assert.equal(failureLines(lines).length, 80);
  });
});
