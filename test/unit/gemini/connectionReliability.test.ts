/**
 * Ways in which clients of this API are known to have failed, one test per way, over real sockets: what becomes of a connection. The numbers are ours; each
 * stands for reports against other clients.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import type { AddressInfo } from "node:net";
import { GeminiClient } from "../../../src/gemini/client.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { Wait } from "../../../src/gemini/retry.ts";
import { answering, bareError, closeServers, drain, event, events, failureOf } from "./server.ts";
import { overloaded, question, serve, textChunk } from "./server.ts";
import type { TestServer } from "./server.ts";

const hello = [textChunk("Grüße, "), textChunk("世界 🌍", "STOP")];

/** Streams one answer without retries. */
async function ask(server: TestServer): ReturnType<typeof drain> {
  return drain(server.client({ retry: false }).streamGenerateContent("m", question));
}

describe("reliability of connections", () => {
  afterEach(closeServers);

  it("R12 a failed connection says what failed", async () => {
    const closed = net.createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, "close");
    const client = new GeminiClient({ apiKey: "", baseUrl: `http://127.0.0.1:${port}`, retry: false });
    const error = await failureOf(client.getModel("m"));
    assert.equal(error.kind, "network");
    assert.equal(error.reason, "ECONNREFUSED");
    assert.match(error.message, /ECONNREFUSED/);
    assert.ok(error.retryable);
  });

  it("R12 the wait for headers is limited, and no wait is tried again by itself", async () => {
    const server = await serve(() => undefined);
    const client = server.client({ timeouts: { headersMs: 20 } });
    const { error } = await drain(client.streamGenerateContent("m", question));
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "timeout");
    assert.equal(server.requests.length, 1);
  });

  it("R12 a limit of 0 is none", async () => {
    const server = await serve((response) => {
      setTimeout(() => void response.end(events(...hello)), 30);
    });
    const client = server.client({ retry: false, timeouts: { headersMs: 0, silenceMs: 0 } });
    assert.deepEqual((await drain(client.streamGenerateContent("m", question))).chunks, hello);
  });

  it("R13 silence is limited", async () => {
    const server = await serve((response) => {
      response.write(event(hello[0]));
    });
    const client = server.client({ timeouts: { silenceMs: 20 } });
    const { chunks, error } = await drain(client.streamGenerateContent("m", question));
    assert.deepEqual(chunks, [hello[0]]);
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "timeout");
  });

  it("R13 a stream may last longer than the silence allowed, and so may the reader's own work", async () => {
    const server = await serve((response) => {
      let sent = 0;
      const timer = setInterval(() => {
        response.write(event(textChunk("x")));
        if (++sent === 12) {
          clearInterval(timer);
          response.end(event(textChunk("", "STOP")));
        }
      }, 50);
    });
    const client = server.client({ retry: false, timeouts: { silenceMs: 400 } });
    let text = "";
    for await (const chunk of client.streamGenerateContent("m", question)) {
      if (text === "") {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      text += chunk.candidates?.[0]?.content?.parts?.[0]?.text ?? "";
    }
    assert.equal(text, "xxxxxxxxxxxx");
  });

  it("R14 leaving the loop closes the connection", async () => {
    let closed: Promise<unknown> | undefined;
    const server = await serve((response) => {
      closed = once(response, "close");
      response.write(event(hello[0]));
    });
    for await (const chunk of server.client().streamGenerateContent("m", question)) {
      assert.deepEqual(chunk, hello[0]);
      break;
    }
    await closed;
  });

  it("R15 an abort closes the connection, ends the stream with its reason, and lets nothing more out", async () => {
    let closed: Promise<unknown> | undefined;
    const server = await serve((response) => {
      closed = once(response, "close");
      response.write(events(...hello, ...hello));
    });
    const abort = new AbortController();
    const seen: unknown[] = [];
    const reading = async () => {
      const chunks = server.client().streamGenerateContent("m", question, { signal: abort.signal });
      for await (const chunk of chunks) {
        seen.push(chunk);
        abort.abort();
      }
    };
    await assert.rejects(reading, (error) => error === abort.signal.reason);
    assert.deepEqual(seen, [hello[0]]);
    await closed;
  });

  it("R15 an abort ends the wait for headers, for bytes, and between two attempts", async () => {
    const reason = new Error("enough");
    for (const stage of ["headers", "bytes", "pause"]) {
      const abort = new AbortController();
      const server = await serve((response) => {
        if (stage === "pause") {
          response.writeHead(503).end();
          return;
        }
        if (stage === "bytes") {
          response.writeHead(200).flushHeaders();
        }
        setImmediate(() => abort.abort(reason));
      });
      const { error } = await drain(
        server.client().streamGenerateContent("m", question, {
          signal: abort.signal,
          onWait: () => abort.abort(reason),
        }),
      );
      assert.equal(error, reason, stage);
    }
  });

  it("R16 no failure leaves a rejection that nobody handles", async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    try {
      const reset = await serve((response) => {
        response.write(event(hello[0]), () => response.socket?.resetAndDestroy());
      });
      await ask(reset);
      const refused = await serve(answering("no", 500));
      await ask(refused);
      const endless = await serve((response) => void response.write(event(hello[0])));
      for await (const _ of endless.client().streamGenerateContent("m", question)) {
        break;
      }
      const abort = new AbortController();
      const aborted = endless.client().streamGenerateContent("m", question, { signal: abort.signal });
      await aborted.next();
      abort.abort();
      await closeServers();
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(unhandled, []);
    } finally {
      process.off("unhandledRejection", onUnhandled);
    }
  });

  it("R20 a quota's own delay is kept, to the fraction", async () => {
    const slept: number[] = [];
    const server = await serve((response, request, count) => {
      const quota = {
        code: 429,
        status: "RESOURCE_EXHAUSTED",
        message: "Quota",
        details: [retryInfo("0.25s")],
      };
      const handler = count === 1 ? answering(bareError(quota), 429) : answering(events(...hello));
      return handler(response, request, count);
    });
    const retry = { sleep: (ms: number) => Promise.resolve(void slept.push(ms)) };
    const result = await drain(server.client({ retry }).streamGenerateContent("m", question));
    assert.deepEqual(result, { chunks: hello, error: undefined });
    assert.deepEqual(slept, [250]);
  });

  it("R20 no quota is waited for that will not be there soon", async () => {
    const perDay = quotaFailure("GenerateRequestsPerDayPerProjectPerModel-FreeTier");
    const perMinute = quotaFailure("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
    for (const [kind, message, details] of [
      ["quotaPerDay", "Quota", [perDay]],
      ["quotaPerDay", "Quota", [perMinute, perDay, retryInfo("301s")]],
      ["quotaPerMinute", "Quota", [perMinute, retryInfo("300.1s")]],
      ["quotaZero", "Quota exceeded, limit: 0, model: m", [perMinute, retryInfo("2s")]],
      ["billing", "Your prepayment credits are depleted.", [retryInfo("2s")]],
    ] as const) {
      const quota = { code: 429, status: "RESOURCE_EXHAUSTED", message, details };
      const server = await serve(answering(bareError(quota), 429));
      const onWait = () => assert.fail(`${kind} was waited for`);
      const { error } = await drain(server.client().streamGenerateContent("m", question, { onWait }));
      assert.ok(error instanceof GeminiError);
      assert.equal(error.kind, kind);
      assert.equal(server.requests.length, 1);
    }
  });

  it("R20 a quota per minute is waited for, as is one per day where the server names a short delay", async () => {
    for (const quotaId of ["RequestsPerMinute", "RequestsPerDay"]) {
      const slept: number[] = [];
      const details = [quotaFailure(quotaId), retryInfo("1.5s")];
      const quota = { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota", details };
      const server = await serve(answering(bareError(quota), 429));
      const retry = { sleep: (ms: number) => Promise.resolve(void slept.push(ms)) };
      const { error } = await drain(server.client({ retry }).streamGenerateContent("m", question));
      assert.ok(error instanceof GeminiError);
      assert.deepEqual(slept, [1_500, 1_500], quotaId);
    }
  });

  it("R21 an overloaded server is asked again, and every wait is told", async () => {
    const waits: Wait[] = [];
    const server = await serve((response, request, count) => {
      const handler = count < 3 ? answering(bareError(overloaded), 503) : answering(events(...hello));
      return handler(response, request, count);
    });
    const onWait = (wait: Wait) => {
      waits.push(wait);
      wait.hurry();
    };
    const result = await drain(server.client().streamGenerateContent("m", question, { onWait }));
    assert.deepEqual(result, { chunks: hello, error: undefined });
    assert.deepEqual(
      waits.map(({ attempt, error }) => [attempt, error.kind]),
      [
        [1, "overloaded"],
        [2, "overloaded"],
      ],
    );
    assert.ok(waits.every(({ delayMs }) => delayMs >= 500 && delayMs <= 2_000));
  });

  it("R22 no deadline is put on the server", async () => {
    const server = await serve(answering(events(...hello)));
    await ask(server);
    assert.equal(server.requests[0]?.headers["x-server-timeout"], undefined);
  });

  it("R36 a reset in the middle keeps what came and names the network", async () => {
    const server = await serve((response) => {
      response.write(event(hello[0]), () => setImmediate(() => response.socket?.resetAndDestroy()));
    });
    const { chunks, error } = await ask(server);
    assert.deepEqual(chunks, [hello[0]]);
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "network");
    assert.ok(error.retryable);
    assert.notEqual(error.message, "terminated");
  });

  it("R37 every path has the version that was set", async () => {
    const server = await serve(answering("{}"));
    const client = server.client({ apiVersion: "v9", retry: false });
    await ask({ ...server, client: () => client });
    await client.generateContent("m", question);
    await client.countTokens("m", question);
    await client.getModel("m");
    await client.listModels().next();
    assert.equal(server.requests.length, 5);
    assert.ok(server.requests.every(({ url }) => url?.startsWith("/v9/models")));
  });
});

function retryInfo(retryDelay: string): object {
  return { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay };
}

function quotaFailure(quotaId: string): object {
  return { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId }] };
}
