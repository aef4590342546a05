/** Rids a text of secrets. */
export type Redact = (text: string) => string;

const KEY_PATTERNS = /AIza[0-9A-Za-z_-]{35}|\bAQ\.[A-Za-z0-9_.-]{8,}/g;

/** Replaces the given key, in every form in which it may come back, and whatever looks like a Google API key. */
export function redactor(key: string): Redact {
  const forms = echoes(key);
  return (text) =>
    forms.reduce((clean, form) => clean.replaceAll(form, "[key]"), text).replace(KEY_PATTERNS, "[key]");
}

/** Shorter pieces of base64 could be anything. */
const MIN_BASE64 = 8;

/** The key as servers and proxies repeat it: as it is, escaped for a URL or for JSON, in base64. Longest first. */
function echoes(key: string): readonly string[] {
  if (key === "") {
    return [];
  }
  const url = encodeURIComponent(key.toWellFormed());
  const lowerCaseUrl = url.replace(/%../g, (escape) => escape.toLowerCase());
  const forms = [key, url, lowerCaseUrl, JSON.stringify(key).slice(1, -1), ...inBase64(key)];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** What base64 makes of the key alone and of the key inside something longer, where it may begin at any of three bytes. */
function inBase64(key: string): readonly string[] {
  if (/[^\x21-\x7e]/.test(key)) {
    return [];
  }
  const inside = [0, 1, 2].map((before) => {
    const length = Math.floor(((before + key.length) * 8) / 6);
    return btoa("\0".repeat(before) + key).slice(Math.ceil((before * 8) / 6), length);
  });
  return [btoa(key), ...inside]
    .filter((form) => form.length >= MIN_BASE64)
    .flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
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
  copy.name = redact(error.name);
  if (error.stack !== undefined) {
    copy.stack = redact(error.stack);
  }
  if (error.cause !== undefined && depth < 4) {
    copy.cause = redactError(error.cause, redact, depth + 1);
  }
  return copy;
}
