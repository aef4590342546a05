import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { GeminiClient } from "../../../src/gemini/client.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { Transport } from "../../../src/gemini/transport.ts";
import { answering, bareError, closeServers, drain, events, failureOf } from "./server.ts";
import { overloaded, question, serve, textChunk } from "./server.ts";

const hello = [textChunk("Hel"), textChunk("lo", "STOP")];

/** A transport that hands bodies on as they come, the way of raw HTTP clients. */
function rawTransport(body: readonly Uint8Array[], headers: Readonly<Record<string, string>>): Transport {
  return () =>
    Promise.resolve({
      status: 200,
      headers: { get: (name) => headers[name] ?? null },
      // eslint-disable-next-line @typescript-eslint/require-await -- a body is iterated asynchronously
      body: (async function* () {
        yield* body;
      })(),
    });
}

describe("GeminiClient, reading responses,", () => {
  afterEach(closeServers);

  it("follows no redirect", async () => {
    const elsewhere = await serve(answering(events(...hello)));
    const server = await serve(answering("", 307, { location: `${elsewhere.url}/v1beta/models/m` }));
    const error = await failureOf(server.client().getModel("m"));
    assert.deepEqual([error.kind, error.status], ["redirect", 307]);
    assert.equal(elsewhere.requests.length, 0);
    assert.equal(server.requests.length, 1);
  });

  it("knows a redirect that a browser hides", async () => {
    const fetch: Transport = () => Promise.resolve({ status: 0, headers: new Headers(), body: null });
    const client = new GeminiClient({ apiKey: "", fetch });
    assert.equal((await failureOf(client.getModel("m"))).kind, "redirect");
  });

  it("honours Retry-After as seconds and as a date", async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    for (const [header, least, most] of [
      ["7", 7_000, 7_000],
      [inAMinute, 50_000, 60_000],
      ["soon", NaN, NaN],
    ] as const) {
      const server = await serve(answering("busy", 503, { "retry-after": header }));
      const { retryAfterMs = NaN } = await failureOf(server.client({ retry: false }).getModel("m"));
      assert.ok(Object.is(retryAfterMs, least) || (retryAfterMs >= least && retryAfterMs <= most), header);
    }
  });

  it("keeps the status of an error whose body breaks off", async () => {
    const server = await serve((response) => {
      response.writeHead(403, { "content-length": 1000 });
      response.write('{"error": {', () => response.socket?.resetAndDestroy());
    });
    const error = await failureOf(server.client({ retry: false }).getModel("m"));
    assert.deepEqual([error.kind, error.status], ["permission", 403]);
  });

  it("reads gzip, whoever unpacks it", async () => {
    const packed = gzipSync(events(...hello));
    const headers = { "content-encoding": "gzip" };
    const server = await serve(answering(packed, 200, headers));
    assert.deepEqual((await drain(server.client().streamGenerateContent("m", question))).chunks, hello);
    const bytes = Array.from(packed, (byte) => Uint8Array.of(byte));
    for (const fetch of [
      rawTransport([new Uint8Array(), ...bytes], headers),
      rawTransport([Buffer.from(events(...hello))], headers),
    ]) {
      const client = new GeminiClient({ apiKey: "", fetch });
      assert.deepEqual(await drain(client.streamGenerateContent("m", question)), {
        chunks: hello,
        error: undefined,
      });
    }
  });

  it("calls gzip that breaks off a broken connection", async () => {
    const packed = gzipSync(events(...hello));
    const fetch = rawTransport([packed.subarray(0, packed.length - 12)], { "content-encoding": "gzip" });
    const client = new GeminiClient({ apiKey: "", fetch, retry: false });
    const { error } = await drain(client.streamGenerateContent("m", question));
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "network");
  });

  it("delivers each chunk when it comes, before the next is there", async () => {
    let next: () => void = () => undefined;
    const server = await serve((response) => {
      const [first, second] = hello.map((chunk) => events(chunk));
      response.write(first);
      next = () => void response.end(second);
    });
    const seen: unknown[] = [];
    for await (const chunk of server.client().streamGenerateContent("m", question)) {
      seen.push(chunk);
      next();
    }
    assert.deepEqual(seen, hello);
  });

  it("tries again only before the first chunk", async () => {
    const server = await serve(answering(`${events(textChunk("x"))}${bareError(overloaded)}`));
    const client = server.client({ retry: { sleep: () => Promise.resolve() } });
    const { chunks, error } = await drain(client.streamGenerateContent("m", question));
    assert.equal(chunks.length, 1);
    assert.equal((error as GeminiError).kind, "overloaded");
    assert.equal(server.requests.length, 1);
  });

  it("tries again after an error event that came first", async () => {
    const server = await serve((response, request, count) =>
      answering(events(...(count === 1 ? [{ error: overloaded }] : hello)))(response, request, count),
    );
    const client = server.client({ retry: { sleep: () => Promise.resolve() } });
    assert.deepEqual(await drain(client.streamGenerateContent("m", question)), {
      chunks: hello,
      error: undefined,
    });
  });

  it("keeps the connection of an answer that was read to its end", async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((response, request, count) => {
      ports.add(response.socket?.remotePort);
      return answering(events(...hello))(response, request, count);
    });
    const client = server.client();
    for (let i = 0; i < 8; i++) {
      await drain(client.streamGenerateContent("m", question));
    }
    // Fetch frees a connection a moment after the end, and takes a second one meanwhile.
    assert.ok(ports.size <= 2, `${ports.size} connections`);
  });
});
