import assert from "node:assert/strict";
import type { CallOptions, GeminiClient } from "../../../src/gemini/client.ts";
import type { GeminiErrorKind } from "../../../src/gemini/errors.ts";
import type { Refusal } from "../../../src/gemini/options.ts";
import type { GenerateContentRequest } from "../../../src/gemini/wire.ts";
import { answering, bareError, closeServers, failureOf } from "./server.ts";
import { overloaded, question, serve, textChunk } from "./server.ts";
import type { Handler } from "./server.ts";

type Call = (
  client: GeminiClient,
  options?: CallOptions,
  request?: GenerateContentRequest,
) => Promise<unknown>;

/** Every method; the stream's first chunk stands for its answer. */
const methods: Readonly<Record<string, Call>> = {
  streamGenerateContent: async (client, options, request = question) => {
    for await (const chunk of client.streamGenerateContent("m", request, options)) {
      return chunk;
    }
    return undefined;
  },
  generateContent: (client, options, request = question) => client.generateContent("m", request, options),
  countTokens: (client, options, request = question) => client.countTokens("m", request, options),
  listModels: async (client, options) => {
    for await (const model of client.listModels(options)) {
      return model;
    }
    return undefined;
  },
  getModel: (client, options) => client.getModel("m", options),
};

/** An answer that each method takes for its own. */
const answer = { ...textChunk("Hi", "STOP"), totalTokens: 1, models: [{ name: "models/m" }] };
const success = answering(JSON.stringify(answer));

function failing(times: number, failure: Handler): Handler {
  return (response, request, count) => (count <= times ? failure : success)(response, request, count);
}

function rpc(type: string, fields: object): object {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...fields };
}

function refusing(code: number, status: string, message: string, ...details: readonly object[]): Handler {
  return answering(bareError({ code, status, message, details }), code);
}

const reset: Handler = (response) => void response.socket?.resetAndDestroy();
const retryInfo = rpc("RetryInfo", { retryDelay: "1.25s" });

/** What each failure is, and the waits before it is given up. */
const failures: readonly (readonly [kind: GeminiErrorKind, failure: Handler, waits: readonly number[]])[] = [
  ["overloaded", answering(bareError(overloaded), 503), [1_000, 2_000, 4_000, 8_000]],
  ["overloaded", answering(bareError(overloaded)), [1_000, 2_000, 4_000, 8_000]],
  ["server", answering("<title>Bad Gateway</title>", 502), [1_000, 2_000, 4_000, 8_000]],
  ["network", reset, [1_000, 2_000, 4_000, 8_000]],
  ["quotaPerMinute", refusing(429, "RESOURCE_EXHAUSTED", "Quota", retryInfo), [1_250, 1_250]],
  ["cancelled", refusing(499, "CANCELLED", "x"), [1_000]],
  ["deadline", refusing(504, "DEADLINE_EXCEEDED", "x"), [1_000]],
  ["empty", answering(""), [1_000]],
  ["network", answering('{"candidates": [{"con'), [1_000, 2_000, 4_000, 8_000]],
  ["billing", refusing(402, "RESOURCE_EXHAUSTED", "x", retryInfo), []],
  ["quotaZero", refusing(429, "RESOURCE_EXHAUSTED", "limit: 0", retryInfo), []],
  ["invalidKey", refusing(400, "INVALID_ARGUMENT", "x", rpc("ErrorInfo", { reason: "API_KEY_INVALID" })), []],
  ["region", refusing(400, "FAILED_PRECONDITION", "User location is not supported for the API use."), []],
  ["invalidKey", refusing(401, "UNAUTHENTICATED", "x"), []],
  ["leakedKey", refusing(403, "PERMISSION_DENIED", "Your API key was reported as leaked."), []],
  ["notFound", refusing(404, "NOT_FOUND", "models/m is not found"), []],
  ["tooLarge", answering("<title>Too large</title>", 413), []],
  ["redirect", answering("", 302, { location: "/elsewhere" }), []],
  ["redirect", answering("", 308, { location: "/elsewhere" }), []],
  ["protocol", answering("<title>Login</title>"), []],
];

