import type { FieldType } from "./schema.ts";

type Messages = Readonly<Record<string, Readonly<Record<string, FieldType>>>>;

/** The body of an error, which the discovery document takes for granted: https://cloud.google.com/apis/design/errors */
export const errorMessages: Messages = {
  ErrorBody: { error: "ErrorStatus" },
  ErrorStatus: {
    code: "int32",
    message: "string",
    status: {
      enum: [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
      ],
    },
    details: "struct[]",
  },
  QuotaViolation: {
    subject: "string",
    description: "string",
    quotaMetric: "string",
    quotaId: "string",
    quotaDimensions: "map<string>",
    quotaValue: "int64",
  },
  HelpLink: { description: "string", url: "string" },
  FieldViolation: { field: "string", description: "string" },
  PreconditionViolation: { type: "string", subject: "string", description: "string" },
};

/** What stands in `error.details`, by the last word of its `@type`; of the package google.rpc. */
export const errorDetails: Messages = {
  ErrorInfo: { reason: "string", domain: "string", metadata: "map<string>" },
  RetryInfo: { retryDelay: "duration" },
  QuotaFailure: { violations: "QuotaViolation[]" },
  Help: { links: "HelpLink[]" },
  BadRequest: { fieldViolations: "FieldViolation[]" },
  LocalizedMessage: { locale: "string", message: "string" },
  DebugInfo: { stackEntries: "string[]", detail: "string" },
  PreconditionFailure: { violations: "PreconditionViolation[]" },
};
