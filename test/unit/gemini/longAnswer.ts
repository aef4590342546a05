import type { GenerateContentRequest, GenerateContentResponse } from "../../../src/gemini/wire.ts";
import { events } from "./server.ts";
import type { Handler, TestServer } from "./server.ts";
import type { RetryPolicy } from "../../../src/gemini/retry.ts";

export function part(text: string, rest: object = {}, usage?: object): GenerateContentResponse {
  return {
    candidates: [{ content: { role: "model", parts: text === "" ? [] : [{ text }] }, ...rest }],
    ...(usage === undefined ? {} : { usageMetadata: usage }),
  };
}

/** Sends events and then breaks the connection. */
export function breakingOff(...values: readonly unknown[]): Handler {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(...values), () => setImmediate(() => response.socket?.resetAndDestroy()));
  };
}

/** One handler per request, in order. */
export function inTurn(...handlers: readonly Handler[]): Handler {
  return (response, request, count) => handlers[count - 1]?.(response, request, count);
}

export function tokensOf(server: TestServer): readonly unknown[] {
  return server.requests.map(({ body }) => (JSON.parse(body) as GenerateContentRequest).continuationToken);
}

export const noWait = { sleep: () => Promise.resolve() };

/** A policy that notes its waits and does not wait. */
export function noting(slept: number[]): RetryPolicy {
  return { random: () => 0, sleep: (ms) => Promise.resolve(void slept.push(ms)) };
}

export const stop = part("end", { finishReason: "STOP" });
export const token = (name: string, rest: object = {}) =>
  part(`${name} `, { continuationToken: name, ...rest });
