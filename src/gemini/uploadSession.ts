import { endpointBase } from "./endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { GeminiError } from "./errors.ts";
import type { Redact } from "./redact.ts";

/** An upload under way, as it can be kept and taken up again. The URL is a secret: whoever has it can write the file. */
export interface UploadSession {
  readonly url: string;
  /** Bytes; all requests but the last carry a multiple of it. */
  readonly granularity: number;
  readonly size: number;
  readonly mimeType: string;
  /** Of the source. */
  readonly version?: string;
}

/** As an abort's reason: the upload is to go on from its session later. Any other reason cancels it on the server. */
export class UploadPaused extends Error {
  override readonly name = "UploadPaused";
}

/**
 * Throws unless the key may go to this URL: it is the endpoint's own, or Google's where the endpoint is Google's.
 */
export function checkUploadUrl(url: string, endpoint: Endpoint): void {
  const base = new URL(endpointBase(endpoint));
  const target = URL.parse(url);
  if (target?.username !== "" || target.password !== "") {
    throw new GeminiError("protocol", "The server opened the upload at something that is not a bare URL");
  }
  const isOwn = target.protocol === base.protocol && target.host === base.host;
  if (!isOwn && !(isGoogles(base) && isGoogles(target))) {
    throw new GeminiError("redirect", `The server wants the upload at ${target.protocol}//${target.host}`);
  }
}

function isGoogles({ protocol, host }: URL): boolean {
  return protocol === "https:" && host.endsWith(".googleapis.com");
}

/** Shortest part of a query that is taken for a secret; a shorter one may be any word. */
const SHORTEST_SECRET = 8;

/** Replaces the upload's URL and what is secret in it. */
export function uploadRedactor(url: string): Redact {
  const { pathname, search, searchParams } = new URL(url);
  const raw = search.slice(1).split("&");
  const values = [...searchParams.values(), ...raw.map((pair) => pair.slice(pair.indexOf("=") + 1))];
  const secrets = [url, `${pathname}${search}`, ...values].filter(({ length }) => length >= SHORTEST_SECRET);
  return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, "[upload]"), text);
}
