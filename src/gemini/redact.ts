/** Rids a text of secrets. */
export type Redact = (text: string) => string;

const KEY_PATTERNS = /AIza[0-9A-Za-z_-]{35}|\bAQ\.[A-Za-z0-9_.-]{8,}/g;

/** Replaces the given key and whatever looks like a Google API key; servers echo keys in error details. */
export function redactor(key: string): Redact {
  return (text) => (key === "" ? text : text.replaceAll(key, "[key]")).replace(KEY_PATTERNS, "[key]");
}

/** Applies `redact` to every string inside a JSON value, names of fields included. */
export function redactJson(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") {
    return redact(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => redactJson(item, redact));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [redact(name), redactJson(item, redact)]),
    );
  }
  return value;
}

/** A copy of an error and its causes whose texts are safe; what else hung on it (requests, headers) is left behind. */
export function redactError(error: unknown, redact: Redact, depth = 0): Error {
  if (!(error instanceof Error)) {
    return new Error(redact(String(error)));
  }
  const copy = new Error(redact(error.message));
  copy.name = error.name;
  if (error.stack !== undefined) {
    copy.stack = redact(error.stack);
  }
  if (error.cause !== undefined && depth < 4) {
    copy.cause = redactError(error.cause, redact, depth + 1);
  }
  return copy;
}
