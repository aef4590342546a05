import assert from "node:assert/strict";
import type http from "node:http";
import { Network } from "../../src/host/network.ts";
import { type SecureServer, startSecureServer } from "./secureServer.ts";
import { configure, restoreSettings } from "./support.ts";
import { forbidUncaughtErrors } from "./uncaught.ts";

describe("a connection that is opened in advance", () => {
  let network: Network;
  let server: SecureServer;
  let requests: http.IncomingMessage[];
  const origin = () => `https://localhost:${server.port}`;

  forbidUncaughtErrors();
  beforeEach(async () => {
    requests = [];
    network = new Network();
    server = await startSecureServer("extra", (request, response) => {
      requests.push(request);
      request.resume();
      response.writeHead(404).end("answer");
    });
  });
  afterEach(async () => {
    network.dispose();
    await server.close();
    await restoreSettings();
  });

  /** A connection is given back a moment after its answer's end was read. */
  const restored = () => new Promise(setImmediate);

  async function ask(): Promise<void> {
    const { signal } = new AbortController();
    const headers = { "x-goog-api-key": "key" };
    const response = await network.send(origin(), { method: "GET", headers, redirect: "manual", signal });
    for await (const bytes of response.body ?? []) assert.ok(bytes.length > 0);
  }

  it("is the one the question goes over, and says nothing before that", async () => {
    await network.warm(origin());
    const [warming] = requests;
    assert.equal(warming?.method, "GET");
    assert.equal(warming.url, "/");
    assert.equal(warming.headers["x-goog-api-key"], undefined);
    await restored();
    await ask();
    await restored();
    await ask();
    assert.equal(requests.length, 3);
    assert.equal(server.connections(), 1);
  });

  it("is not opened where there is one", async () => {
    await ask();
    await network.warm(origin());
    await Promise.all([network.warm(origin()), network.warm(origin())]);
    assert.equal(requests.length, 1);
  });

  it("is opened anew when the settings have changed", async () => {
    await network.warm(origin());
    await configure({ "http.proxySupport": "off" });
    await network.warm(origin());
    assert.equal(requests.length, 2);
    assert.equal(server.connections(), 2);
  });

  it("fails without a word, and is tried again", async () => {
    const { port } = server;
    await server.close();
    await network.warm(origin());
    server = await startSecureServer(
      "extra",
      (request, response) => {
        requests.push(request);
        response.writeHead(404).end();
      },
      port,
    );
    await network.warm(origin());
    assert.equal(requests.length, 1);
  });
});
