import assert from "node:assert/strict";
import fc from "fast-check";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { RESUMED } from "../../../src/gemini/continuation.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { Transport } from "../../../src/gemini/transport.ts";
import type { GenerateContentRequest, GenerateContentResponse } from "../../../src/gemini/wire.ts";
import { answering, bareError, closeServers, drain, event, events } from "./server.ts";
import { overloaded, question, serve } from "./server.ts";
import type { Handler, TestServer } from "./server.ts";
import { GeminiClient } from "../../../src/gemini/client.ts";

function part(text: string, rest: object = {}, usage?: object): GenerateContentResponse {
  return {
    candidates: [{ content: { role: "model", parts: text === "" ? [] : [{ text }] }, ...rest }],
    ...(usage === undefined ? {} : { usageMetadata: usage }),
  };
}

/** Sends events and then breaks the connection. */
function breakingOff(...values: readonly unknown[]): Handler {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(events(...values), () => setImmediate(() => response.socket?.resetAndDestroy()));
  };
}

/** One handler per request, in order. */
function inTurn(...handlers: readonly Handler[]): Handler {
  return (response, request, count) => handlers[count - 1]?.(response, request, count);
}

function tokensOf(server: TestServer): readonly unknown[] {
  return server.requests.map(({ body }) => (JSON.parse(body) as GenerateContentRequest).continuationToken);
}

const noWait = { sleep: () => Promise.resolve() };

