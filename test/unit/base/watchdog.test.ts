import assert from "node:assert/strict";
import { Watchdog } from "../../../src/base/watchdog.ts";

/** A watchdog, and a promise of the moment at which it calls. */
function watch(): { readonly watchdog: Watchdog; readonly called: Promise<number> } {
  const start = performance.now();
  const { promise, resolve } = Promise.withResolvers<number>();
  return { watchdog: new Watchdog(() => resolve(performance.now() - start)), called: promise };
}

describe("Watchdog", () => {
  it("calls when a wait lasts too long", async () => {
    const { watchdog, called } = watch();
    watchdog.arm(20);
    assert.ok((await called) >= 19);
  });

  it("measures from the last time it was armed", async () => {
    const { watchdog, called } = watch();
    watchdog.arm(20);
    await new Promise((resolve) => setTimeout(resolve, 10));
    watchdog.arm(40);
    assert.ok((await called) >= 49);
  });

  it("calls early enough when a shorter wait follows a longer one", async () => {
    const { watchdog, called } = watch();
    watchdog.arm(60_000);
    watchdog.arm(10);
    assert.ok((await called) < 30_000);
  });

  it("is silent while disarmed, and serves again", async () => {
    const { watchdog, called } = watch();
    watchdog.arm(5);
    watchdog.disarm();
    const quiet = new Promise((resolve) => setTimeout(() => resolve("quiet"), 20));
    assert.equal(await Promise.race([called, quiet]), "quiet");
    watchdog.arm(5);
    await called;
  });

  it("is silent for ever once disposed, and never calls for a wait without limit", async () => {
    const { watchdog, called } = watch();
    watchdog.arm(Infinity);
    const disposed = watch();
    disposed.watchdog.arm(5);
    disposed.watchdog.dispose();
    const quiet = new Promise((resolve) => setTimeout(() => resolve("quiet"), 20));
    assert.equal(await Promise.race([called, disposed.called, quiet]), "quiet");
  });

  it("outlives the longest timer there is", async () => {
    const { watchdog, called } = watch();
    watchdog.arm(2 ** 40);
    const quiet = new Promise((resolve) => setTimeout(() => resolve("quiet"), 20));
    assert.equal(await Promise.race([called, quiet]), "quiet");
    watchdog.dispose();
  });
});
