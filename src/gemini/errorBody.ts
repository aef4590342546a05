import { GeminiError } from "./errors.ts";
import type { ErrorDetail, HelpLink } from "./errors.ts";
import { classify, isType } from "./classify.ts";
import type { ErrorStatus } from "./classify.ts";
import { redactJson } from "./redact.ts";
import type { Redact } from "./redact.ts";

/** The error inside a parsed body: `{"error": …}`, an array around it, or all that as JSON in a string. Undefined when there is none. */
export function errorIn(value: unknown): unknown {
  if (typeof value === "string") {
    return errorInText(value);
  }
  if (Array.isArray(value)) {
    return errorIn(value[0]);
  }
  if (typeof value !== "object" || value === null || !("error" in value)) {
    return undefined;
  }
  return value.error ?? undefined;
}

/** Builds the error for an `error` object that was found in a body or in a stream. */
export function errorFromStatus(
  error: unknown,
  redact: Redact,
  http: { readonly status?: number; readonly retryAfterMs?: number | undefined } = {},
): GeminiError {
  const found = readStatus(error, 0);
  const details = found.details
    .filter((detail) => !isType(detail, "DebugInfo"))
    .map((detail) => redactJson(detail, redact) as ErrorDetail);
  // In a stream the HTTP status is 200 and says nothing; otherwise it is the one fact every proxy leaves intact.
  const httpStatus = http.status !== undefined && http.status >= 400 ? http.status : undefined;
  const status = httpStatus ?? found.code;
  const message = redact(found.message);
  const retryAfterMs = retryDelayMs(details) ?? http.retryAfterMs ?? delayInWords(message);
  return new GeminiError(classify({ ...found, message, details }, status), message, {
    status,
    retryAfterMs,
    reason: reasonOf(details) ?? (found.status && redact(found.status)),
    details,
    links: details.flatMap(helpLinks),
  });
}

/** Builds the error for a body that came with a failing HTTP status, whatever it holds and calls itself. */
export function errorFromBody(
  body: string,
  redact: Redact,
  http: { readonly status: number; readonly retryAfterMs?: number | undefined },
): GeminiError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return errorFromStatus({ code: http.status, message: summary(redact(body), http.status) }, redact, http);
  }
  return errorFromStatus(errorIn(parsed) ?? foreignError(parsed, redact, http.status), redact, http);
}

/** The error of a gateway that has a format of its own; most have a message. */
function foreignError(body: unknown, redact: Redact, status: number): object {
  const message = isRecord(body) ? (body.message ?? body.detail) : undefined;
  return { message: summary(typeof message === "string" ? redact(message) : "", status) };
}

/** The JSON object of an answer that came in one piece. Throws what went wrong if it is not one. */
export function parseAnswer(body: string, redact: Redact): object {
  if (body.trim() === "") {
    throw new GeminiError("empty", "The answer has no content", { status: 200 });
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    if (/^\s*[[{]/.test(body)) {
      throw new GeminiError("network", "The connection ended in the middle of the answer");
    }
    throw new GeminiError("protocol", `Not an answer of the Gemini API: ${summary(redact(body), 200)}`);
  }
  const error = errorIn(value);
  if (error !== undefined && !isNamed(value)) {
    throw errorFromStatus(error, redact);
  }
  if (!isRecord(value)) {
    throw new GeminiError("protocol", "Not an answer of the Gemini API: not a JSON object");
  }
  return value;
}

/** A resource may tell of an error of its own, as a file that could not be processed does. */
function isNamed(value: unknown): boolean {
  return isRecord(value) && typeof value.name === "string";
}

/** Short words for a body that is not the API's, keys taken out before: the title of a page, or the first line of a text. */
export function summary(body: string, status: number): string {
  const title = /<title[^>]*>([^<]+)</i.exec(body)?.[1]?.trim().slice(0, 200);
  const line = /^\s*</.test(body)
    ? undefined
    : body
        .trim()
        .split(/[\r\n]/, 1)[0]
        ?.slice(0, 200);
  const words = title ?? line;
  return words ? `HTTP ${status}: ${words}` : `HTTP ${status}`;
}

/** Milliseconds of a protobuf duration such as `"34.07s"`. */
export function durationMs(value: unknown): number | undefined {
  const seconds = typeof value === "string" ? /^(\d+(?:\.\d+)?)s$/.exec(value)?.[1] : undefined;
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

function readStatus(error: unknown, depth: number): ErrorStatus {
  if (typeof error !== "object" || error === null) {
    return { message: typeof error === "string" ? error : "Unknown error", details: [] };
  }
  const { code, status, message, details } = error as Readonly<Record<string, unknown>>;
  const outer: ErrorStatus = {
    ...(isHttpError(Number(code)) ? { code: Number(code) } : {}),
    ...(typeof status === "string" ? { status } : {}),
    message: typeof message === "string" && message !== "" ? message : describe(code, status),
    details: Array.isArray(details) ? (details as unknown[]).filter(isRecord) : [],
  };
  const inner = depth < 2 ? errorInText(outer.message) : undefined;
  if (inner === undefined) {
    return outer;
  }
  const read = readStatus(inner, depth + 1);
  return { ...outer, ...read, details: [...read.details, ...outer.details] };
}

/** Some routes put the whole error, as JSON, into the message of another, or into a string. Undefined if there is none. */
export function errorInText(text: string): unknown {
  if (!/^\s*["[{]/.test(text)) {
    return undefined;
  }
  try {
    return errorIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Proxies also put a text or the number of another protocol where the code belongs. */
function isHttpError(code: number): boolean {
  return code >= 400 && code < 600;
}

function describe(code: unknown, status: unknown): string {
  const words = [code, status].filter((word) => typeof word === "string" || typeof word === "number");
  return words.length === 0 ? "The server reported an error without a message" : words.join(" ");
}

function isRecord(value: unknown): value is ErrorDetail {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function reasonOf(details: readonly ErrorDetail[]): string | undefined {
  const reason = details.find((detail) => isType(detail, "ErrorInfo"))?.reason;
  return typeof reason === "string" ? reason : undefined;
}

function retryDelayMs(details: readonly ErrorDetail[]): number | undefined {
  return durationMs(details.find((detail) => isType(detail, "RetryInfo"))?.retryDelay);
}

const MS_OF_UNIT: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** A delay such as `2.5s`, `807.3ms` or `13h2m3.5s`. */
function delayInWords(message: string): number | undefined {
  const delay = /please retry in ((?:[\d.]+(?:h|ms?|s))+)/i.exec(message)?.[1];
  if (delay === undefined) {
    return undefined;
  }
  const ms = [...delay.matchAll(/([\d.]+)(h|ms?|s)/gi)].map(
    ([, amount, unit = ""]) => Number(amount) * (MS_OF_UNIT[unit.toLowerCase()] ?? NaN),
  );
  const total = Math.ceil(ms.reduce((sum, part) => sum + part, 0));
  return Number.isFinite(total) ? total : undefined;
}

function helpLinks(detail: ErrorDetail): readonly HelpLink[] {
  const links = detail.links;
  if (!isType(detail, "Help") || !Array.isArray(links)) {
    return [];
  }
  return (links as unknown[]).filter(isRecord).flatMap(({ description, url }) => {
    if (typeof url !== "string" || !/^https?:\/\//.test(url)) {
      return [];
    }
    return [{ url, description: typeof description === "string" ? description : url }];
  });
}
