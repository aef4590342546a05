import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { createRequire } from "node:module";
import type net from "node:net";
import path from "node:path";
import { commands } from "vscode";
import type { TransportInit, TransportResponse } from "../../src/gemini/transport.ts";
import { Network } from "../../src/host/network.ts";
import { startProxy, type TestProxy } from "./proxy.ts";
import { activateCastor, configure, restoreSettings } from "./support.ts";
import { forbidUncaughtErrors } from "./uncaught.ts";

/** What Node has loaded of Castor, by file name. */
function loadedParts(): readonly string[] {
  const files = Object.keys(require.cache).filter((file) => /[\\/]dist[\\/][^\\/]+\.cjs$/.test(file));
  return files.map((file) => path.basename(file)).toSorted();
}

let atFirst: readonly string[];
// Before the tests of every file: a request of theirs would load the transport.
before(async () => {
  await activateCastor();
  atFirst = loadedParts();
});

describe("the network", () => {
  let network: Network;
  let server: http.Server;
  let port: number;
  let handle: http.RequestListener;

  beforeEach(async () => {
    network = new Network();
    handle = (_, response) => response.end("hello");
    server = http.createServer((request, response) => handle(request, response));
    await once(server.listen(0, "127.0.0.1"), "listening");
    port = (server.address() as net.AddressInfo).port;
  });
  afterEach(async () => {
    network.dispose();
    server.closeAllConnections();
    await once(server.close(), "close");
    await restoreSettings();
  });

  function send(url: string, init: Partial<TransportInit> = {}): Promise<TransportResponse> {
    const { signal } = new AbortController();
    return network.send(url, { method: "GET", headers: {}, redirect: "manual", signal, ...init });
  }

  async function read(response: TransportResponse): Promise<string> {
    let text = "";
    for await (const bytes of response.body ?? []) text += new TextDecoder().decode(bytes);
    return text;
  }

  const local = () => `http://127.0.0.1:${port}/v1beta/models`;

  it("is loaded with the first request of Castor's, not before", async () => {
    assert.deepEqual(atFirst, ["extension.cjs"]);
    const request = once(server, "request");
    await configure({ "castor.authentication": "none", "castor.endpoint": `http://127.0.0.1:${port}` });
    // It ends when somebody has read what it says.
    void commands.executeCommand("castor.testConnection");
    await request;
    assert.ok(loadedParts().includes("transport.cjs"));
  });

  it("leaves the process-wide dispatchers as they are, loaded or used", async () => {
    const slots = () =>
      ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) =>
        Object.getOwnPropertyDescriptor(globalThis, Symbol.for(name)),
      );
    const before = slots();
    const castor = await activateCastor();
    const file = path.join(castor.extensionPath, "dist/transport.cjs");
    const cached = require.cache[file];
    Reflect.deleteProperty(require.cache, file);
    createRequire(file)(file);
    require.cache[file] = cached;
    await read(await send(local()));
    assert.deepEqual(slots(), before);
  });

  it("sends method, headers and body, and gives status, headers and body back", async () => {
    handle = (request, response) => {
      response.writeHead(418, { "X-Echo": request.headers["x-goog-api-key"], "Set-Cookie": ["a=1", "b=2"] });
      request.pipe(response);
    };
    const response = await send(local(), {
      method: "POST",
      headers: { "x-goog-api-key": "key" },
      body: "Grüße",
    });
    assert.equal(response.status, 418);
    assert.equal(response.headers.get("x-echo"), "key");
    assert.equal(response.headers.get("SET-COOKIE"), "a=1, b=2");
    assert.equal(response.headers.get("x-other"), null);
    assert.equal(await read(response), "Grüße");
  });

  it("follows no redirect", async () => {
    let requests = 0;
    handle = (_, response) => {
      requests++;
      response.writeHead(302, { Location: `http://127.0.0.1:${port}/elsewhere` }).end();
    };
    assert.equal((await send(local())).status, 302);
    assert.equal(requests, 1);
  });

  describe("when the reader leaves", () => {
    let socket: Promise<net.Socket>;

    forbidUncaughtErrors();
    beforeEach(() => {
      socket = once(server, "connection").then(([connection]) => connection as net.Socket);
      handle = (_, response) => response.write("data: {}\n\n");
    });

    /** Milliseconds until the connection is closed. */
    async function closed(leave: () => unknown): Promise<number> {
      const connection = await socket;
      const close = once(connection, "close");
      const started = performance.now();
      await leave();
      await close;
      return performance.now() - started;
    }

    it("closes the connection at once on an abort", async () => {
      const abort = new AbortController();
      const response = await send(local(), { signal: abort.signal });
      const reading = assert.rejects(read(response), { name: "AbortError" });
      const ms = await closed(() => abort.abort());
      await reading;
      assert.ok(ms < 100, `${ms} ms`);
    });

    it("closes the connection at once on an abort before the answer", async () => {
      const abort = new AbortController();
      handle = () => undefined;
      const request = once(server, "request");
      const sending = assert.rejects(send(local(), { signal: abort.signal }), { name: "AbortError" });
      await request;
      const ms = await closed(() => abort.abort());
      await sending;
      assert.ok(ms < 100, `${ms} ms`);
    });

    it("closes the connection when the loop is left", async () => {
      const response = await send(local());
      await closed(async () => {
        for await (const bytes of response.body ?? []) {
          assert.ok(bytes.length > 0);
          break;
        }
      });
    });

    it("keeps to itself what goes wrong afterwards", async () => {
      const response = await send(local());
      const reader = response.body?.[Symbol.asyncIterator]();
      await reader?.next();
      const connection = await socket;
      connection.resetAndDestroy();
      await once(connection, "close");
      // Another exchange comes behind everything that the reset set off.
      handle = (_, second) => second.end("hello");
      assert.equal(await read(await send(local())), "hello");
    });
  });

  describe("under VS Code's proxy settings", () => {
    let proxy: TestProxy;
    const made = () => `http://gemini.made-up.example:${port}/v1beta/models`;

    beforeEach(async () => {
      proxy = await startProxy(port);
    });
    afterEach(() => proxy.close());

    it("goes through http.proxy, with the credentials in it", async () => {
      await configure({ "http.proxy": `http://me:p%40ss@127.0.0.1:${proxy.port}` });
      assert.equal(await read(await send(made())), "hello");
      assert.deepEqual(proxy.requests, [
        { target: `gemini.made-up.example:${port}`, authorization: basic("me:p@ss") },
      ]);
    });

    it("goes through http.proxy with http.proxyAuthorization", async () => {
      const authorization = basic("other:secret");
      await configure({
        "http.proxy": `http://127.0.0.1:${proxy.port}`,
        "http.proxyAuthorization": authorization,
      });
      assert.equal(await read(await send(made())), "hello");
      assert.equal(proxy.requests[0]?.authorization, authorization);
    });

    it("says so when the proxy refuses", async () => {
      proxy.refuse = true;
      await configure({ "http.proxy": `http://127.0.0.1:${proxy.port}` });
      assert.equal((await send(made())).status, 407);
    });

    it("reaches this machine and the hosts of http.noProxy directly", async () => {
      await configure({
        "http.proxy": `http://127.0.0.1:${proxy.port}`,
        "http.noProxy": ["made-up.example"],
      });
      await read(await send(local()));
      await read(await send(`http://localhost:${port}/`));
      await assert.rejects(send(made()), { code: "ENOTFOUND" });
      assert.deepEqual(proxy.requests, []);
    });

    it("takes another way as soon as the settings name one", async () => {
      const second = await startProxy(port);
      await configure({ "http.proxy": `http://127.0.0.1:${proxy.port}` });
      await read(await send(made()));
      await configure({ "http.proxy": `http://127.0.0.1:${second.port}` });
      await read(await send(made()));
      assert.deepEqual([proxy.requests.length, second.requests.length], [1, 1]);
      await second.close();
    });

    it("lets what runs come to its end when the settings change", async () => {
      await configure({ "http.proxy": `http://127.0.0.1:${proxy.port}` });
      const finish = Promise.withResolvers<undefined>();
      handle = (_, response) => {
        response.write("hel");
        void finish.promise.then(() => response.end("lo"));
      };
      const response = await send(made());
      await configure({ "http.proxySupport": "off" });
      finish.resolve(undefined);
      assert.equal(await read(response), "hello");
    });

    it("ignores the proxy when http.proxySupport is off", async () => {
      await configure({ "http.proxy": `http://127.0.0.1:${proxy.port}`, "http.proxySupport": "off" });
      await assert.rejects(send(made()), { code: "ENOTFOUND" });
      assert.deepEqual(proxy.requests, []);
    });

    it("closes the tunnel on an abort", async () => {
      await configure({ "http.proxy": `http://127.0.0.1:${proxy.port}` });
      const connected = once(server, "connection");
      handle = (_, response) => response.write("data: {}\n\n");
      const abort = new AbortController();
      const reading = read(await send(made(), { signal: abort.signal }));
      const [socket] = (await connected) as [net.Socket];
      const closed = once(socket, "close");
      abort.abort();
      await assert.rejects(reading, { name: "AbortError" });
      await closed;
    });
  });
});

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}
