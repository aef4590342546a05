/** A request as it was sent, less the key. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Whether a key went along; its value is not kept. */
  readonly withKey: boolean;
  readonly body?: string;
}

/** Longest base64 that is written out; the bytes of media are replaced by their size. */
const MAX_DATA = 256;

/** The request as a command for a POSIX shell. The key is read from the environment, never written. */
export function toCurl(request: SentRequest): string {
  const lines = [`curl -N -X ${request.method} ${quote(request.url)}`];
  if (request.withKey) {
    lines.push(`-H "x-goog-api-key: $GEMINI_API_KEY"`);
  }
  if (request.body !== undefined) {
    lines.push(`-H 'content-type: application/json'`, `-d ${quote(readable(request.body))}`);
  }
  return lines.join(" \\\n  ");
}

function readable(body: string): string {
  const shorten = (name: string, value: unknown) =>
    name === "data" && typeof value === "string" && value.length > MAX_DATA
      ? `<base64 of ${Math.floor((value.length * 3) / 4)} bytes, left out>`
      : value;
  return JSON.stringify(JSON.parse(body), shorten, 2);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
