import assert from "node:assert/strict";

/** Fails every test of the suite after which an error reached the process: there it would end all extensions. */
export function forbidUncaughtErrors(): void {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);

  beforeEach(() => {
    uncaught.length = 0;
    process.on("uncaughtException", note);
    process.on("unhandledRejection", note);
  });
  afterEach(() => {
    process.off("uncaughtException", note);
    process.off("unhandledRejection", note);
    assert.deepEqual(uncaught, []);
  });
}
