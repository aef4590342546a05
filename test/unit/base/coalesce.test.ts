import assert from "node:assert/strict";
import { mock } from "node:test";
import { Coalescer } from "../../../src/base/coalesce.ts";

describe("Coalescer", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  function collect() {
    const delivered: (readonly string[])[] = [];
    const join = (last: string, next: string) => (next.startsWith("!") ? undefined : last + next);
    const coalescer = new Coalescer<string>(33, join, (values) => delivered.push(values));
    return { coalescer, delivered };
  }

  it("delivers the first value at once and what follows together when the interval is over", () => {
    const { coalescer, delivered } = collect();
    coalescer.add("a");
    coalescer.add("b");
    coalescer.add("c");
    assert.deepEqual(delivered, [["a"]]);
    mock.timers.tick(33);
    assert.deepEqual(delivered, [["a"], ["bc"]]);
  });

  it("delivers at most once per interval, in order, and keeps apart what does not merge", () => {
    const { coalescer, delivered } = collect();
    for (const value of ["a", "b", "!", "c"]) {
      coalescer.add(value);
    }
    mock.timers.tick(32);
    assert.equal(delivered.length, 1);
    mock.timers.tick(1);
    assert.deepEqual(delivered[1], ["b", "!c"]);
    coalescer.add("d");
    assert.equal(delivered.length, 2, "the next interval has begun");
    mock.timers.tick(33);
    assert.deepEqual(delivered[2], ["d"]);
  });

  it("is quiet when nothing came, and again immediate after a pause", () => {
    const { coalescer, delivered } = collect();
    coalescer.add("a");
    mock.timers.tick(100);
    coalescer.add("b");
    assert.deepEqual(delivered, [["a"], ["b"]]);
  });

  it("delivers nothing after it was disposed", () => {
    const { coalescer, delivered } = collect();
    coalescer.add("a");
    coalescer.add("b");
    coalescer.dispose();
    mock.timers.tick(100);
    assert.deepEqual(delivered, [["a"]]);
  });
});
