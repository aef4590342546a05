import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { GeminiClient } from "../../../src/gemini/client.ts";
import type { GeminiClientOptions } from "../../../src/gemini/client.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "../../../src/gemini/wire.ts";

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export type Handler = (
  response: http.ServerResponse,
  request: ReceivedRequest,
  count: number,
) => void | Promise<void>;

export interface TestServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** A client of this server; its key is `test-key`. */
  client(options?: Partial<GeminiClientOptions>): GeminiClient;
}

const servers: http.Server[] = [];

/** A server on the loopback that answers with `handle`; `closeServers` belongs in an `afterEach`. */
export async function serve(handle: Handler): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const server = http.createServer((message, response) => {
    void read(message).then((body) => {
      const { method, url, headers } = message;
      const request = { method, url, headers, body };
      requests.push(request);
      return handle(response, request, requests.length);
    });
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (options: Partial<GeminiClientOptions> = {}) =>
    new GeminiClient({ apiKey: "test-key", baseUrl: url, ...options });
  return { url, requests, client };
}

export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
}

async function read(message: http.IncomingMessage): Promise<string> {
  message.setEncoding("utf8");
  let body = "";
  for await (const text of message) {
    body += text as string;
  }
  return body;
}

/** Answers every request with this status and body. */
export function answering(
  body: string | Uint8Array,
  status = 200,
  headers: http.OutgoingHttpHeaders = {},
): Handler {
  return (response) => {
    response.writeHead(status, { "content-type": "text/event-stream", ...headers });
    response.end(body);
  };
}

/** A chunk with one text part. */
export function textChunk(text: string, finishReason?: string): GenerateContentResponse {
  return {
    candidates: [
      { content: { role: "model", parts: [{ text }] }, ...(finishReason ? { finishReason } : {}), index: 0 },
    ],
  };
}

/** A value as one event, as Google sends it. */
export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\r\n\r\n`;
}

export function events(...values: readonly unknown[]): string {
  return values.map(event).join("");
}

/** A bare error as Google appends it to a stream: pretty-printed, without `data:`, without a blank line. */
export function bareError(error: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ error }, undefined, 2)}\n`;
}

export const overloaded = {
  code: 503,
  message: "The model is overloaded. Please try again later.",
  status: "UNAVAILABLE",
};

export const question: GenerateContentRequest = { contents: [{ role: "user", parts: [{ text: "Hi" }] }] };

/** Everything a stream yields, and the error it ends with. */
export async function drain(
  stream: AsyncIterable<GenerateContentResponse>,
): Promise<{ readonly chunks: GenerateContentResponse[]; readonly error: unknown }> {
  const chunks: GenerateContentResponse[] = [];
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
    }
  } catch (error) {
    return { chunks, error };
  }
  return { chunks, error: undefined };
}

/** The `GeminiError` that a promise is rejected with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<GeminiError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof GeminiError) {
      return error;
    }
    throw error;
  }
  throw new Error("It did not fail");
}
