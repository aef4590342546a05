import assert from "node:assert/strict";
import { DisposableStore } from "../../../src/base/disposable.ts";

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
