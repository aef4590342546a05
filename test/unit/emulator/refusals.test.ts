import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { type ErrorBody, ask, errorOf, rawReply } from "./support.ts";

describe("emulator's refusals", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const refusalIn = async (call: string) => errorOf(await ask(emulator, `/emulator ${call}`));

  const refusals: readonly (readonly [call: string, code: number, status: string, message: RegExp])[] = [
    ["billing", 402, "RESOURCE_EXHAUSTED", /credits are depleted/],
    ["overloaded", 503, "UNAVAILABLE", /overloaded/],
    ["high-demand", 503, "UNAVAILABLE", /Spikes in demand/],
    ["internal", 500, "INTERNAL", /internal error/],
    ["deadline", 504, "DEADLINE_EXCEEDED", /Deadline expired/],
    ["cancelled", 499, "CANCELLED", /cancelled/],
    ["region", 400, "FAILED_PRECONDITION", /User location is not supported/],
    ["file-not-active", 400, "FAILED_PRECONDITION", /not in an ACTIVE state/],
    ["invalid-key", 400, "INVALID_ARGUMENT", /API key not valid/],
    ["leaked-key", 403, "PERMISSION_DENIED", /reported as leaked/],
    ["service-disabled", 403, "PERMISSION_DENIED", /has not been used in project/],
    ["restricted-key", 403, "PERMISSION_DENIED", /are blocked/],
    ["unauthenticated", 401, "UNAUTHENTICATED", /invalid authentication credentials/],
    ["model-gone", 404, "NOT_FOUND", /is not found for API version v1beta/],
  ];
  for (const [call, code, status, message] of refusals) {
    it(`${call}: ${code} ${status}`, async () => {
      const response = await ask(emulator, `/emulator ${call}`);
      const error = await errorOf(response);
      assert.deepEqual([response.status, error.code, error.status], [code, code, status]);
      assert.match(error.message, message);
    });
  }

  const detailOf = (error: ErrorBody["error"], type: string) =>
    error.details?.find((detail) => String(detail["@type"]).endsWith(type));

  it("rate-limit: a quota per minute with a RetryInfo, in fractions too", async () => {
    const error = await refusalIn("rate-limit");
    assert.equal(detailOf(error, "RetryInfo")?.retryDelay, "34.074824224s");
    assert.match(JSON.stringify(detailOf(error, "QuotaFailure")), /PerMinute/);
    assert.equal(detailOf(await refusalIn("rate-limit 0.9"), "RetryInfo")?.retryDelay, "0.9s");
  });

  it("rate-limit-day and quota-zero: by their quota ids and limits", async () => {
    const day = await refusalIn("rate-limit-day");
    assert.match(JSON.stringify(detailOf(day, "QuotaFailure")), /PerDay/);
    assert.equal(detailOf(day, "RetryInfo"), undefined);
    const zero = await refusalIn("quota-zero");
    assert.match(zero.message, /limit: 0,/);
  });

  it("html-502, html-413 and proxy-auth: with a page", async () => {
    for (const [call, status] of [
      ["html-502", 502],
      ["html-413", 413],
      ["proxy-auth", 407],
    ] as const) {
      const reply = await rawReply(emulator, call);
      assert.equal(reply.status, status);
      assert.match(Buffer.concat(reply.pieces).toString(), /<title>/);
    }
  });

  it("redirect: to where nobody may follow with the key", async () => {
    const reply = await rawReply(emulator, "redirect status=307 to=http://other.invalid/x");
    assert.equal(reply.status, 307);
    assert.equal(reply.headers.location, "http://other.invalid/x");
  });

  it("error-nested and error-array: an error within", async () => {
    const nested = await ask(emulator, "/emulator error-nested");
    assert.equal(nested.headers.get("content-type"), "text/event-stream");
    const inner = JSON.parse((await errorOf(nested)).message) as { error: { code: number } };
    assert.equal(inner.error.code, 503);
    const array = (await (await ask(emulator, "/emulator error-array")).json()) as unknown[];
    assert.equal(array.length, 1);
  });
});
