/** What can go wrong, one name per thing a person can do about it. */
export type GeminiErrorKind =
  /** No key was sent and the server wants one. */
  | "missingKey"
  | "invalidKey"
  /** Reported as leaked and shut off by Google. */
  | "leakedKey"
  /** The key may not be used for this API, or not from this address. */
  | "restrictedKey"
  /** The API is not switched on in the key's project; `links` lead there. */
  | "serviceDisabled"
  | "permission"
  | "region"
  /** Prepaid credit is used up. */
  | "billing"
  | "quotaPerMinute"
  | "quotaPerDay"
  /** The model is not part of the key's tier at all. */
  | "quotaZero"
  /** A model or resource that the server does not know. */
  | "notFound"
  /** A file that is gone, foreign or not ready: upload it again. */
  | "fileState"
  /** The server could not process a file that was uploaded. */
  | "fileFailed"
  /** A file that the server still processes after as long as a client may wait. */
  | "fileProcessing"
  /** A file without a byte, which the server does not take. */
  | "emptyFile"
  /** More bytes than the Files API takes. */
  | "fileTooLarge"
  /** A file that was changed while it was read. */
  | "fileChanged"
  /** What arrived of a file is not what was sent. */
  | "fileDamaged"
  /** The body is too large to be sent inline. */
  | "tooLarge"
  /** More tokens than the model takes. */
  | "tooManyTokens"
  /** A thought signature that the server does not accept. */
  | "signature"
  | "badRequest"
  | "overloaded"
  /** The server gave up: the prompt takes too long. */
  | "deadline"
  /** The server cancelled the request. */
  | "cancelled"
  | "server"
  /** Nothing came for as long as the client's own limits allow. */
  | "timeout"
  | "network"
  /** The server's certificate could not be verified. */
  | "certificate"
  /** The proxy refused: credentials, mostly. */
  | "proxy"
  /** The endpoint is not a URL that requests can be sent to. */
  | "endpoint"
  /** Answered with a redirect, which is not followed because the key would go along. */
  | "redirect"
  /** Status 200 and nothing in it. */
  | "empty"
  /** Answered with something that is not the Gemini API's. */
  | "protocol";

/** Whether the same request may succeed later. The one place where that is decided. */
const retryableKinds: Readonly<Record<GeminiErrorKind, boolean>> = {
  missingKey: false,
  invalidKey: false,
  leakedKey: false,
  restrictedKey: false,
  serviceDisabled: false,
  permission: false,
  region: false,
  billing: false,
  quotaPerMinute: true,
  quotaPerDay: false,
  quotaZero: false,
  notFound: false,
  fileState: false,
  fileFailed: false,
  fileProcessing: false,
  emptyFile: false,
  fileTooLarge: false,
  fileChanged: false,
  fileDamaged: false,
  tooLarge: false,
  tooManyTokens: false,
  signature: false,
  badRequest: false,
  overloaded: true,
  deadline: true,
  cancelled: true,
  server: true,
  timeout: true,
  network: true,
  certificate: false,
  proxy: false,
  endpoint: false,
  redirect: false,
  empty: true,
  protocol: false,
};

/** One entry of `error.details`, as the server sent it: https://cloud.google.com/apis/design/errors#error_details */
export type ErrorDetail = Readonly<Record<string, unknown>>;

export interface HelpLink {
  readonly description: string;
  readonly url: string;
}

export interface GeminiErrorInit {
  /** HTTP status, or the code inside an error that came in a stream. */
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly reason?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
  readonly links?: readonly HelpLink[] | undefined;
  readonly cause?: unknown;
}

/**
 * The only error this library throws; a caller's abort is rethrown as it is. `message` is the server's or the system's
 * own words, free of keys: for logs, not for people.
 */
export class GeminiError extends Error {
  override readonly name = "GeminiError";
  readonly kind: GeminiErrorKind;
  readonly status: number | undefined;
  /** How long the server wants to be left alone. */
  readonly retryAfterMs: number | undefined;
  /** The server's `ErrorInfo.reason` or status name, or the code of a network failure such as `ECONNRESET`. */
  readonly reason: string | undefined;
  readonly details: readonly ErrorDetail[];
  readonly links: readonly HelpLink[];

  constructor(kind: GeminiErrorKind, message: string, init: GeminiErrorInit = {}) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.kind = kind;
    this.status = init.status;
    this.retryAfterMs = init.retryAfterMs;
    this.reason = init.reason;
    this.details = init.details ?? [];
    this.links = init.links ?? [];
  }

  /** Whether the same request may succeed later, by itself or after `retryAfterMs`. */
  get retryable(): boolean {
    return retryableKinds[this.kind] || (this.kind === "quotaPerDay" && this.retryAfterMs !== undefined);
  }
}
