import assert from "node:assert/strict";
import { errorFromBody, errorFromStatus } from "../../../src/gemini/errorBody.ts";
import type { GeminiErrorKind } from "../../../src/gemini/errors.ts";

const plain = (text: string) => text;

function rpc(type: string, fields: object): object {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...fields };
}

function quota(quotaId: string, quotaValue = "10"): object {
  return rpc("QuotaFailure", {
    violations: [{ quotaMetric: "generativelanguage.googleapis.com/requests", quotaId, quotaValue }],
  });
}

const perDay = quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier");
const perMinute = quota("GenerateRequestsPerMinutePerProjectPerModel");

interface Case {
  readonly kind: GeminiErrorKind;
  readonly code: number;
  readonly status?: string;
  readonly message?: string;
  readonly details?: readonly object[];
}

const cases: readonly Case[] = [
  {
    kind: "invalidKey",
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "API key not valid. Please pass a valid API key.",
    details: [rpc("ErrorInfo", { reason: "API_KEY_INVALID" })],
  },
  {
    kind: "invalidKey",
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "API key expired. Please renew the API key.",
  },
  {
    kind: "badRequest",
    code: 400,
    status: "INVALID_ARGUMENT",
    message: 'Unknown name "x": Cannot find field.',
  },
  {
    kind: "region",
    code: 400,
    status: "FAILED_PRECONDITION",
    message: "User location is not supported for the API use.",
  },
  {
    kind: "fileState",
    code: 400,
    status: "FAILED_PRECONDITION",
    message: "The File abc-1 is not in an ACTIVE state and usage is not allowed.",
  },
  {
    kind: "signature",
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "Function call is missing a thought_signature in functionCall parts.",
  },
  { kind: "signature", code: 400, status: "INVALID_ARGUMENT", message: "Corrupted thought signature." },
  {
    kind: "tooManyTokens",
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
  },
  { kind: "tooLarge", code: 400, message: "Request payload size exceeds the limit: 20971520 bytes." },
  { kind: "invalidKey", code: 401, status: "UNAUTHENTICATED", message: "Request had invalid credentials." },
  { kind: "billing", code: 402, status: "RESOURCE_EXHAUSTED", message: "Your prepaid credits are depleted." },
  {
    kind: "missingKey",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "Method doesn't allow unregistered callers (callers without established identity).",
  },
  {
    kind: "serviceDisabled",
    code: 403,
    status: "PERMISSION_DENIED",
    details: [rpc("ErrorInfo", { reason: "SERVICE_DISABLED" })],
  },
  {
    kind: "restrictedKey",
    code: 403,
    status: "PERMISSION_DENIED",
    details: [rpc("ErrorInfo", { reason: "API_KEY_SERVICE_BLOCKED" })],
  },
  {
    kind: "restrictedKey",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "Requests from referer <empty> are blocked.",
  },
  {
    kind: "leakedKey",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "Your API key was reported as leaked. Please use another API key.",
  },
  {
    kind: "fileState",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "You do not have permission to access the File abc or it may not exist.",
  },
  {
    kind: "permission",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "The caller does not have permission",
  },
  {
    kind: "notFound",
    code: 404,
    status: "NOT_FOUND",
    message: "models/x is not found for API version v1beta, or is not supported for generateContent.",
  },
  { kind: "fileState", code: 404, status: "NOT_FOUND", message: "Requested entity files/abc was not found." },
  { kind: "proxy", code: 407 },
  { kind: "network", code: 408 },
  { kind: "tooLarge", code: 413 },
  { kind: "quotaPerMinute", code: 429, status: "RESOURCE_EXHAUSTED", details: [perMinute] },
  { kind: "quotaPerMinute", code: 429, status: "RESOURCE_EXHAUSTED", message: "Resource has been exhausted" },
  { kind: "quotaPerDay", code: 429, status: "RESOURCE_EXHAUSTED", details: [perDay] },
  { kind: "quotaPerDay", code: 429, status: "RESOURCE_EXHAUSTED", details: [perMinute, perDay] },
  { kind: "quotaPerDay", code: 429, message: "You exceeded 50 requests per day." },
  {
    kind: "quotaZero",
    code: 429,
    message: "Quota exceeded for metric: requests, limit: 0, model: x",
    details: [perDay],
  },
  { kind: "quotaZero", code: 429, details: [quota("GenerateRequestsPerMinute", "0")] },
  { kind: "quotaPerMinute", code: 429, message: "Quota exceeded, limit: 0.5", details: [perMinute] },
  { kind: "quotaPerMinute", code: 429, message: "Quota exceeded, limit: 05", details: [perMinute] },
  { kind: "cancelled", code: 499, status: "CANCELLED" },
  { kind: "server", code: 500, status: "INTERNAL" },
  { kind: "server", code: 502 },
  { kind: "overloaded", code: 503, status: "UNAVAILABLE" },
  { kind: "deadline", code: 504, status: "DEADLINE_EXCEEDED" },
  { kind: "badRequest", code: 418 },
];

const retryable: ReadonlySet<GeminiErrorKind> = new Set<GeminiErrorKind>([
  "network",
  "quotaPerMinute",
  "cancelled",
  "server",
  "overloaded",
  "deadline",
]);

describe("errorFromStatus", () => {
  for (const { kind, code, status, message = "Some words", details = [] } of cases) {
    it(`calls ${code} ${status ?? ""} "${message.slice(0, 40)}" ${kind}`, () => {
      const error = errorFromStatus({ code, status, message, details }, plain, { status: code });
      assert.deepEqual([error.kind, error.status, error.message], [kind, code, message]);
      assert.equal(error.retryable, retryable.has(kind));
    });
  }

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
