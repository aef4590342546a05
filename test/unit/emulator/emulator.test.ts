import assert from "node:assert/strict";
import { type AddressInfo, createServer, connect } from "node:net";
import { once } from "node:events";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Chunk } from "../../emulator/wire.ts";
import { answerOf, ask, errorOf, eventsOf, keyHeader, textOfEvents } from "./support.ts";

describe("emulator", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  it("streams server-sent events with CRLF, the finish reason in the last one alone, and no sentinel", async () => {
    const response = await ask(emulator, "What is a monad?");
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    const body = await response.text();
    assert.match(body, /^data: \{"candidates": \[/);
    assert.match(body, /\}\r\n\r\n$/);
    assert.doesNotMatch(body, /DONE/);
    const reasons = eventsOf(body).map((event) => event.candidates?.[0]?.finishReason);
    assert.ok(reasons.length > 5);
    assert.deepEqual(reasons.filter(Boolean), ["STOP"]);
    assert.equal(reasons.at(-1), "STOP");
  });

  it("sends one JSON array without alt=sse, and an error as an array too", async () => {
    const response = await ask(emulator, "Hello", { query: "" });
    assert.equal(response.headers.get("content-type"), "application/json; charset=UTF-8");
    const chunks = (await response.json()) as Chunk[];
    assert.match(textOfEvents(chunks), /> Hello/);
    const refused = await ask(emulator, { contents: [] }, { query: "" });
    const [wrapped] = (await refused.json()) as { readonly error: { readonly code: number } }[];
    assert.equal(wrapped?.error.code, 400);
  });

  it("gives the same answer whole", async () => {
    const streamed = await answerOf(emulator, "Say it twice");
    const response = await ask(emulator, "Say it twice", { method: "generateContent", query: "" });
    const whole = (await response.json()) as Chunk;
    assert.equal(textOfEvents([whole]), streamed);
    assert.equal(whole.candidates?.[0]?.finishReason, "STOP");
    assert.equal(whole.candidates[0].content?.parts?.length, 1);
  });

  it("counts usage as running totals, thoughts apart", async () => {
    const response = await ask(emulator, {
      contents: [{ parts: [{ text: "Think, please" }] }],
      generationConfig: { thinkingConfig: { includeThoughts: true } },
    });
    const events = eventsOf(await response.text());
    const usages = events.flatMap((event) => event.usageMetadata ?? []);
    const totals = usages.map((usage) => usage.totalTokenCount);
    assert.deepEqual(
      totals,
      totals.toSorted((a, b) => a - b),
    );
    const last = usages.at(-1);
    assert.ok(last?.thoughtsTokenCount !== undefined && last.candidatesTokenCount !== undefined);
    assert.equal(
      last.totalTokenCount,
      last.promptTokenCount + last.candidatesTokenCount + last.thoughtsTokenCount,
    );
    assert.ok(events.some((event) => event.candidates?.[0]?.content?.parts?.[0]?.thought));
  });

  it("names the model behind an alias, and signs an empty last part from Gemini 3 on", async () => {
    const lastOf = async (model: string) =>
      eventsOf(await (await ask(emulator, "Hi", { model })).text()).at(-1);
    const last = await lastOf("gemini-flash-latest");
    const part = last?.candidates?.[0]?.content?.parts?.[0];
    assert.equal(last?.modelVersion, "gemini-3.8-flash");
    assert.equal(part?.text, "");
    assert.ok(part.thoughtSignature);
    const older = await lastOf("gemini-2.5-flash");
    assert.equal(older?.candidates?.[0]?.content?.parts?.[0]?.thoughtSignature, undefined);
  });

  it("lists models in pages and shows one", async () => {
    const names: string[] = [];
    let token: string | undefined;
    do {
      const query = new URLSearchParams({ pageSize: "7", ...(token !== undefined && { pageToken: token }) });
      const response = await fetch(`${emulator.url}/v1beta/models?${query}`, { headers: keyHeader });
      const page = (await response.json()) as { models: { name: string }[]; nextPageToken?: string };
      assert.ok(page.models.length <= 7);
      names.push(...page.models.map((model) => model.name));
      token = page.nextPageToken;
    } while (token !== undefined);
    assert.equal(new Set(names).size, names.length);
    for (const id of [
      "gemini-flash-latest",
      "gemini-pro-latest",
      "gemini-3.1-pro-preview",
      "gemini-4-argon",
    ]) {
      assert.ok(names.includes(`models/${id}`), id);
    }
    const one = await fetch(`${emulator.url}/v1beta/models/gemini-embedding-2`, { headers: keyHeader });
    const { supportedGenerationMethods } = (await one.json()) as { supportedGenerationMethods: string[] };
    assert.ok(!supportedGenerationMethods.includes("generateContent"));
  });

  it("counts tokens of contents, or of a whole request, but not of both", async () => {
    const contents = [{ parts: [{ text: "x".repeat(400) }] }];
    const count = async (body: object) => ask(emulator, body, { method: "countTokens", query: "" });
    const bare = (await (await count({ contents })).json()) as { totalTokens: number };
    assert.equal(bare.totalTokens, 100);
    const generateContentRequest = {
      model: "models/gemini-flash-latest",
      contents,
      systemInstruction: { parts: [{ text: "y".repeat(40) }] },
    };
    const whole = (await (await count({ generateContentRequest })).json()) as { totalTokens: number };
    assert.equal(whole.totalTokens, 110);
    assert.equal((await count({ contents, generateContentRequest })).status, 400);
    assert.equal((await count({})).status, 400);
  });

  it("answers unknown paths like Google: JSON below the API, a page elsewhere", async () => {
    const api = await fetch(`${emulator.url}/v1beta/unheard/of`);
    assert.equal(api.status, 404);
    assert.equal((await errorOf(api)).status, "NOT_FOUND");
    const other = await fetch(`${emulator.url}/favicon.ico`);
    assert.match(await other.text(), /<title>Error 404 \(Not Found\)!!1<\/title>/);
    const model = await ask(emulator, "Hi", { model: "gemini-1.5-flash" });
    assert.equal(model.status, 404);
    assert.match((await errorOf(model)).message, /Call ListModels/);
    assert.equal((await ask(emulator, "Hi", { model: "gemini-embedding-2" })).status, 404);
  });

  it("may be called by a page of any origin", async () => {
    const preflight = await fetch(`${emulator.url}/v1beta/models`, {
      method: "OPTIONS",
      headers: { origin: "vscode-webview://x", "access-control-request-headers": "x-goog-api-key,x-new" },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
    assert.equal(preflight.headers.get("access-control-allow-headers"), "x-goog-api-key,x-new");
    assert.equal((await ask(emulator, "Hi")).headers.get("access-control-allow-origin"), "*");
  });

  it("records requests with what became of them", async () => {
    const reading = answerOf(emulator, "Remember me", { headers: { "x-mine": "1" } });
    const request = await emulator.waitForRequest((each) => each.finished);
    await reading;
    assert.equal(request.method, "POST");
    assert.equal(request.path, "/v1beta/models/gemini-flash-latest:streamGenerateContent");
    assert.equal(request.query.get("alt"), "sse");
    assert.equal(request.headers["x-mine"], "1");
    assert.deepEqual(request.json, { contents: [{ role: "user", parts: [{ text: "Remember me" }] }] });
    assert.equal(request.status, 200);
    assert.equal(request.closedEarly, false);
    assert.ok(request.bytesSent > 1000);
    emulator.reset();
    assert.equal(emulator.requests.length, 0);
  });

  it("forgets the oldest requests beyond those it shall keep", async () => {
    const forgetful = await startEmulator({ keepRequests: 2 });
    for (const id of ["a", "b", "c"]) {
      await (await fetch(`${forgetful.url}/${id}`)).text();
    }
    assert.deepEqual(
      forgetful.requests.map((request) => request.path),
      ["/b", "/c"],
    );
    await forgetful.close();
  });

  it("notices when a client leaves in the middle", async () => {
    const leaving = new AbortController();
    emulator.scenario("stall");
    const response = await ask(emulator, "I will leave", { signal: leaving.signal });
    await response.body?.getReader().read();
    assert.equal(emulator.requests[0]?.finished, false);
    leaving.abort();
    const request = await emulator.waitForRequest((each) => each.finished);
    assert.equal(request.closedEarly, true);
  });

  it("does not fall over a client that resets its connection while it sends", async () => {
    const { port } = new URL(emulator.url);
    const socket = connect(Number(port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      "POST /v1beta/models/gemini-flash-latest:generateContent HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n{",
    );
    socket.resetAndDestroy();
    await once(socket, "close");
    assert.match(await answerOf(emulator, "Still there?"), /Still there\?/);
  });

  it("closes at once even with a stream open, and tells those who wait", async () => {
    const other = await startEmulator();
    other.scenario("stall");
    const response = await ask(other, "Hi");
    const body = assert.rejects(response.text());
    const waiting = assert.rejects(
      other.waitForRequest((each) => each.path === "/never"),
      /was closed/,
    );
    const start = performance.now();
    await other.close();
    // Some milliseconds on a calm machine; waiting for the stream or for idle connections would take seconds.
    assert.ok(performance.now() - start < 1000);
    await Promise.all([body, waiting]);
  });

  it("says when its port is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as AddressInfo;
    await assert.rejects(startEmulator({ port }), { code: "EADDRINUSE" });
    squatter.close();
  });
});