for (const [name, call] of Object.entries(methods)) {
  describe(`GeminiClient.${name}`, () => {
    afterEach(closeServers);

    it("tells failures apart, and tries again those that may pass", async () => {
      for (const [kind, failure, waits] of failures) {
        const slept: number[] = [];
        const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
        const onWait = () => undefined;
        const server = await serve(failure);
        const client = server.client({ retry: { sleep, random: () => 0 } });
        const error = await failureOf(call(client, { onWait }));
        assert.equal(error.kind, kind, error.message);
        assert.deepEqual(slept, waits, kind);
        assert.equal(server.requests.length, waits.length + 1, kind);
      }
    });

    it("succeeds when the failure has passed, and tells each wait", async () => {
      const server = await serve(failing(2, answering(bareError(overloaded), 503)));
      const told: unknown[] = [];
      const result = await call(server.client(), {
        onWait: (wait) => {
          told.push([wait.attempt, wait.error.kind]);
          wait.hurry();
        },
      });
      assert.deepEqual(result, name === "listModels" ? answer.models[0] : answer);
      assert.deepEqual(told, [
        [1, "overloaded"],
        [2, "overloaded"],
      ]);
    });

    it("ends with the reason of an abort, while it is sent and while it waits, and closes the connection", async () => {
      const reason = new Error("enough");
      for (const isWaiting of [true, false]) {
        const abort = new AbortController();
        let closed: Promise<unknown> | undefined;
        const server = await serve((response, request, count) => {
          if (isWaiting) {
            return answering("busy", 503)(response, request, count);
          }
          closed = new Promise((resolve) => response.once("close", resolve));
          abort.abort(reason);
        });
        const onWait = () => abort.abort(reason);
        const result = call(server.client(), { signal: abort.signal, onWait });
        await assert.rejects(result, (error) => error === reason);
        await closed;
        assert.equal(server.requests.length, 1);
      }
    });

    it("waits no longer for headers and in silence than it is told to", async () => {
      for (const timeouts of [{ headersMs: 20 }, { silenceMs: 20 }]) {
        const server = await serve((response) => {
          if ("silenceMs" in timeouts) {
            response.writeHead(200).flushHeaders();
          }
        });
        assert.equal((await failureOf(call(server.client({ timeouts })))).kind, "timeout");
        assert.equal(server.requests.length, 1);
      }
    });

    it("keeps what the status says when the error's body never ends", async () => {
      const server = await serve((response) => void response.writeHead(403).write('{"error": {'));
      const client = server.client({ timeouts: { silenceMs: 20 }, retry: false });
      const error = await failureOf(call(client));
      assert.deepEqual([error.kind, error.status], ["permission", 403]);
    });

    it("keeps help links", async () => {
      const link = { description: "Enable it", url: "https://console.developers.google.com/apis" };
      const disabled = [rpc("ErrorInfo", { reason: "SERVICE_DISABLED" }), rpc("Help", { links: [link] })];
      const server = await serve(refusing(403, "PERMISSION_DENIED", "x", ...disabled));
      const error = await failureOf(call(server.client()));
      assert.deepEqual(
        [error.kind, error.reason, error.links],
        ["serviceDisabled", "SERVICE_DISABLED", [link]],
      );
    });
  });
}

describe("An option that a model refuses", () => {
  afterEach(closeServers);

  it("is left out, told and remembered by every method that sends it", async () => {
    const request = { ...question, generationConfig: { seed: 1, topK: 2 } };
    for (const name of ["streamGenerateContent", "generateContent", "countTokens"]) {
      const server = await serve((response, received, count) =>
        (received.body.includes("seed")
          ? refusing(400, "INVALID_ARGUMENT", "seed is not supported")
          : success)(response, received, count),
      );
      const client = server.client();
      const told: Refusal[] = [];
      const onOptionRefused = (refusal: Refusal) => told.push(refusal);
      await methods[name]?.(client, { onOptionRefused }, request);
      await methods[name]?.(client, { onOptionRefused }, request);
      assert.deepEqual(
        told.map(({ option, value }) => [option, value]),
        [["seed", 1]],
        name,
      );
      assert.equal(server.requests.length, 3);
      assert.ok(server.requests.slice(1).every(({ body }) => body.includes('"topK":2')));
    }
  });
});
