import assert from "node:assert/strict";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { GeminiError } from "../../../src/gemini/errors.ts";
import { fetchTransport } from "../../../src/gemini/fetchTransport.ts";
import type { Transport } from "../../../src/gemini/transport.ts";
import { createTransport } from "../../../src/host/transport.lazy.ts";
import { answering, closeServers, drain, event, events, question, serve, textChunk } from "./server.ts";

const direct = { useProxy: false, noProxy: [], strictSSL: true, systemCertificates: false };
const transports: Readonly<Record<string, Transport>> = {
  fetch: fetchTransport,
  undici: createTransport(direct).send,
};
const hello = [textChunk("Hel"), textChunk("lo", "STOP")];

for (const [name, fetch] of Object.entries(transports)) {
  describe(`GeminiClient over ${name}`, () => {
    afterEach(closeServers);

    it("streams, plain and packed", async () => {
      for (const [body, headers] of [
        [events(...hello), {}],
        [gzipSync(events(...hello)), { "content-encoding": "gzip" }],
      ] as const) {
        const server = await serve(answering(body, 200, headers));
        const stream = server.client({ fetch }).streamGenerateContent("m", question);
        assert.deepEqual(await drain(stream), { chunks: hello, error: undefined });
      }
    });

    it("follows no redirect", async () => {
      const server = await serve(answering("", 302, { location: "/elsewhere" }));
      const { error } = await drain(server.client({ fetch }).streamGenerateContent("m", question));
      assert.ok(error instanceof GeminiError);
      assert.equal(error.kind, "redirect");
      assert.equal(server.requests.length, 1);
    });

    for (const packed of [false, true]) {
      it(`closes the connection when the loop is left${packed ? ", packed" : ""}`, async () => {
        let closed: Promise<unknown> | undefined;
        const server = await serve((response) => {
          closed = once(response, "close");
          response.writeHead(200, packed ? { "content-encoding": "gzip" } : {});
          response.write(packed ? gzipSync(event(hello[0])) : event(hello[0]));
        });
        for await (const _ of server.client({ fetch }).streamGenerateContent("m", question)) {
          break;
        }
        await closed;
      });

      it(`closes the connection on an abort while it waits for bytes${packed ? ", packed" : ""}`, async () => {
        let closed: Promise<unknown> | undefined;
        const abort = new AbortController();
        const server = await serve((response) => {
          closed = once(response, "close");
          response.writeHead(200, packed ? { "content-encoding": "gzip" } : {});
          response.write(packed ? gzipSync(event(hello[0])) : event(hello[0]));
        });
        const { signal } = abort;
        const stream = server.client({ fetch }).streamGenerateContent("m", question, { signal });
        await stream.next();
        const next = stream.next();
        setImmediate(() => abort.abort());
        await assert.rejects(next, (error) => error === signal.reason);
        await closed;
      });
    }

    it("names a reset in the middle, and keeps what came", async () => {
      const server = await serve((response) => {
        response.write(event(hello[0]), () => setImmediate(() => response.socket?.resetAndDestroy()));
      });
      const { chunks, error } = await drain(server.client({ fetch }).streamGenerateContent("m", question));
      assert.deepEqual(chunks, [hello[0]]);
      assert.ok(error instanceof GeminiError);
      assert.equal(error.kind, "network");
    });
  });
}
