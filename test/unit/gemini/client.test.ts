import assert from "node:assert/strict";
import { GeminiClient } from "../../../src/gemini/client.ts";
import { answering, bareError, closeServers, drain, events, failureOf } from "./server.ts";
import { overloaded, question, serve, textChunk } from "./server.ts";

const hello = [textChunk("Hel"), textChunk("lo", "STOP")];

describe("GeminiClient", () => {
  afterEach(closeServers);

  describe("requests", () => {
    it("streams with a POST of the request as it is", async () => {
      const server = await serve(answering(events(...hello)));
      const request = { ...question, generationConfig: { topK: 3 }, novelty: { deep: [1] } };
      assert.deepEqual((await drain(server.client().streamGenerateContent("m", request))).chunks, hello);
      const [received] = server.requests;
      assert.equal(received?.method, "POST");
      assert.equal(received.url, "/v1beta/models/m:streamGenerateContent?alt=sse");
      assert.equal(received.headers["content-type"], "application/json");
      assert.deepEqual(JSON.parse(received.body), request);
    });

    it("sends the key in its header and nowhere else", async () => {
      const server = await serve(answering("{}"));
      await server.client().generateContent("m", question);
      const [received] = server.requests;
      assert.equal(received?.headers["x-goog-api-key"], "test-key");
      assert.equal(received.headers.authorization, undefined);
      const { "x-goog-api-key": _, ...others } = received.headers;
      assert.doesNotMatch(JSON.stringify([received.url, received.body, others]), /test-key/);
    });

    it("asks for the key before every request, and sends no header for an empty one", async () => {
      const server = await serve(answering("{}"));
      const keys = [" first\n", "", "third"];
      const client = server.client({ apiKey: () => Promise.resolve(keys.shift() ?? "none") });
      for (let i = 0; i < 3; i++) {
        await client.getModel("m");
      }
      assert.deepEqual(
        server.requests.map(({ headers }) => headers["x-goog-api-key"]),
        ["first", undefined, "third"],
      );
    });

    it("refuses a key that no header can carry, without telling it", async () => {
      const client = new GeminiClient({ apiKey: "ключ", retry: false });
      const error = await failureOf(client.getModel("m"));
      assert.equal(error.kind, "invalidKey");
      assert.doesNotMatch(error.message, /ключ/);
    });

    it("takes model names and base URLs in every form", async () => {
      const server = await serve(answering("{}"));
      for (const baseUrl of ["", "/", "/proxy/gemini", "/proxy/gemini//", "/v1beta", "/v1beta/"]) {
        await server.client({ baseUrl: server.url + baseUrl }).getModel("gemini-x");
      }
      for (const name of ["models/gemini-x", "tunedModels/t", " /models/a?b#c "]) {
        await server.client().getModel(name);
      }
      assert.deepEqual(
        server.requests.map(({ url }) => url),
        [
          "/v1beta/models/gemini-x",
          "/v1beta/models/gemini-x",
          "/proxy/gemini/v1beta/models/gemini-x",
          "/proxy/gemini/v1beta/models/gemini-x",
          "/v1beta/models/gemini-x",
          "/v1beta/models/gemini-x",
          "/v1beta/models/gemini-x",
          "/v1beta/tunedModels/t",
          "/v1beta/models/a%3Fb%23c",
        ],
      );
    });

    for (const baseUrl of ["", "example.com", "file:///etc/passwd", "http://", "https://["]) {
      it(`refuses ${JSON.stringify(baseUrl)} as an endpoint`, async () => {
        const client = new GeminiClient({ apiKey: "k", baseUrl });
        assert.equal((await failureOf(client.getModel("m"))).kind, "endpoint");
      });
    }

    it("sends nothing before the first chunk is asked for", async () => {
      const server = await serve(answering(events(...hello)));
      const stream = server.client().streamGenerateContent("m", question);
      assert.equal(server.requests.length, 0);
      await stream.next();
      assert.equal(server.requests.length, 1);
      await stream.return();
    });

    it("sends nothing for a signal that is aborted already", async () => {
      const server = await serve(answering("{}"));
      const signal = AbortSignal.abort(new Error("too late"));
      await assert.rejects(server.client().getModel("m", { signal }), /too late/);
      assert.match(
        String((await drain(server.client().streamGenerateContent("m", question, { signal }))).error),
        /too late/,
      );
      assert.equal(server.requests.length, 0);
    });
  });

  describe("answers in one piece", () => {
    it("gives them as they are", async () => {
      const answer = { ...textChunk("Hello", "STOP"), unheardOf: true };
      const server = await serve(answering(JSON.stringify(answer)));
      assert.deepEqual(await server.client().generateContent("m", question), answer);
      assert.equal(server.requests[0]?.url, "/v1beta/models/m:generateContent");
    });

    it("counts the tokens of the whole request", async () => {
      const server = await serve(answering('{"totalTokens": 31}'));
      const request = { ...question, systemInstruction: { parts: [{ text: "Be brief" }] } };
      assert.deepEqual(await server.client().countTokens("gemini-x", request), { totalTokens: 31 });
      assert.equal(server.requests[0]?.url, "/v1beta/models/gemini-x:countTokens");
      assert.deepEqual(JSON.parse(server.requests[0].body), {
        generateContentRequest: { ...request, model: "models/gemini-x" },
      });
    });

    it("lists models over all pages, empty ones too, with GET", async () => {
      const pages = [
        { models: [{ name: "models/a" }], nextPageToken: "p/2" },
        { nextPageToken: "p3" },
        { models: [{ name: "models/b" }, { name: "models/c" }] },
      ];
      const server = await serve((response, _, count) => void response.end(JSON.stringify(pages[count - 1])));
      const names: string[] = [];
      for await (const { name } of server.client().listModels()) {
        names.push(name);
      }
      assert.deepEqual(names, ["models/a", "models/b", "models/c"]);
      assert.deepEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        [
          "GET /v1beta/models?pageSize=1000",
          "GET /v1beta/models?pageSize=1000&pageToken=p%2F2",
          "GET /v1beta/models?pageSize=1000&pageToken=p3",
        ],
      );
    });

    it("does not go round in circles over pages", async () => {
      const server = await serve(answering('{"models":[{"name":"models/a"}],"nextPageToken":"same"}'));
      let count = 0;
      for await (const _ of server.client().listModels()) {
        count++;
      }
      assert.equal(count, 2);
    });

    it("retries them like streams", async () => {
      const server = await serve((response, request, count) =>
        (count === 1 ? answering(bareError(overloaded), 503) : answering('{"name":"models/m"}'))(
          response,
          request,
          count,
        ),
      );
      const client = server.client({ retry: { sleep: () => Promise.resolve() } });
      assert.deepEqual(await client.getModel("m"), { name: "models/m" });
    });

    for (const [name, body, kind] of [
      ["an error with status 200", bareError(overloaded), "overloaded"],
      ["a page", "<title>Login</title>", "protocol"],
      ["a number", "42", "protocol"],
      ["an answer cut off", '{"name": "mod', "network"],
    ] as const) {
      it(`tells ${name} from an answer`, async () => {
        const server = await serve(answering(body));
        assert.equal((await failureOf(server.client({ retry: false }).getModel("m"))).kind, kind);
      });
    }
  });
});