describe("long answers", () => {
  afterEach(closeServers);

  it("go on with the token and the same request until there is another finish reason", async () => {
    const server = await serve(
      inTurn(
        answering(
          events(part("one "), part("two ", { finishReason: "CONTINUATION", continuationToken: "dDE=" })),
        ),
        answering(events(part("", { finishReason: "CONTINUATION", continuationToken: "dDI=" }))),
        answering(events(part("three", { finishReason: "STOP" }))),
      ),
    );
    const { chunks, error } = await drain(server.client().streamGenerateContent("m", question));
    assert.equal(error, undefined);
    const { text, complete, finishReason, content } = aggregate(chunks);
    assert.deepEqual([text, complete, finishReason], ["one two three", true, "STOP"]);
    assert.equal(content.parts.length, 1);
    assert.deepEqual(tokensOf(server), [undefined, "dDE=", "dDI="]);
    const { continuationToken: _, ...rest } = JSON.parse(
      server.requests[1]?.body ?? "",
    ) as GenerateContentRequest;
    assert.deepEqual(rest, question);
    assert.equal(chunks.filter((chunk) => chunk === RESUMED).length, 2);
  });

  it("add up the tokens of their requests, each of which counts for itself", async () => {
    const usage = (candidatesTokenCount: number) => ({
      promptTokenCount: 3,
      candidatesTokenCount,
      candidatesTokensDetails: [{ modality: "TEXT", tokenCount: candidatesTokenCount }],
    });
    const server = await serve(
      inTurn(
        answering(
          events(
            part("a", {}, usage(5)),
            part("b", { finishReason: "CONTINUATION", continuationToken: "dDE=" }, usage(10)),
            { usageMetadata: { candidatesTokenCount: 11, totalTokenCount: 14 } },
          ),
        ),
        answering(events(part("c", {}, usage(1)), part("d", { finishReason: "STOP" }, usage(2)))),
      ),
    );
    const { chunks } = await drain(server.client().streamGenerateContent("m", question));
    assert.deepEqual(aggregate(chunks).usage, {
      promptTokenCount: 6,
      candidatesTokenCount: 13,
      candidatesTokensDetails: [{ modality: "TEXT", tokenCount: 12 }],
      totalTokenCount: 14,
    });
  });

  it("are cut back to the last token when the connection breaks", async () => {
    const server = await serve(
      inTurn(
        breakingOff(
          part("kept ", { continuationToken: "dDE=" }),
          part("lost"),
          part("", { citationMetadata: { citationSources: [{ uri: "x" }] } }),
        ),
        answering(events(part("again", { finishReason: "STOP" }))),
      ),
    );
    const { chunks, error } = await drain(server.client().streamGenerateContent("m", question));
    assert.equal(error, undefined);
    const { text, complete, citations } = aggregate(chunks);
    assert.deepEqual([text, complete, citations], ["kept again", true, []]);
    assert.deepEqual(tokensOf(server), [undefined, "dDE="]);
  });

  it("go on after a silent end and after an error that passes", async () => {
    for (const ending of ["", bareError(overloaded), event({ error: overloaded })]) {
      const server = await serve(
        inTurn(
          answering(`${events(part("a", { continuationToken: "dDE=" }), part("x"))}${ending}`),
          answering(events(part("b", { finishReason: "STOP" }))),
        ),
      );
      const { chunks, error } = await drain(server.client().streamGenerateContent("m", question));
      assert.equal(error, undefined);
      assert.equal(aggregate(chunks).text, "ab");
    }
  });

  it("do not go on without a token, after MAX_TOKENS, after a block, or after an error that stays", async () => {
    const invalid = { code: 400, message: "no", status: "INVALID_ARGUMENT" };
    const token = { continuationToken: "dDE=" };
    for (const [body, kind] of [
      [events(part("a")), undefined],
      [events(part("a", { finishReason: "CONTINUATION" })), undefined],
      [events(part("a", { ...token, finishReason: "MAX_TOKENS" })), undefined],
      [events({ ...part("a", token), promptFeedback: { blockReason: "OTHER" } }), undefined],
      [`${events(part("a", token))}${bareError(invalid)}`, "badRequest"],
    ] as const) {
      const server = await serve(answering(body));
      const { chunks, error } = await drain(server.client().streamGenerateContent("m", question));
      assert.equal(error instanceof GeminiError ? error.kind : error, kind);
      assert.equal(chunks.length, 1);
      assert.equal(server.requests.length, 1);
    }
  });

  it("give up after three attempts that bring no new token", async () => {
    const server = await serve((response, request, count) =>
      breakingOff(part("x", count === 1 ? { continuationToken: "dDE=" } : {}))(response, request, count),
    );
    const { chunks, error } = await drain(
      server.client({ retry: noWait }).streamGenerateContent("m", question),
    );
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "network");
    assert.deepEqual(tokensOf(server), [undefined, "dDE=", "dDE=", "dDE="]);
    assert.equal(aggregate(chunks).text, "xx");
    assert.equal(aggregate(chunks).complete, false);
  });

  it("retry the start of a further request like that of the first", async () => {
    const server = await serve(
      inTurn(
        answering(events(part("a", { finishReason: "CONTINUATION", continuationToken: "dDE=" }))),
        answering(bareError(overloaded), 503),
        answering(events(part("b", { finishReason: "STOP" }))),
      ),
    );
    const { chunks } = await drain(server.client({ retry: noWait }).streamGenerateContent("m", question));
    assert.equal(aggregate(chunks).text, "ab");
    assert.deepEqual(tokensOf(server), [undefined, "dDE=", "dDE="]);
  });

  it("have the right text wherever requests are cut", async () => {
    const words = Array.from({ length: 12 }, (_, index) => `${index} `);
    /** A server that answers from where the token points, and gives a token with every third word. */
    const bodyFrom = (start: number) =>
      events(
        ...words.slice(start).map((word, offset) => {
          const index = start + offset + 1;
          const token = index % 3 === 0 ? { continuationToken: String(index) } : {};
          return part(word, index === words.length ? { finishReason: "STOP" } : token);
        }),
      );
    const cuts = fc.array(fc.integer({ min: 20, max: 1_200 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (lengths) => {
        const left = [...lengths];
        const fetch: Transport = (_, { body }) => {
          const { continuationToken = "0" } = JSON.parse(body as string) as GenerateContentRequest;
          const bytes = Buffer.from(bodyFrom(Number(continuationToken)));
          const cut = left.shift();
          // eslint-disable-next-line @typescript-eslint/require-await -- a body is iterated asynchronously
          async function* pieces(): AsyncGenerator<Uint8Array> {
            yield bytes.subarray(0, cut);
            if (cut !== undefined && cut < bytes.length) {
              throw new Error("reset");
            }
          }
          return Promise.resolve({ status: 200, headers: new Headers(), body: pieces() });
        };
        const client = new GeminiClient({ apiKey: "", fetch, retry: noWait });
        const { chunks, error } = await drain(client.streamGenerateContent("m", question));
        const answer = aggregate(chunks);
        if (error === undefined) {
          assert.equal(answer.text, words.join(""));
          assert.ok(answer.complete);
        } else {
          assert.ok(words.join("").startsWith(answer.text));
          assert.ok(!answer.complete);
        }
      }),
    );
  });
});
