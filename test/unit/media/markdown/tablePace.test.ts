import assert from "node:assert/strict";
import type { OpenBlock } from "../../../../media/markdown/blockStream.ts";
import { lex } from "../../../../media/markdown/lex.ts";
import { TablePace } from "../../../../media/markdown/tablePace.ts";

function table(rows: number): readonly OpenBlock[] {
  const [token] = lex(`| a |\n| --- |\n${"| x |\n".repeat(rows)}`);
  return token ? [{ token, settled: 0 }] : [];
}

describe("The pace of a table that is written", () => {
  it("is that of the text while laying it out costs little", () => {
    const pace = new TablePace();
    assert.deepEqual(
      [0, 1, 1, 2].map((now) => pace.wait(table(200), now)),
      [0, 0, 0, 0],
    );
  });

  it("slows down with its length, and says how long to wait", () => {
    const pace = new TablePace();
    const [long, longer] = [table(640), table(1280)];
    assert.equal(pace.wait(long, 1_000), 0);
    assert.ok(Math.abs(pace.wait(long, 1_050) - 100 / 3) < 0.1);
    assert.equal(pace.wait(long, 1_084), 0);
    assert.equal(pace.wait(longer, 1_200), 0);
    assert.ok(Math.abs(pace.wait(longer, 1_250) - 350 / 3) < 0.1);
  });

  it("holds nothing else up", () => {
    const pace = new TablePace();
    const [token] = lex("words");
    assert.equal(pace.wait(table(640), 0), 0);
    assert.equal(pace.wait(token ? [{ token, settled: 0 }] : [], 1), 0);
    assert.equal(pace.wait([], 1), 0);
    assert.equal(pace.wait([...table(640), ...(token ? [{ token, settled: 0 }] : [])], 1), 0);
  });

  it("shows what has come at once in steps, and a table that follows from its beginning", () => {
    const pace = new TablePace();
    const rows = (open: readonly OpenBlock[]) =>
      pace.take(open).map(({ token, settled }) => [token.type === "table" && token.rows.length, settled]);
    const [block] = table(600);
    const settled = block ? [{ ...block, settled: 599 }] : [];
    assert.deepEqual([rows(settled), rows(settled)], [[[256, 0]], [[512, 256]]]);
    assert.equal(pace.take(settled), settled, "all of it");
    assert.equal(pace.take(settled), settled);
    assert.deepEqual(rows(table(10)), [[10, 0]]);
    assert.deepEqual(rows(table(600)), [[266, 0]]);
    const [words] = lex("words");
    pace.take(words ? [{ token: words, settled: 0 }] : []);
    assert.deepEqual(rows(table(600)), [[256, 0]]);
  });
});
