import assert from "node:assert/strict";
import { errorFromBody, errorFromStatus } from "../../../src/gemini/errorBody.ts";

const plain = (text: string) => text;

function rpc(type: string, fields: object): object {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...fields };
}

const perDay = rpc("QuotaFailure", {
  violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }],
});

describe("errorFromStatus", () => {
  it("trusts the HTTP status over the code in the body, and the code where the status is 200", () => {
    const overloaded = { code: 503, message: "x" };
    assert.equal(errorFromStatus(overloaded, plain, { status: 403 }).kind, "permission");
    assert.equal(errorFromStatus(overloaded, plain, { status: 200 }).kind, "overloaded");
    assert.equal(errorFromStatus({ status: "NOT_FOUND", message: "x" }, plain).kind, "notFound");
  });

  it("reads the delay from RetryInfo with its fraction, before a header and before words", () => {
    const delayOf = (details: readonly object[], message: string, retryAfterMs?: number) =>
      errorFromStatus({ code: 429, message, details }, plain, { status: 429, retryAfterMs }).retryAfterMs;
    const words = "Please retry in 2.5s.";
    assert.equal(delayOf([rpc("RetryInfo", { retryDelay: "34.074824224s" })], words, 9_000), 34_075);
    assert.equal(delayOf([], words, 9_000), 9_000);
    assert.equal(delayOf([], words), 2_500);
    assert.equal(delayOf([], "Please retry in 807.281ms."), 808);
    assert.equal(delayOf([], "Please retry in 13h2m3.5s."), 46_923_500);
    assert.equal(delayOf([], "Please retry in 1.2.3s."), undefined);
    assert.equal(delayOf([rpc("RetryInfo", { retryDelay: "soon" })], ""), undefined);
  });

  it("may be worth a wait on a daily quota only if the server names one", () => {
    const daily = (details: readonly object[]) =>
      errorFromStatus({ code: 429, message: "x", details }, plain);
    assert.equal(daily([perDay]).retryable, false);
    assert.equal(daily([perDay, rpc("RetryInfo", { retryDelay: "3s" })]).retryable, true);
  });

  it("keeps help links that lead to the web", () => {
    const url = "https://console.developers.google.com/apis/api/generativelanguage.googleapis.com";
    const links = [{ description: "Enable it", url }, { url }, { url: "javascript:alert(1)" }, "no"];
    const error = errorFromStatus({ code: 403, message: "x", details: [rpc("Help", { links })] }, plain);
    assert.deepEqual(error.links, [
      { description: "Enable it", url },
      { description: url, url },
    ]);
  });

  it("keeps the details and the reason", () => {
    const info = rpc("ErrorInfo", { reason: "API_KEY_INVALID", domain: "googleapis.com" });
    const error = errorFromStatus(
      { code: 400, status: "INVALID_ARGUMENT", message: "x", details: [info] },
      plain,
    );
    assert.equal(error.reason, "API_KEY_INVALID");
    assert.deepEqual(error.details, [info]);
  });

  it("survives whatever stands where an error should", () => {
    for (const odd of [
      null,
      7,
      "Bad Gateway",
      [],
      {},
      { message: 7, details: "no" },
      { details: [null, 1, []] },
    ]) {
      assert.ok(errorFromStatus(odd, plain).message.length > 0);
    }
    const violations = { violations: [null, "x", { quotaId: 7 }] };
    assert.equal(
      errorFromStatus({ code: 429, details: [rpc("QuotaFailure", violations)] }, plain).kind,
      "quotaPerMinute",
    );
  });

  it("takes no code that is none of HTTP's, and one that is a text", () => {
    const kindOf = (code: unknown, status?: string) => {
      const error = errorFromStatus({ code, status, message: "x" }, plain);
      return [error.kind, error.status];
    };
    assert.deepEqual(kindOf("503"), ["overloaded", 503]);
    assert.deepEqual(kindOf(14, "UNAVAILABLE"), ["overloaded", undefined]);
    assert.deepEqual(kindOf("model_not_found", "NOT_FOUND"), ["notFound", undefined]);
    assert.deepEqual(kindOf(0), ["server", undefined]);
  });

  it("takes the message of a gateway that has a format of its own", () => {
    const messageOf = (body: unknown) => errorFromBody(JSON.stringify(body), plain, { status: 404 }).message;
    assert.equal(messageOf({ message: "no Route matched" }), "HTTP 404: no Route matched");
    assert.equal(messageOf({ detail: "Not Found" }), "HTTP 404: Not Found");
    assert.equal(messageOf({ message: 7 }), "HTTP 404");
    assert.equal(messageOf([]), "HTTP 404");
  });

  it("unwraps an error that is JSON in a string, in an array too", () => {
    const body = JSON.stringify({ error: { code: 429, message: "Slow down", status: "RESOURCE_EXHAUSTED" } });
    for (const wrapped of [
      JSON.stringify(body),
      JSON.stringify([body]),
      JSON.stringify(JSON.stringify(body)),
    ]) {
      const error = errorFromBody(wrapped, plain, { status: 429 });
      assert.deepEqual([error.kind, error.message], ["quotaPerMinute", "Slow down"]);
    }
    assert.equal(errorFromBody('"just words"', plain, { status: 500 }).message, "HTTP 500");
  });

  it("unwraps an error inside a message twice", () => {
    const wrap = (message: string) => JSON.stringify({ error: { code: 500, message } });
    const innermost = JSON.stringify({
      error: { code: 429, message: "Slow down", status: "RESOURCE_EXHAUSTED" },
    });
    assert.equal(errorFromBody(wrap(innermost), plain, { status: 429 }).message, "Slow down");
    assert.equal(errorFromBody(wrap(wrap(innermost)), plain, { status: 429 }).message, "Slow down");
    assert.equal(errorFromBody(wrap("{not json"), plain, { status: 500 }).message, "{not json");
  });
});
