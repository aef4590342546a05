import assert from "node:assert/strict";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { GeminiErrorInit, GeminiErrorKind } from "../../../src/gemini/errors.ts";
import { Retries, untilDone } from "../../../src/gemini/retry.ts";
import type { Wait } from "../../../src/gemini/retry.ts";

function failure(kind: GeminiErrorKind, init: GeminiErrorInit = {}): GeminiError {
  return new GeminiError(kind, "x", init);
}

/** The waits between attempts that all fail with the given errors, the last one repeated. */
async function waitsFor(
  errors: readonly GeminiError[],
  { heard = true, random = 0 }: { readonly heard?: boolean; readonly random?: number } = {},
): Promise<readonly number[]> {
  const slept: number[] = [];
  const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
  const onWait = heard ? () => undefined : undefined;
  const retries = new Retries({ sleep, random: () => random }, { onWait });
  let attempt = 0;
  const error = failure("badRequest");
  const next = () => errors[Math.min(attempt++, errors.length - 1)] ?? error;
  await assert.rejects(
    untilDone(retries, () => Promise.reject(next())),
    (thrown) => thrown === errors[Math.min(attempt, errors.length) - 1],
  );
  return slept;
}

describe("Retries", () => {
  it("backs off in doubling steps, five attempts in all", async () => {
    for (const kind of ["overloaded", "server", "network", "quotaPerMinute"] as const) {
      assert.deepEqual(await waitsFor([failure(kind)]), [1_000, 2_000, 4_000, 8_000], kind);
    }
  });

  it("shortens each step at random by up to a half", async () => {
    assert.deepEqual(await waitsFor([failure("server")], { random: 0.5 }), [750, 1_500, 3_000, 6_000]);
  });

  it("never tries again what cannot succeed", async () => {
    const terminal: readonly GeminiErrorKind[] = [
      "missingKey",
      "invalidKey",
      "leakedKey",
      "restrictedKey",
      "serviceDisabled",
      "permission",
      "region",
      "billing",
      "quotaPerDay",
      "quotaZero",
      "notFound",
      "fileState",
      "tooLarge",
      "tooManyTokens",
      "signature",
      "badRequest",
      "timeout",
      "certificate",
      "proxy",
      "endpoint",
      "redirect",
      "protocol",
    ];
    for (const kind of terminal) {
      assert.deepEqual(await waitsFor([failure(kind)]), [], kind);
    }
    assert.deepEqual(await waitsFor([failure("quotaZero", { retryAfterMs: 10 })]), []);
    assert.deepEqual(await waitsFor([failure("billing", { retryAfterMs: 10 })]), []);
  });

  it("tries once more what the server cancelled, did not finish or left empty", async () => {
    for (const kind of ["cancelled", "deadline", "empty"] as const) {
      assert.deepEqual(await waitsFor([failure(kind)]), [1_000], kind);
    }
  });

  it("keeps to the delay the server asks for, twice at most", async () => {
    const told = failure("quotaPerMinute", { retryAfterMs: 34_075 });
    assert.deepEqual(await waitsFor([told]), [34_075, 34_075]);
    assert.deepEqual(await waitsFor([failure("quotaPerDay", { retryAfterMs: 2_500 })]), [2_500, 2_500]);
    assert.deepEqual(await waitsFor([told, failure("overloaded"), told]), [34_075, 2_000, 34_075]);
  });

  it("does not wait longer than five minutes", async () => {
    assert.deepEqual(
      await waitsFor([failure("quotaPerMinute", { retryAfterMs: 300_000 })]),
      [300_000, 300_000],
    );
    assert.deepEqual(await waitsFor([failure("quotaPerMinute", { retryAfterMs: 300_001 })]), []);
  });

  it("takes no wait over five seconds that nobody is told of", async () => {
    assert.deepEqual(await waitsFor([failure("server")], { heard: false }), [1_000, 2_000, 4_000]);
    assert.deepEqual(
      await waitsFor([failure("quotaPerMinute", { retryAfterMs: 5_001 })], { heard: false }),
      [],
    );
  });

  it("sends once when switched off", async () => {
    const error = failure("server");
    await assert.rejects(new Retries(false, {}).recover(error), (thrown) => thrown === error);
  });

  it("announces each wait, and ends it when hurried", async () => {
    const waits: Wait[] = [];
    const error = failure("overloaded", { retryAfterMs: 60_000 });
    const retries = new Retries(
      {},
      {
        onWait: (wait) => {
          waits.push(wait);
          wait.hurry();
        },
      },
    );
    await retries.recover(error);
    await retries.recover(error);
    assert.deepEqual(
      waits.map(({ delayMs, attempt }) => [delayMs, attempt]),
      [
        [60_000, 1],
        [60_000, 2],
      ],
    );
    assert.equal(waits[0]?.error, error);
  });

  it("can be hurried later, and twice", async () => {
    let hurry: (() => void) | undefined;
    const retries = new Retries({}, { onWait: (wait) => (hurry = () => wait.hurry()) });
    const pause = retries.recover(failure("overloaded", { retryAfterMs: 60_000 }));
    await Promise.resolve();
    hurry?.();
    hurry?.();
    await pause;
  });

  it("ends a wait with the reason of an abort", async () => {
    const abort = new AbortController();
    const reason = new Error("stopped");
    const retries = new Retries({}, { signal: abort.signal, onWait: () => abort.abort(reason) });
    await assert.rejects(
      retries.recover(failure("overloaded", { retryAfterMs: 60_000 })),
      (thrown) => thrown === reason,
    );
  });

  it("lets through what is no error of the API", async () => {
    const bug = new TypeError("bug");
    await assert.rejects(
      untilDone(new Retries({}, {}), () => Promise.reject(bug)),
      (thrown) => thrown === bug,
    );
  });
});
