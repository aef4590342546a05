import assert from "node:assert/strict";
import { Lazy } from "../../../src/base/lazy.ts";

describe("Lazy", () => {
  it("makes what is wanted once, and nothing before", async () => {
    let made = 0;
    const lazy = new Lazy(() => Promise.resolve(++made));
    assert.equal(lazy.peek(), undefined);
    assert.equal(made, 0);
    assert.deepEqual(await Promise.all([lazy.get(), lazy.get()]), [1, 1]);
    assert.equal(await lazy.get(), 1);
    assert.equal(await lazy.peek(), 1);
  });

  it("tries again after a failure that everybody was told", async () => {
    let tries = 0;
    const lazy = new Lazy(() => (++tries === 1 ? Promise.reject(new Error("no")) : Promise.resolve(tries)));
    const both = await Promise.allSettled([lazy.get(), lazy.get()]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(lazy.peek(), undefined);
    assert.equal(await lazy.get(), 2);
  });
});
