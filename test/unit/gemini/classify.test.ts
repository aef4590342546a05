import assert from "node:assert/strict";
import { errorFromStatus } from "../../../src/gemini/errorBody.ts";
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
  {
    kind: "missingKey",
    code: 401,
    status: "UNAUTHENTICATED",
    message: "Request is missing required authentication credential.",
  },
  {
    kind: "invalidKey",
    code: 401,
    status: "UNAUTHENTICATED",
    message: "Request had invalid authentication credentials.",
    details: [rpc("ErrorInfo", { reason: "ACCESS_TOKEN_TYPE_UNSUPPORTED" })],
  },
  {
    kind: "invalidKey",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "Permission denied: Consumer 'api_key:x' has been suspended.",
    details: [rpc("ErrorInfo", { reason: "CONSUMER_SUSPENDED" })],
  },
  {
    kind: "billing",
    code: 403,
    status: "PERMISSION_DENIED",
    message: "This API method requires billing to be enabled.",
    details: [rpc("ErrorInfo", { reason: "BILLING_DISABLED" })],
  },
  {
    kind: "restrictedKey",
    code: 403,
    status: "PERMISSION_DENIED",
    details: [rpc("ErrorInfo", { reason: "API_KEY_IP_ADDRESS_BLOCKED" })],
  },
  {
    kind: "billing",
    code: 429,
    status: "RESOURCE_EXHAUSTED",
    message: "Your prepayment credits are depleted. Please go to AI Studio.",
  },
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

describe("classify", () => {
  for (const { kind, code, status, message = "Some words", details = [] } of cases) {
    it(`calls ${code} ${status ?? ""} "${message.slice(0, 40)}" ${kind}`, () => {
      const error = errorFromStatus({ code, status, message, details }, plain, { status: code });
      assert.deepEqual([error.kind, error.status, error.message], [kind, code, message]);
      assert.equal(error.retryable, retryable.has(kind));
    });
  }
});
