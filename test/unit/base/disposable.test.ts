import assert from "node:assert/strict";
import { DisposableStore } from "../../../src/base/disposable.ts";
import { Emitter } from "../../../src/base/emitter.ts";

describe("DisposableStore", () => {
  it("disposes in reverse order, and goes on when one throws", () => {
    const order: string[] = [];
    const store = new DisposableStore();
    store.add({ dispose: () => order.push("first") });
    store.add({
      dispose: () => {
        throw new Error("broken");
      },
    });
    store.add({ dispose: () => order.push("last") });
    assert.throws(() => store.dispose(), AggregateError);
    assert.deepEqual(order, ["last", "first"]);
  });

  it("disposes at once what is added too late", () => {
    const store = new DisposableStore();
    store.dispose();
    let disposed = false;
    store.add({ dispose: () => (disposed = true) });
    assert.equal(disposed, true);
  });
});

describe("Emitter", () => {
  it("reaches every listener in order until it is disposed, also one that leaves while called", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => {
      heard.push(`a${value}`);
      first.dispose();
    });
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, ["a1", "b1", "b2"]);
  });
});
