import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { Emulator } from "../../emulator/emulator.ts";
import type { Chunk } from "../../emulator/wire.ts";

export interface AskOptions {
  readonly model?: string;
  readonly method?: string;
  /** Default: `alt=sse`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export const keyHeader = { "x-goog-api-key": "right-key" };

/** A request for an answer, as a client sends it; a string stands for a first turn. */
export function ask(
  emulator: Emulator,
  request: object | string,
  options: AskOptions = {},
): Promise<Response> {
  const { model = "gemini-flash-latest", method = "streamGenerateContent", query = "alt=sse" } = options;
  const body =
    typeof request === "string" ? { contents: [{ role: "user", parts: [{ text: request }] }] } : request;
  return fetch(`${emulator.url}/v1beta/models/${model}:${method}?${query}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...keyHeader, ...options.headers },
    body: JSON.stringify(body),
    ...(options.signal && { signal: options.signal }),
  });
}

/** Reads the framing the service itself uses; tests of other framings look at the bytes. */
export function eventsOf(body: string): readonly Chunk[] {
  return body
    .split("\r\n\r\n")
    .filter((event) => event.startsWith("data: "))
    .map((event) => JSON.parse(event.slice("data: ".length)) as Chunk);
}

export function textOfEvents(events: readonly Chunk[]): string {
  return events
    .flatMap((event) => event.candidates?.[0]?.content?.parts ?? [])
    .filter((part) => part.thought !== true)
    .map((part) => part.text ?? "")
    .join("");
}

export async function answerOf(
  emulator: Emulator,
  request: object | string,
  options: AskOptions = {},
): Promise<string> {
  const response = await ask(emulator, request, options);
  return textOfEvents(eventsOf(await response.text()));
}

export interface ErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly status: string;
    readonly details?: readonly Readonly<Record<string, unknown>>[];
  };
}

export async function errorOf(response: Response): Promise<ErrorBody["error"]> {
  return ((await response.json()) as ErrorBody).error;
}

/** A reply as the network brings it, in its own pieces: fetch would decompress, join, follow or refuse. */
export async function rawReply(emulator: Emulator, scenario?: string, query = "alt=sse") {
  const outgoing = request(
    `${emulator.url}/v1beta/models/gemini-flash-latest:streamGenerateContent?${query}`,
    {
      method: "POST",
      headers: { ...keyHeader, ...(scenario !== undefined && { "x-emulator-scenario": scenario }) },
    },
  );
  outgoing.end(JSON.stringify({ contents: [{ parts: [{ text: "Grüße" }] }] }));
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  // Iterating would join what has piled up.
  response.on("data", (piece: Buffer) => pieces.push(piece));
  await once(response, "end");
  return { status: response.statusCode, headers: response.headers, pieces };
}
