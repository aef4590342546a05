/**
 * Ways in which clients of this API are known to have failed, one test per way, over real sockets: what a server sends. The numbers are ours; each
 * stands for reports against other clients.
 */
import assert from "node:assert/strict";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import { fetchTransport } from "../../../src/gemini/fetchTransport.ts";
import type { Transport } from "../../../src/gemini/transport.ts";
import { answering, bareError, closeServers, drain, event, events, failureOf } from "./server.ts";
import { overloaded, question, serve, textChunk } from "./server.ts";
import type { TestServer } from "./server.ts";

/** Streams one answer without retries. */
async function ask(server: TestServer): ReturnType<typeof drain> {
  return drain(server.client({ retry: false }).streamGenerateContent("m", question));
}

/** Short, because it is cut at every byte. */
const brief = [{ candidates: [{ content: { parts: [{ text: "ü🌍" }] }, finishReason: "STOP" }] }];
const everyCutMs = 60_000;

/** Streams a body that reaches the client in two pieces, for every cut there is. */
async function askHoweverCut(
  body: string,
  check: (result: Awaited<ReturnType<typeof drain>>) => void,
): Promise<void> {
  const bytes = Buffer.from(body);
  let cut = 0;
  let release: () => void = () => undefined;
  const server = await serve(async (response) => {
    const received = new Promise<void>((resolve) => (release = resolve));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(bytes.subarray(0, cut));
    await received;
    response.end(bytes.subarray(cut));
  });
  const fetch: Transport = async (url, init) => {
    const response = await fetchTransport(url, init);
    async function* watched(): AsyncGenerator<Uint8Array> {
      let seen = 0;
      for await (const piece of response.body ?? []) {
        seen += piece.length;
        if (seen === cut) {
          release();
        }
        yield piece;
      }
    }
    return { status: response.status, headers: response.headers, body: watched() };
  };
  const client = server.client({ retry: false, fetch });
  for (cut = 1; cut < bytes.length; cut++) {
    check(await drain(client.streamGenerateContent("m", question)));
  }
}

function assertBrief(result: Awaited<ReturnType<typeof drain>>): void {
  assert.deepEqual(result, { chunks: brief, error: undefined });
}

function assertOverloaded(error: unknown): void {
  assert.ok(error instanceof GeminiError);
  assert.equal(error.kind, "overloaded");
  assert.equal(error.status, 503);
  assert.equal(error.reason, "UNAVAILABLE");
  assert.equal(error.message, overloaded.message);
}

