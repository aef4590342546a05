import type { ErrorDetail, GeminiErrorKind } from "./errors.ts";

/** The `error` object of the API, every field of it doubtful. */
export interface ErrorStatus {
  readonly code?: number;
  readonly status?: string;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
}

/**
 * The kind of an error the server reported. The code comes first, then status, reason and quota id; words are the last
 * resort, because they change.
 */
export function classify(error: ErrorStatus, code: number | undefined): GeminiErrorKind {
  const known = code ?? codeOfStatus[error.status ?? ""] ?? 500;
  const kind = kindOfCode[known] ?? (known >= 400 && known < 500 ? "badRequest" : "server");
  return typeof kind === "string" ? kind : kind(error);
}

const kindOfCode: Readonly<Record<number, GeminiErrorKind | ((error: ErrorStatus) => GeminiErrorKind)>> = {
  400: classifyBadRequest,
  401: ({ message }) => (/missing required authentication/i.test(message) ? "missingKey" : "invalidKey"),
  402: "billing",
  403: classifyForbidden,
  404: ({ message }) => (isAboutFile(message) ? "fileState" : "notFound"),
  407: "proxy",
  // The request took too long to arrive.
  408: "network",
  413: "tooLarge",
  429: classifyQuota,
  499: "cancelled",
  503: "overloaded",
  504: "deadline",
};

/** For errors whose code was lost on the way. */
const codeOfStatus: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

function classifyBadRequest({ status, message, details }: ErrorStatus): GeminiErrorKind {
  if (hasReason(details, "API_KEY_INVALID") || /API key (not valid|expired)/i.test(message)) {
    return "invalidKey";
  }
  if (status === "FAILED_PRECONDITION" && /location is not supported/i.test(message)) {
    return "region";
  }
  if (isAboutFile(message) && /not in an ACTIVE state|not exist|expired/i.test(message)) {
    return "fileState";
  }
  if (/thought[_ ]?signature/i.test(message)) {
    return "signature";
  }
  if (/token count .*exceeds|exceeds the maximum number of tokens/is.test(message)) {
    return "tooManyTokens";
  }
  return /payload size exceeds|request (body|payload) .*too large/is.test(message)
    ? "tooLarge"
    : "badRequest";
}

function classifyForbidden({ message, details }: ErrorStatus): GeminiErrorKind {
  if (hasReason(details, "SERVICE_DISABLED") || /has not been used in project/i.test(message)) {
    return "serviceDisabled";
  }
  if (
    hasReason(
      details,
      "API_KEY_SERVICE_BLOCKED",
      "API_KEY_HTTP_REFERRER_BLOCKED",
      "API_KEY_IP_ADDRESS_BLOCKED",
      "API_KEY_ANDROID_APP_BLOCKED",
      "API_KEY_IOS_APP_BLOCKED",
    )
  ) {
    return "restrictedKey";
  }
  if (hasReason(details, "BILLING_DISABLED")) {
    return "billing";
  }
  // Of the key's project: nothing can be done with this key any more.
  if (hasReason(details, "CONSUMER_SUSPENDED", "CONSUMER_INVALID") || /has been suspended/i.test(message)) {
    return "invalidKey";
  }
  if (/unregistered callers/i.test(message)) {
    return "missingKey";
  }
  if (/leaked/i.test(message)) {
    return "leakedKey";
  }
  if (isAboutFile(message)) {
    return "fileState";
  }
  return /are blocked|referer|referrer|IP address/i.test(message) ? "restrictedKey" : "permission";
}

function classifyQuota({ message, details }: ErrorStatus): GeminiErrorKind {
  const violations = details.filter((detail) => isType(detail, "QuotaFailure")).flatMap(violationsOf);
  if (/\blimit: 0(?!\.?\d)/.test(message) || violations.some(({ quotaValue }) => quotaValue === "0")) {
    return "quotaZero";
  }
  if (/credits are depleted|prepa(id|yment)/i.test(message)) {
    return "billing";
  }
  const perDay = violations.some(({ quotaId }) => /PerDay/i.test(quotaId));
  const known = violations.some(({ quotaId }) => quotaId !== "");
  return perDay || (!known && /per day/i.test(message)) ? "quotaPerDay" : "quotaPerMinute";
}

function violationsOf(detail: ErrorDetail): readonly { quotaId: string; quotaValue: string | undefined }[] {
  const violations = Array.isArray(detail.violations) ? (detail.violations as unknown[]) : [];
  return violations
    .filter((violation) => typeof violation === "object" && violation !== null)
    .map((violation) => {
      const { quotaId, quotaValue } = violation as Readonly<Record<string, unknown>>;
      return {
        quotaId: typeof quotaId === "string" ? quotaId : "",
        quotaValue:
          typeof quotaValue === "string" || typeof quotaValue === "number" ? String(quotaValue) : undefined,
      };
    });
}

/** Whether a detail is of the `google.rpc` type `name`. */
export function isType(detail: ErrorDetail, name: string): boolean {
  const type = detail["@type"];
  return typeof type === "string" && type.endsWith(`.${name}`);
}

function hasReason(details: readonly ErrorDetail[], ...reasons: readonly string[]): boolean {
  return details.some(({ reason }) => typeof reason === "string" && reasons.includes(reason));
}

function isAboutFile(message: string): boolean {
  return /\bfiles?\/|\bthe file\b|^File\b|\bFile [a-z0-9-]+ /i.test(message);
}
