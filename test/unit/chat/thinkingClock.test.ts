import assert from "node:assert/strict";
import { ThinkingClock } from "../../../src/chat/thinkingClock.ts";

describe("ThinkingClock", () => {
  let now: number;
  let clock: ThinkingClock;
  beforeEach(() => {
    now = 1000;
    clock = new ThinkingClock(() => now);
  });
  const at = <T>(time: number, act: () => T): T => {
    now = time;
    return act();
  };

  it("counts from the request to the first part that is no thought, once", () => {
    clock.asked();
    assert.equal(
      at(2000, () => clock.saw("thought")),
      undefined,
    );
    assert.equal(
      at(4500, () => clock.saw("text")),
      3500,
    );
    assert.equal(
      at(5000, () => clock.saw("text")),
      undefined,
    );
    assert.equal(
      at(6000, () => clock.ended()),
      undefined,
    );
  });

  it("counts thoughts that nothing follows to the end", () => {
    clock.asked();
    clock.saw("thought");
    assert.equal(
      at(1800, () => clock.ended()),
      800,
    );
  });

  it("says nothing where there were no thoughts", () => {
    clock.asked();
    assert.equal(
      at(2000, () => clock.saw("text")),
      undefined,
    );
    assert.equal(clock.ended(), undefined);
  });

  it("leaves out the wait before a request that is sent again", () => {
    clock.asked();
    clock.asked(10_000);
    clock.saw("thought");
    assert.equal(
      at(12_000, () => clock.saw("code")),
      1000,
    );
  });
});