describe("reliability of streams", () => {
  afterEach(closeServers);

  it("R1 a bare error in the stream is told, wherever it is cut", async () => {
    await askHoweverCut(bareError(overloaded), ({ chunks, error }) => {
      assert.deepEqual(chunks, []);
      assertOverloaded(error);
    });
  }).timeout(everyCutMs);

  it("R2 a bare error directly behind events comes out behind them, wherever it is cut", async () => {
    await askHoweverCut(`${events(...brief)}${bareError(overloaded)}`, ({ chunks, error }) => {
      assert.deepEqual(chunks, brief);
      assertOverloaded(error);
    });
  }).timeout(everyCutMs);

  it("R3 an event that holds an error is an error, wherever it is cut", async () => {
    await askHoweverCut(events(...brief, { error: overloaded }), ({ chunks, error }) => {
      assert.deepEqual(chunks, brief);
      assertOverloaded(error);
    });
  }).timeout(everyCutMs);

  it("R4 a last event without its blank line is delivered", async () => {
    for (const ending of ["", "\n", "\r", "\r\n"]) {
      await askHoweverCut(`${events(...brief).trimEnd()}${ending}`, assertBrief);
    }
  }).timeout(everyCutMs);

  it("R5 an end without a finish reason is no complete answer", async () => {
    const server = await serve(answering(event(textChunk("Half an ans"))));
    const { chunks, error } = await ask(server);
    assert.equal(error, undefined);
    assert.equal(aggregate(chunks).complete, false);
    assert.equal(aggregate(chunks).text, "Half an ans");
  });

  it("R6 data without a blank after the colon is read", async () => {
    await askHoweverCut(events(...brief).replaceAll("data: ", "data:"), assertBrief);
  }).timeout(everyCutMs);

  it("R7 comment lines are skipped", async () => {
    await askHoweverCut(`: keepalive\n\n${events(...brief)}:\n: {"bye"}\n\n`, assertBrief);
  }).timeout(everyCutMs);

  it("R8 a closing [DONE] is skipped", async () => {
    await askHoweverCut(`${events(...brief)}data: [DONE]\n\n`, assertBrief);
  }).timeout(everyCutMs);

  it("R9 several data lines make one event", async () => {
    const lines = JSON.stringify(brief[0], undefined, 1).split("\n");
    await askHoweverCut(`${lines.map((line) => `data: ${line}`).join("\n")}\n\n`, assertBrief);
  }).timeout(everyCutMs);

  it("R10 characters and line ends may be cut at any byte", async () => {
    await askHoweverCut(events(...brief, ...brief), (result) => {
      assert.deepEqual(result, { chunks: [...brief, ...brief], error: undefined });
    });
  }).timeout(everyCutMs);

  it("R11 one huge event arrives whole", async () => {
    const data = "A".repeat(16 * 1024 * 1024);
    const image = { candidates: [{ content: { parts: [{ inlineData: { mimeType: "image/png", data } }] } }] };
    const server = await serve(answering(event(image)));
    const { chunks } = await ask(server);
    assert.equal(aggregate(chunks).content.parts[0]?.inlineData?.data.length, data.length);
  });

  it("R17 an error inside an error's message is unwrapped, whatever the content type says", async () => {
    const inner = JSON.stringify({
      error: { code: 400, message: "Bad turn order", status: "INVALID_ARGUMENT" },
    });
    const body = JSON.stringify({ error: { code: 400, message: inner, status: "Bad Request" } });
    const server = await serve(answering(body, 400));
    const { error } = await ask(server);
    assert.ok(error instanceof GeminiError);
    assert.equal(error.message, "Bad turn order");
    assert.equal(error.kind, "badRequest");
    assert.equal(error.reason, "INVALID_ARGUMENT");
  });

  it("R18 an error inside an array is unwrapped", async () => {
    const server = await serve(answering(JSON.stringify([{ error: overloaded }]), 503));
    assertOverloaded((await ask(server)).error);
  });

  it("R19 of an HTML page no more than its title is told", async () => {
    const page = "<html><head><title>502 Bad Gateway</title></head><body><p>nginx</p></body></html>";
    const server = await serve(answering(page, 502, { "content-type": "text/html" }));
    const { error } = await ask(server);
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "server");
    assert.equal(error.message, "HTTP 502: 502 Bad Gateway");
  });

  it("R23 a finish reason in every chunk, or before the text, ends nothing", async () => {
    const chunks = [textChunk("", "STOP"), textChunk("one ", "STOP"), textChunk("two", "STOP")];
    const server = await serve(answering(events(...chunks)));
    const result = await ask(server);
    assert.deepEqual(result, { chunks, error: undefined });
    assert.equal(aggregate(result.chunks).text, "one two");
    const failing = await serve(answering(events(...chunks, { error: overloaded })));
    assertOverloaded((await ask(failing)).error);
  });

  it("R24 a last chunk may have no content, no parts, or nothing but usage", async () => {
    const lasts = [
      { candidates: [{ finishReason: "STOP" }] },
      { candidates: [{ content: {}, finishReason: "STOP" }] },
      { candidates: [{ content: { role: "model" }, finishReason: "STOP" }] },
      { candidates: [], usageMetadata: { totalTokenCount: 7 } },
      { usageMetadata: {} },
    ];
    const server = await serve(answering(events(textChunk("All", "STOP"), ...lasts)));
    const { chunks } = await ask(server);
    assert.deepEqual(chunks.slice(1), lasts);
    const { text, complete, usage } = aggregate(chunks);
    assert.deepEqual(
      { text, complete, usage },
      { text: "All", complete: true, usage: { totalTokenCount: 7 } },
    );
  });

  it("R25 a blocked prompt is known as such, with or without a reason", async () => {
    for (const promptFeedback of [{ blockReason: "SAFETY" }, { blockReasonMessage: "no" }, {}]) {
      const server = await serve(answering(event({ promptFeedback })));
      const { chunks, error } = await ask(server);
      assert.equal(error, undefined);
      const answer = aggregate(chunks);
      assert.deepEqual([answer.blocked, answer.complete, answer.empty], [true, true, false]);
      assert.deepEqual(answer.promptFeedback, promptFeedback);
    }
  });

  it("R26 signatures come back byte for byte, at their place", async () => {
    const signed = (part: object) => ({ candidates: [{ content: { role: "model", parts: [part] } }] });
    const parts = [
      { text: "Let me see", thought: true },
      { functionCall: { name: "f", args: {}, id: "1" }, thoughtSignature: "c2lnMQ==" },
      { functionCall: { name: "f", args: {}, id: "2" } },
      { text: "", thoughtSignature: "c2lnMg+/" },
    ];
    const server = await serve(answering(events(...parts.map(signed), textChunk("", "STOP"))));
    const { chunks } = await ask(server);
    assert.deepEqual(aggregate(chunks).content, { role: "model", parts });
  });

  it("R28 an empty answer is complete, and known to be empty", async () => {
    const last = { candidates: [{ content: { role: "model" }, finishReason: "STOP" }] };
    const server = await serve(answering(events(textChunk(""), last)));
    const { complete, empty, finishReason } = aggregate((await ask(server)).chunks);
    assert.deepEqual([complete, empty, finishReason], [true, true, "STOP"]);
  });

  it("R38 status 200 with an empty body is an error", async () => {
    const server = await serve(answering(""));
    const { error } = await ask(server);
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "empty");
    assert.equal(
      (await failureOf(server.client({ retry: false }).generateContent("m", question))).kind,
      "empty",
    );
  });
});
