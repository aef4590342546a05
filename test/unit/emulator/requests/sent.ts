import type { JsonObject } from "../../../emulator/wire.ts";
import type { ReceivedRequest } from "../../gemini/server.ts";

/** What a client put on the wire. */
export interface Sent {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Without those that belong to the connection and not to the API. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

const ofConnection = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "host",
  "sec-fetch-mode",
  "transfer-encoding",
]);

export function sentBy({ method = "", url = "", headers, body }: ReceivedRequest): Sent {
  const kept = Object.entries(headers).filter(([name]) => !ofConnection.has(name));
  return {
    method,
    path: url,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    body: JSON.parse(body) as JsonObject,
  };
}
