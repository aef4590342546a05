import assert from "node:assert/strict";
import { BottomFollower } from "../../../../media/transcript/bottomFollower.ts";

/** A scroller of 100 pixels; `grow` and `scrollTo` are what a browser and a reader do. */
function start(height: number) {
  let resized: () => void = () => assert.fail("Nothing observes the content.");
  class Observer {
    constructor(callback: () => void) {
      resized = callback;
    }
    observe(): void {
      resized();
    }
    disconnect(): void {
      resized = () => undefined;
    }
  }
  Object.defineProperty(globalThis, "ResizeObserver", { value: Observer, configurable: true });
  const scroller = Object.assign(new EventTarget(), { clientHeight: 100, scrollHeight: height });
  let top = 0;
  Object.defineProperty(scroller, "scrollTop", {
    get: () => top,
    set: (value: number) =>
      (top = Math.max(0, Math.min(value, scroller.scrollHeight - scroller.clientHeight))),
  });
  const follower = new BottomFollower(scroller as unknown as HTMLElement, scroller as unknown as HTMLElement);
  return {
    follower,
    scroller,
    top: () => top,
    grow: (to: number) => {
      scroller.scrollHeight = to;
      resized();
    },
    scrollTo: (value: number) => {
      top = value;
      scroller.dispatchEvent(new Event("scroll"));
    },
  };
}

describe("BottomFollower", () => {
  afterEach(() => Reflect.deleteProperty(globalThis, "ResizeObserver"));

  it("keeps the end in view as content grows", () => {
    const { grow, top } = start(300);
    assert.equal(top(), 200);
    grow(500);
    assert.equal(top(), 400);
  });

  it("lets go when the reader scrolls up, and takes hold again at the end", () => {
    const { follower, grow, scrollTo, top } = start(500);
    scrollTo(250);
    assert.equal(follower.following.value, false);
    grow(800);
    assert.equal(top(), 250);
    scrollTo(700);
    assert.equal(follower.following.value, true);
    grow(900);
    assert.equal(top(), 800);
  });

  it("does not take growth between two scroll events for the reader's wish", () => {
    const { follower, scroller, scrollTo } = start(500);
    scroller.scrollHeight = 900;
    scrollTo(400);
    assert.equal(follower.following.value, true);
  });

  it("jumps to the end when asked", () => {
    const { follower, scrollTo, top } = start(500);
    scrollTo(10);
    follower.jump();
    assert.equal(top(), 400);
    assert.equal(follower.following.value, true);
  });

  it("takes hold when a larger window brings the end into view", () => {
    const { follower, grow, scrollTo } = start(500);
    scrollTo(10);
    grow(100);
    assert.equal(follower.following.value, true);
  });
});
