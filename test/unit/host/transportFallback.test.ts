import assert from "node:assert/strict";
import type { StreamedBody, Transport, TransportInit } from "../../../src/gemini/transport.ts";
import { withFallback } from "../../../src/host/transportFallback.ts";

const url = "https://api.example/v1beta/models";
const init: TransportInit = {
  method: "GET",
  headers: {},
  redirect: "manual",
  signal: new AbortController().signal,
};

function failing(code: string, message = code): Transport {
  return () => Promise.reject(Object.assign(new Error(message), { code }));
}

/** Answers with this status and counts. */
function answering(status = 200): { readonly send: Transport; readonly urls: readonly string[] } {
  const urls: string[] = [];
  const headers = { get: () => null };
  return {
    urls,
    send: (sent) => {
      urls.push(sent);
      return Promise.resolve({ status, headers, body: null });
    },
  };
}

describe("a transport with another behind it", () => {
  for (const [what, error] of [
    ["a name that is not known", failing("ENOTFOUND")],
    ["a refused connection", failing("ECONNREFUSED")],
    ["a connection that takes too long", failing("UND_ERR_CONNECT_TIMEOUT")],
    ["a certificate", failing("DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["a proxy that refuses", failing("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling")],
    [
      "a handshake that is broken off",
      failing(
        "ECONNRESET",
        "Client network socket disconnected before secure TLS connection was established",
      ),
    ],
    [
      "a cause inside",
      () =>
        Promise.reject(new TypeError("failed", { cause: Object.assign(new Error(), { code: "EPROTO" }) })),
    ],
  ] as const) {
    it(`takes that one after ${what}, and from then on for this origin`, async () => {
      const other = answering();
      let attempts = 0;
      const send = withFallback((...request) => {
        attempts++;
        return error(...request);
      }, other.send);
      assert.equal((await send(url, init)).status, 200);
      assert.equal((await send(`${url}/m`, init)).status, 200);
      assert.equal(attempts, 1);
      await send("https://other.example/", init);
      assert.equal(attempts, 2);
      assert.equal(other.urls.length, 3);
    });
  }

  it("does not send twice what may have arrived", async () => {
    for (const code of ["ECONNRESET", "UND_ERR_SOCKET", "EPIPE"]) {
      const other = answering();
      await assert.rejects(withFallback(failing(code), other.send)(url, init), { code });
      assert.deepEqual(other.urls, []);
    }
  });

  it("tells the first reason when both fail, and tries both again", async () => {
    let attempts = 0;
    const send = withFallback((...request) => {
      attempts++;
      return failing("ENOTFOUND")(...request);
    }, failing("ETIMEDOUT"));
    await assert.rejects(send(url, init), { code: "ENOTFOUND" });
    await assert.rejects(send(url, init), { code: "ENOTFOUND" });
    assert.equal(attempts, 2);
  });

  it("passes on that the proxy wants credentials, without taking that for a way", async () => {
    let attempts = 0;
    const send = withFallback((...request) => {
      attempts++;
      return failing("UND_ERR_ABORTED", "Proxy response (407)")(...request);
    }, answering(407).send);
    assert.equal((await send(url, init)).status, 407);
    await send(url, init);
    assert.equal(attempts, 2);
  });

  it("leaves an aborted request alone", async () => {
    const abort = new AbortController();
    const other = answering();
    const send = withFallback(() => {
      abort.abort();
      return failing("ENOTFOUND")(url, init);
    }, other.send);
    await assert.rejects(send(url, { ...init, signal: abort.signal }), { code: "ENOTFOUND" });
    assert.deepEqual(other.urls, []);
  });

  it("sends a body that is made on the way only while none of it has been made", async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- a body is iterated asynchronously
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
    }
    const body: StreamedBody = { length: 1, pieces: pieces() };
    const other = answering();
    const begins: Transport = async (sent, begun) => {
      if (typeof begun.body === "object") await begun.body.pieces[Symbol.asyncIterator]().next();
      return failing("ENOTFOUND")(sent, begun);
    };
    await assert.rejects(withFallback(begins, other.send)(url, { ...init, method: "POST", body }));
    assert.deepEqual(other.urls, []);
    const untouched = withFallback(failing("ENOTFOUND"), other.send);
    assert.equal((await untouched(url, { ...init, method: "POST", body })).status, 200);
  });
});
