import type { JsonObject } from "./wire.ts";

const statusOf: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  402: "RESOURCE_EXHAUSTED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** A refusal in Google's shape: `{ error: { code, message, status, details } }`. */
export class ApiFailure extends Error {
  readonly code: number;
  readonly status: string;
  readonly details: readonly JsonObject[];

  constructor(code: number, message: string, details: readonly JsonObject[] = [], status?: string) {
    super(message);
    this.name = "ApiFailure";
    this.code = code;
    this.status = status ?? statusOf[code] ?? "UNKNOWN";
    this.details = details;
  }

  toJSON(): JsonObject {
    return {
      error: {
        code: this.code,
        message: this.message,
        status: this.status,
        ...(this.details.length > 0 && { details: this.details }),
      },
    };
  }
}

/** A `google.rpc` error detail, such as `detail("RetryInfo", { retryDelay: "5s" })`. */
export function detail(type: string, fields: JsonObject): JsonObject {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...fields };
}

export function errorInfo(reason: string): JsonObject {
  return detail("ErrorInfo", {
    reason,
    domain: "googleapis.com",
    metadata: { service: "generativelanguage.googleapis.com" },
  });
}

export interface Violation {
  /** Path in snake_case, as the service names its fields: `generation_config.top_p`; missing for the root. */
  readonly field?: string;
  readonly description: string;
}

/** 400 with one sentence and one field violation per mistake. */
export function badRequest(violations: readonly Violation[]): ApiFailure {
  return new ApiFailure(400, violations.map((violation) => violation.description).join("\n"), [
    detail("BadRequest", { fieldViolations: violations }),
  ]);
}
