import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { createTransport } from "../../../src/host/transport.lazy.ts";
import { closeServers, events, serve, type TestServer, textChunk } from "../gemini/server.ts";
import { castor } from "./requests/castor.ts";
import { differences } from "./requests/differences.ts";
import { genai, generativeAi, type Google, type SubjectSender } from "./requests/google.ts";
import { type Sent, sentBy } from "./requests/sent.ts";
import { type Subject, subjects } from "./requests/subject.ts";

const key = "test-key";

describe("requests of Castor and of Google's clients for the same job", () => {
  const transport = createTransport({
    useProxy: false,
    noProxy: [],
    strictSSL: true,
    systemCertificates: false,
  });
  const occurred = new Set<object>();
  let server: TestServer;

  beforeEach(async () => {
    server = await serve((response, { url }) => {
      const counts = url?.endsWith(":countTokens") === true;
      response.setHeader("content-type", counts ? "application/json" : "text/event-stream");
      response.end(counts ? '{"totalTokens": 1}' : events(textChunk("Hi", "STOP")));
    });
  });
  afterEach(closeServers);
  after(() => transport.close());

  const clients: readonly (readonly [
    Google,
    (url: string) => SubjectSender,
    knows: (subject: Subject) => boolean,
  ])[] = [
    ["@google/genai", (url) => genai(url, key), () => true],
    ["@google/generative-ai", (url) => generativeAi(url, key), ({ thinking }) => thinking === undefined],
  ];

  async function sent(send: Promise<void>): Promise<Sent> {
    await send;
    const received = server.requests.at(-1);
    assert.ok(received !== undefined);
    return sentBy(received);
  }

  /** What Google's client sent, as Castor would have sent it if nothing but the explained differences lay between. */
  function settled(client: Google, theirs: Sent, castors: Sent): Sent {
    return differences
      .filter((difference) => difference.client === client)
      .reduce((current, difference) => {
        const next = difference.settle(current, castors);
        if (!isDeepStrictEqual(next, current)) {
          occurred.add(difference);
        }
        return next;
      }, theirs);
  }

  for (const [name, connect, knows] of clients) {
    describe(name, () => {
      for (const subject of subjects.filter(knows)) {
        it(`are the same for ${subject.name}`, async () => {
          const theirs = await sent(connect(server.url).ask(subject));
          const ours = await sent(castor(server.url, key, transport.send).ask(subject));
          assert.deepEqual(settled(name, theirs, ours), ours);
        });

        it(`are the same to count the tokens of ${subject.name}`, async () => {
          const theirs = await sent(connect(server.url).count(subject));
          const ours = await sent(castor(server.url, key, transport.send).count(subject));
          assert.deepEqual(settled(name, theirs, ours), ours);
        });
      }
    });
  }

  it("bear one credential each, in its header, and say what they send", async () => {
    const [subject] = subjects;
    assert.ok(subject !== undefined);
    for (const sender of [
      castor(server.url, key, transport.send),
      ...clients.map(([, connect]) => connect(server.url)),
    ]) {
      const { method, path, headers, body } = await sent(sender.ask(subject));
      assert.equal(method, "POST");
      assert.equal(path, "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
      assert.equal(headers["content-type"], "application/json");
      const { "x-goog-api-key": credential, ...others } = headers;
      assert.equal(credential, key);
      assert.equal(headers.authorization, undefined);
      assert.ok(!JSON.stringify([path, others, body]).includes(key));
    }
  });

  describe("all together", () => {
    it("have no difference in the table that no longer occurs", () => {
      const gone = differences.filter((difference) => !occurred.has(difference));
      assert.deepEqual(
        gone.map(({ client, where }) => `${client}: ${where}`),
        [],
      );
    });
  });
});
