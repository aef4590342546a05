import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { ApiKeys } from "../../src/host/apiKey.ts";
import { toCurl } from "../../src/host/curl.ts";
import { bytesSource } from "../../src/host/fileSource.ts";
import { GeminiService } from "../../src/host/geminiService.ts";
import { Log } from "../../src/host/log.ts";
import { Network } from "../../src/host/network.ts";
import { problemOf } from "../../src/host/problems.ts";
import { Settings } from "../../src/host/settings.ts";
import { configure, emulatorUrl, restoreSettings, testContext } from "./support.ts";

const goodKey = "good-key";
const badKey = "bad-key-canary";
const secretQuestion = "Where is the canary?";

describe("GeminiService", () => {
  const settings = new Settings();
  const signal = new AbortController().signal;
  let keys: ApiKeys;
  let network: Network;
  let service: GeminiService;
  let lines: string[];
  let server: http.Server | undefined;

  beforeEach(async () => {
    const { secrets } = await testContext();
    lines = [];
    const line = (message: string) => void lines.push(message);
    const silent = () => undefined;
    const channel = { trace: line, info: line, warn: line, error: line, show: silent, dispose: silent };
    keys = new ApiKeys(secrets, settings);
    network = new Network();
    service = new GeminiService(settings, keys, network, new Log(settings, channel));
    await configure({ "castor.endpoint": emulatorUrl });
    await keys.set(emulatorUrl, goodKey);
  });
  afterEach(async () => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
    await keys.remove(emulatorUrl);
    keys.dispose();
    network.dispose();
    await restoreSettings();
  });

  /** Whether the endpoint hears anything; a request that follows would come behind it. */
  async function isWarmed(): Promise<boolean> {
    const paths: (string | undefined)[] = [];
    await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(404).end();
    });
    await service.warm();
    await service.checkKey(goodKey, signal);
    return paths[0] === "/";
  }

  it("opens a connection in advance where there is a key, or none is needed", async () => {
    assert.equal(await isWarmed(), false);
    server?.closeAllConnections();
    server?.close();
    await configure({ "castor.authentication": "none" });
    assert.equal(await isWarmed(), true);
  });

  /** Another endpoint, which the settings name from now on. */
  async function serve(handle: http.RequestListener) {
    server = http.createServer(handle);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const received = once(server, "request") as Promise<[http.IncomingMessage]>;
    await configure({ "castor.endpoint": `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    return { received };
  }

  async function ask(text: string): Promise<string> {
    const request = { contents: [{ role: "user", parts: [{ text }] }] };
    let answer = "";
    const options = { signal, onWait: () => assert.fail("No wait is expected.") };
    for await (const chunk of service.streamGenerateContent("gemini-flash-latest", request, options)) {
      answer += chunk.candidates?.[0]?.content?.parts?.map(({ text = "" }) => text).join("") ?? "";
    }
    return answer;
  }

  it("streams from the endpoint in the settings with the key that is kept for it", async () => {
    assert.match(await ask("Hello there"), /Hello there/);
  });

  it("goes to another endpoint as soon as the settings name it, and takes no key there", async () => {
    await ask("Hello");
    const other = await serve((_, response) => response.writeHead(403).end());
    await assert.rejects(ask("Hello"), { status: 403 });
    const [request] = await other.received;
    assert.equal(request.headers["x-goog-api-key"], undefined);
  });

  describe("checkKey", () => {
    it("accepts a key that the endpoint takes", async () => {
      assert.deepEqual(await service.checkKey(goodKey, signal), { type: "accepted" });
    });

    it("rejects one that it does not take, and says so without the key", async () => {
      const result = await service.checkKey(badKey, signal);
      assert.ok(result.type === "rejected");
      assert.match(result.reason, /does not accept the API key/);
      assert.ok(!JSON.stringify(result).includes(badKey));
    });

    it("accepts a key whose model does not exist, and names the model", async () => {
      await configure({ "castor.model": "gemini-never-was" });
      const result = await service.checkKey(goodKey, signal);
      assert.match(result.type === "accepted" ? (result.modelTrouble ?? "") : "", /gemini-never-was/);
    });

    it("leaves a key unchecked when nobody answers, and says what to look at", async () => {
      const closed = net.createServer().listen(0, "127.0.0.1");
      await once(closed, "listening");
      const { port } = closed.address() as AddressInfo;
      await once(closed.close(), "close");
      await configure({ "castor.endpoint": `http://127.0.0.1:${port}` });
      const result = await service.checkKey(goodKey, signal);
      assert.ok(result.type === "unchecked");
      assert.match(result.reason, /127\.0\.0\.1:\d+ failed.*http\.proxy/);
    });

    it("leaves a key unchecked when the endpoint is none", async () => {
      await configure({ "castor.endpoint": "http://gateway.example" });
      const result = await service.checkKey(goodKey, signal);
      assert.ok(result.type === "unchecked");
      assert.match(result.reason, /must begin with https:/);
    });
  });

  for (const [value, expected] of [
    ["gateway", /is not a web address/],
    ["http://gateway.example", /must begin with https:/],
    ["https://me:secret@gateway.example", /without user name, query or fragment/],
  ] as const) {
    it(`says what is wrong with the endpoint ${value}, and leads to the settings`, async () => {
      await configure({ "castor.endpoint": value });
      const failure: unknown = await ask("Hello").catch((error: unknown) => error);
      const { title, detail = "", actions } = problemOf(failure, service.problemContext);
      assert.match(`${title} ${detail}`, expected);
      assert.deepEqual(actions, ["openSettings"]);
      assert.ok(!`${title} ${detail}`.includes("secret"));
    });
  }

  describe("counting", () => {
    const request = {
      contents: [{ role: "user", parts: [{ text: "Never sent." }] }],
      systemInstruction: { parts: [{ text: "Be brief." }] },
    };

    it("counts the whole request, and leaves no trace of what was not asked", async () => {
      await configure({ "castor.log.content": true });
      const words = await service.countTokens(request, signal);
      const { systemInstruction: _, ...bare } = request;
      assert.ok(words > (await service.countTokens(bare, signal)));
      assert.equal(service.lastRequest, undefined);
      assert.ok(!lines.join("\n").includes("Never sent."));
    });

    it("knows what the chosen model takes, and asks once for each", async () => {
      const limits = [];
      for (const model of ["gemini-flash-latest", "gemini-3.1-flash-image", "gemini-flash-latest"]) {
        await configure({ "castor.model": model });
        limits.push(await service.inputLimit(signal));
      }
      assert.deepEqual(limits, [1_048_576, 65_536, 1_048_576]);
      assert.equal(lines.filter((line) => line.startsWith("GET ")).length, 2);
    });
  });

  describe("lastRequest", () => {
    it("is there once something was asked, and holds no key", async () => {
      assert.equal(service.lastRequest, undefined);
      await service.checkKey(goodKey, signal);
      assert.equal(service.lastRequest, undefined);
      await ask(secretQuestion);
      assert.ok(service.lastRequest);
      const command = toCurl(service.lastRequest);
      assert.ok(!JSON.stringify(service.lastRequest).includes(goodKey));
      assert.ok(!command.includes(goodKey));
      assert.ok(command.includes('-H "x-goog-api-key: $GEMINI_API_KEY"'));
      assert.ok(command.includes(`${emulatorUrl}/v1beta/models/gemini-flash-latest:streamGenerateContent`));
      assert.ok(command.includes(secretQuestion));
    });
  });

  describe("the log", () => {
    const everything = () => lines.join("\n");

    it("has model, status and time of every request, and nothing that was said", async () => {
      const answer = await ask(secretQuestion);
      assert.match(
        everything(),
        /^POST \/v1beta\/models\/gemini-flash-latest:streamGenerateContent: 200 after \d+ ms$/,
      );
      assert.ok(answer.includes(secretQuestion));
    });

    it("has what was said, both ways, when the person asks for it", async () => {
      await configure({ "castor.log.content": true });
      await ask(secretQuestion);
      assert.equal(lines.filter((line) => line.startsWith("sent: ")).length, 1);
      assert.match(everything(), /^sent: .*Where is the canary\?/m);
      assert.match(everything(), /^received: .*Where is the canary\?/m);
      assert.ok(!everything().includes(goodKey));
    });

    it("has no key, whatever fails", async () => {
      await configure({ "castor.log.content": true });
      await keys.set(emulatorUrl, badKey);
      await assert.rejects(ask(secretQuestion), (error: Error) => !JSON.stringify(error).includes(badKey));
      await service.checkKey(badKey, signal);
      await configure({ "castor.endpoint": "http://127.0.0.1:1" });
      await service.checkKey(badKey, signal);
      assert.match(everything(), /POST .*: 400 after/);
      assert.match(everything(), /GET .*: ECONNREFUSED after/);
      assert.ok(!everything().includes(badKey));
    });

    it("has the steps of an upload, and neither they nor the last request have its address", async () => {
      await serve((request, response) => {
        request.resume().on("end", () => {
          const command = String(request.headers["x-goog-upload-command"]);
          response.setHeader("X-Goog-Upload-Status", command === "start" ? "active" : "final");
          const address = `http://${request.headers.host}/upload/secret-path?upload_id=secret-id`;
          response.setHeader("X-Goog-Upload-URL", address);
          response.end(command === "start" ? "" : JSON.stringify({ file: { name: "files/a" } }));
        });
      });
      await configure({ "castor.log.content": true });
      const file = await service.files.uploadFile(bytesSource(Buffer.from("film")), {
        mimeType: "video/mp4",
      });
      assert.equal(file.sha256, createHash("sha256").update("film").digest("hex"));
      assert.match(everything(), /^upload: start: 200 .*\nupload: upload, finalize: 200 after \d+ ms$/);
      assert.ok(!everything().includes("secret"));
      assert.equal(service.lastRequest, undefined);
    });

    it("calls a stop a stop", async () => {
      const silent = await serve(() => undefined);
      const abort = new AbortController();
      const request = { contents: [{ role: "user", parts: [{ text: "Hello" }] }] };
      const options = { signal: abort.signal, onWait: () => undefined };
      const chunks = service.streamGenerateContent("gemini-flash-latest", request, options);
      const first = chunks[Symbol.asyncIterator]().next();
      await silent.received;
      abort.abort();
      await assert.rejects(first, { name: "AbortError" });
      assert.match(everything(), /: stopped after \d+ ms$/);
    });
  });
});
