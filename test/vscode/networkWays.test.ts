import assert from "node:assert/strict";
import { channel } from "node:diagnostics_channel";
import type http from "node:http";
import { Aggregator } from "../../src/gemini/aggregate.ts";
import { GeminiClient } from "../../src/gemini/client.ts";
import { GeminiError } from "../../src/gemini/errors.ts";
import { Network } from "../../src/host/network.ts";
import { problemOf, sentence } from "../../src/host/problems.ts";
import { startProxy, type TestProxy } from "./proxy.ts";
import { type SecureServer, type ServerCertificate, startSecureServer } from "./secureServer.ts";
import { configure, restoreSettings } from "./support.ts";
import { forbidUncaughtErrors } from "./uncaught.ts";

const host = "gemini.made-up.example";
const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;

function event(text: string, finishReason?: string): string {
  const candidate = { content: { role: "model", parts: [{ text }] }, ...(finishReason && { finishReason }) };
  return `data: ${JSON.stringify({ candidates: [candidate] })}\r\n\r\n`;
}

/** How a question to the server went. */
interface Outcome {
  readonly text: string;
  readonly error: GeminiError | undefined;
  /** What the person is told. */
  readonly words: string;
}

describe("the way to the API", () => {
  let network: Network;
  let proxy: TestProxy;
  let server: SecureServer;
  let between: (response: http.ServerResponse) => void;

  forbidUncaughtErrors();
  afterEach(async () => {
    network.dispose();
    await proxy.close();
    await server.close();
    Reflect.deleteProperty(process.env, "HTTPS_PROXY");
    await restoreSettings();
  });

  /** A server with this certificate, and a proxy that leads to it under any name. */
  async function prepare(certificate: ServerCertificate): Promise<void> {
    between = (response) => response.write(event("lo", "STOP")) && response.end();
    server = await startSecureServer(certificate, (request, response) => {
      request.resume();
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(event("Hel"), () => between(response));
    });
    proxy = await startProxy(server.port);
    network = new Network();
  }

  async function ask(origin: string, onChunk: () => void = () => undefined): Promise<Outcome> {
    const client = new GeminiClient({ apiKey: "key", baseUrl: origin, fetch: network.send, retry: false });
    const contents = [{ role: "user", parts: [{ text: "Hello" }] }];
    const answer = new Aggregator();
    let error: GeminiError | undefined;
    try {
      for await (const chunk of client.streamGenerateContent("m", { contents })) {
        answer.add(chunk);
        onChunk();
      }
    } catch (thrown) {
      assert.ok(thrown instanceof GeminiError);
      error = thrown;
    }
    const problem = error && problemOf(error, { model: "m", host });
    return { text: answer.answer.text, error, words: problem ? sentence(problem) : "" };
  }

  const made = () => `https://${host}:${server.port}`;
  const local = () => `https://localhost:${server.port}`;
  const proxyUrl = (credentials = "") => `http://${credentials}127.0.0.1:${proxy.port}`;

  describe("is found", () => {
    async function arrives(origin: string): Promise<void> {
      const { text, error } = await ask(origin);
      assert.equal(error, undefined);
      assert.equal(text, "Hello");
    }

    for (const certificate of ["system", "extra"] as const) {
      const authority = certificate === "system" ? "the system's store" : "NODE_EXTRA_CA_CERTS";
      const onlyOnLinux = certificate === "system" && process.platform !== "linux";
      // Elsewhere the system's store is not a file that a test could bring along.
      if (!onlyOnLinux) {
        it(`through http.proxy with credentials, to a private authority of ${authority}`, async () => {
          await prepare(certificate);
          await configure({ "http.proxy": proxyUrl("me:p%40ss@") });
          await arrives(made());
          const target = `${host}:${server.port}`;
          assert.deepEqual(proxy.requests, [{ target, authorization: basic("me:p@ss") }]);
        });

        it(`directly, to a private authority of ${authority}`, async () => {
          await prepare(certificate);
          await arrives(local());
          assert.deepEqual(proxy.requests, []);
        });
      }
    }

    it("through HTTPS_PROXY, where http.proxy says nothing", async () => {
      await prepare("extra");
      process.env.HTTPS_PROXY = proxyUrl("env:secret@");
      await arrives(made());
      assert.equal(proxy.requests[0]?.authorization, basic("env:secret"));
    });

    it("past the proxy for the hosts of http.noProxy", async () => {
      await prepare("extra");
      await configure({ "http.proxy": proxyUrl(), "http.noProxy": ["made-up.example"] });
      assert.equal((await ask(made())).error?.reason, "ENOTFOUND");
      assert.deepEqual(proxy.requests, []);
    });

    it("past the proxy for the hosts of NO_PROXY, where http.noProxy says nothing", async () => {
      await prepare("extra");
      await configure({ "http.proxy": proxyUrl() });
      const direct = `https://${process.env.NO_PROXY}:${server.port}`;
      assert.equal((await ask(direct)).error?.reason, "ENOTFOUND");
      assert.deepEqual(proxy.requests, []);
      await configure({ "http.noProxy": ["elsewhere.example"] });
      await arrives(direct);
    });

    it("past the proxy for every host under *", async () => {
      await prepare("extra");
      await configure({ "http.proxy": proxyUrl(), "http.noProxy": ["*"] });
      assert.equal((await ask(made())).error?.reason, "ENOTFOUND");
      assert.deepEqual(proxy.requests, []);
    });

    it("where only a proxy script knows it, and is known from then on", async () => {
      await prepare("extra");
      const origin = `https://p${proxy.port}.pac.example:${server.port}`;
      let attempts = 0;
      const count = () => attempts++;
      channel("undici:client:beforeConnect").subscribe(count);
      await arrives(origin);
      assert.equal(attempts, 1);
      await arrives(origin);
      channel("undici:client:beforeConnect").unsubscribe(count);
      assert.equal(attempts, 1);
      assert.equal(proxy.requests.length, 2);
    });

    it("to a server nobody vouches for, where http.proxyStrictSSL is off", async () => {
      await prepare("unknown");
      await configure({ "http.proxyStrictSSL": false });
      await arrives(local());
    });
  });

  describe("is not found, and the words name what to look at, when", () => {
    it("the proxy wants credentials", async () => {
      await prepare("extra");
      proxy.refuse = true;
      await configure({ "http.proxy": proxyUrl() });
      const { error, words } = await ask(made());
      assert.equal(error?.kind, "proxy");
      assert.match(words, /http\.proxy\b.*http\.proxyAuthorization.*407/);
    });

    it("the proxy is not there", async () => {
      await prepare("extra");
      const { port } = proxy;
      await proxy.close();
      await configure({ "http.proxy": `http://127.0.0.1:${port}` });
      const { error, words } = await ask(made());
      proxy = await startProxy(server.port);
      assert.equal(error?.kind, "network");
      assert.match(words, /http\.proxy\b.*ECONNREFUSED/);
    });

    it("nobody vouches for the server", async () => {
      await prepare("unknown");
      const { error, words } = await ask(local());
      assert.equal(error?.kind, "certificate");
      assert.match(words, /http\.systemCertificates.*UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
    });

    it("only the system vouches for the server and http.systemCertificates is off", async () => {
      await prepare("system");
      await configure({ "http.systemCertificates": false });
      const { error, words } = await ask(local());
      assert.equal(error?.kind, "certificate");
      assert.match(words, /http\.systemCertificates/);
    });

    for (const through of ["directly", "through the proxy"]) {
      it(`the server's certificate is for another name, ${through}`, async () => {
        await prepare("otherName");
        if (through !== "directly") await configure({ "http.proxy": proxyUrl() });
        const { error, words } = await ask(through === "directly" ? local() : made());
        assert.equal(error?.kind, "certificate");
        assert.match(words, /another name.*castor\.endpoint.*http\.proxy.*ERR_TLS_CERT_ALTNAME_INVALID/);
      });
    }

    it("the server's certificate has expired", async () => {
      await prepare("expired");
      const { error, words } = await ask(local());
      assert.equal(error?.kind, "certificate");
      assert.match(words, /clock.*CERT_HAS_EXPIRED/);
    });

    it("the proxy dies in the middle of the answer, and what had come is kept", async () => {
      await prepare("extra");
      await configure({ "http.proxy": proxyUrl() });
      between = () => undefined;
      const { text, error } = await ask(made(), () => proxy.cut());
      assert.equal(text, "Hel");
      assert.equal(error?.kind, "network");
    });
  });
});
