import assert from "node:assert/strict";
import { mock } from "node:test";
import { FrameQueue } from "../../../src/editor/frameQueue.ts";

describe("FrameQueue", () => {
  let now = 0;
  let queue: FrameQueue;

  beforeEach(() => {
    now = 1000;
    mock.timers.enable({ apis: ["setTimeout"] });
    mock.method(performance, "now", () => now);
    queue = new FrameQueue(50);
  });

  afterEach(() => {
    queue.dispose();
    mock.timers.reset();
    mock.restoreAll();
  });

  function pass(milliseconds: number): void {
    now += milliseconds;
    mock.timers.tick(milliseconds);
  }

  /** What `next` has settled to by now. */
  async function settled(next: Promise<string | undefined>): Promise<string | undefined> {
    return await Promise.race([next, Promise.resolve("(waiting)")]);
  }

  it("hands the first text over at once", async () => {
    queue.push("a");
    assert.equal(await queue.next(), "a");
  });

  it("hands text over to a reader that waits", async () => {
    const next = queue.next();
    queue.push("a");
    assert.equal(await next, "a");
  });

  it("gathers what comes within a frame", async () => {
    queue.push("a");
    await queue.next();
    const next = queue.next();
    queue.push("b");
    pass(30);
    queue.push("c");
    assert.equal(await settled(next), "(waiting)");
    pass(20);
    assert.equal(await settled(next), "bc");
  });

  it("gathers for as long as its reader is busy", async () => {
    queue.push("a");
    await queue.next();
    queue.push("b");
    pass(500);
    queue.push("c");
    assert.equal(await settled(queue.next()), "bc");
  });

  it("does not wait out the frame at the end", async () => {
    queue.push("a");
    await queue.next();
    const next = queue.next();
    queue.push("b");
    queue.close();
    assert.equal(await settled(next), "b");
    assert.equal(await queue.next(), undefined);
  });

  it("says so when nothing more comes", async () => {
    const next = queue.next();
    queue.close();
    assert.equal(await next, undefined);
    assert.equal(queue.closed, true);
  });

  it("hands nothing over while it is held", async () => {
    queue.hold(true);
    const next = queue.next();
    queue.push("a");
    pass(1000);
    queue.push("b");
    assert.equal(await settled(next), "(waiting)");
    queue.hold(false);
    assert.equal(await settled(next), "ab");
  });

  it("hands over what was held at the end", async () => {
    queue.hold(true);
    queue.push("a");
    queue.close();
    assert.equal(await queue.next(), "a");
  });

  it("lets its reader go when it is disposed", async () => {
    queue.push("a");
    await queue.next();
    const next = queue.next();
    queue.push("b");
    queue.dispose();
    assert.equal(await next, undefined);
  });
});
