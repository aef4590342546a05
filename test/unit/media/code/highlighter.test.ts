import assert from "node:assert/strict";
import type { Highlighter as HighlighterType } from "../../../../media/code/highlight.ts";
import { until } from "../../until.ts";
import { installDom, type TestDom } from "../support/dom.ts";

/** Says what is seen when the test does. */
class Watcher implements Pick<IntersectionObserver, "observe" | "unobserve" | "disconnect"> {
  static last: Watcher;
  readonly watched = new Set<Element>();
  readonly #callback: IntersectionObserverCallback;

  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
    Watcher.last = this;
  }

  observe(target: Element): void {
    this.watched.add(target);
  }

  unobserve(target: Element): void {
    this.watched.delete(target);
  }

  disconnect(): void {
    this.watched.clear();
  }

  tell(targets: readonly Element[], isIntersecting: boolean): void {
    const entries = targets.map((target) => ({ target, isIntersecting }) as IntersectionObserverEntry);
    this.#callback(entries, this as unknown as IntersectionObserver);
  }
}

describe("Highlighter", () => {
  let dom: TestDom;
  let Highlighter: typeof HighlighterType;
  let renderCodeBlock: (info: string, text: string) => HTMLElement;
  let highlighter: HighlighterType;
  let idle: IdleRequestCallback[];

  before(async () => {
    dom = installDom();
    const requestIdle = (callback: IdleRequestCallback) => idle.push(callback);
    Object.assign(globalThis, { IntersectionObserver: Watcher, requestIdleCallback: requestIdle });
    ({ Highlighter } = await import("../../../../media/code/highlight.ts"));
    ({ renderCodeBlock } = await import("../../../../media/code/codeBlock.ts"));
  });
  beforeEach(() => {
    idle = [];
    highlighter = new Highlighter();
  });
  afterEach(() => {
    highlighter.dispose();
    document.body.replaceChildren();
  });
  after(() => dom.remove());

  /** A turn with so many blocks of code. */
  function turnWith(count: number): { readonly turn: Element; readonly blocks: readonly Element[] } {
    const turn = document.createElement("article");
    turn.className = "turn";
    const blocks = Array.from({ length: count }, () => renderCodeBlock("js", "let a = 1;"));
    turn.append(...blocks);
    document.body.append(turn);
    return { turn, blocks };
  }

  function tellSkipped(turn: Element, skipped: boolean): void {
    const event = new Event("contentvisibilityautostatechange", { bubbles: true });
    turn.dispatchEvent(Object.assign(event, { skipped }));
  }

  const isColoured = (block: Element) => block.querySelector(".hljs-keyword") !== null;
  /** The page is idle, with so many milliseconds left. */
  const beIdle = (left: number) =>
    idle.splice(0).forEach((callback) => callback({ didTimeout: false, timeRemaining: () => left }));

  it("watches no blocks of turns that the browser skips", () => {
    const { turn, blocks } = turnWith(2);
    highlighter.add(turn);
    assert.deepEqual([...Watcher.last.watched], blocks);
    tellSkipped(turn, true);
    assert.equal(Watcher.last.watched.size, 0);
    const late = renderCodeBlock("js", "let b = 2;");
    turn.append(late);
    highlighter.add(late);
    assert.equal(Watcher.last.watched.size, 0);
    tellSkipped(turn, false);
    assert.deepEqual([...Watcher.last.watched], [...blocks, late]);
  });

  it("colours when the page is idle, as much as there is time for", async () => {
    const { turn, blocks } = turnWith(3);
    highlighter.add(turn);
    Watcher.last.tell(blocks, true);
    assert.deepEqual(blocks.map(isColoured), [false, false, false]);
    beIdle(0);
    await until(() => idle.length > 0);
    assert.deepEqual(blocks.map(isColoured), [true, false, false]);
    beIdle(50);
    await until(() => blocks.every(isColoured));
    assert.equal(Watcher.last.watched.size, 0);
    tellSkipped(turn, true);
    tellSkipped(turn, false);
    assert.equal(Watcher.last.watched.size, 0);
    assert.equal(idle.length, 0);
  });

  it("does not colour what has left sight before", async () => {
    const { turn, blocks } = turnWith(3);
    const [gone, skipped, seen] = blocks;
    assert.ok(gone && skipped && seen);
    highlighter.add(turn);
    Watcher.last.tell(blocks, true);
    Watcher.last.tell([gone], false);
    const other = turnWith(0).turn;
    other.append(skipped);
    tellSkipped(other, true);
    beIdle(50);
    await until(() => isColoured(seen));
    assert.deepEqual([isColoured(gone), isColoured(skipped)], [false, false]);
    assert.ok(Watcher.last.watched.has(gone));
  });
});
