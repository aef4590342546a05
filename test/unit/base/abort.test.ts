import assert from "node:assert/strict";
import { isAbortError, sleep, unlessAborted } from "../../../src/base/abort.ts";

describe("sleep", () => {
  it("resolves after its time", async () => {
    const start = performance.now();
    await sleep(20, new AbortController().signal);
    assert.ok(performance.now() - start >= 19);
  });

  it("rejects with the reason when aborted, before or meanwhile", async () => {
    const reason = new Error("enough");
    await assert.rejects(sleep(60_000, AbortSignal.abort(reason)), (error) => error === reason);
    const abort = new AbortController();
    const sleeping = sleep(60_000, abort.signal);
    abort.abort(reason);
    await assert.rejects(sleeping, (error) => error === reason);
  });
});

describe("unlessAborted", () => {
  it("comes to what the work comes to", async () => {
    const { signal } = new AbortController();
    assert.equal(await unlessAborted(Promise.resolve("done"), signal), "done");
    const failure = new Error("failed");
    await assert.rejects(unlessAborted(Promise.reject(failure), signal), (error) => error === failure);
  });

  it("waits no longer when aborted, before or meanwhile", async () => {
    const reason = new Error("enough");
    const never = new Promise<never>(() => undefined);
    await assert.rejects(unlessAborted(never, AbortSignal.abort(reason)), (error) => error === reason);
    const abort = new AbortController();
    const waiting = unlessAborted(never, abort.signal);
    abort.abort(reason);
    await assert.rejects(waiting, (error) => error === reason);
  });
});

describe("isAbortError", () => {
  it("knows what an abort without a reason throws, and nothing else", () => {
    assert.ok(isAbortError(AbortSignal.abort().reason));
    assert.ok(!isAbortError(new Error("AbortError")));
    assert.ok(!isAbortError({ name: "AbortError" }));
    assert.ok(!isAbortError(undefined));
  });
});
