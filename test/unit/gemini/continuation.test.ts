import assert from "node:assert/strict";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { RESUMED } from "../../../src/gemini/continuation.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { GenerateContentRequest } from "../../../src/gemini/wire.ts";
import { answering, bareError, closeServers, drain, event, events } from "./server.ts";
import { overloaded, question, serve } from "./server.ts";
import { part, breakingOff, inTurn, tokensOf, noWait, stop, token } from "./longAnswer.ts";

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
    const { chunks, error } = await drain(
      server.client({ retry: noWait }).streamGenerateContent("m", question),
    );
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
      const { chunks, error } = await drain(
        server.client({ retry: noWait }).streamGenerateContent("m", question),
      );
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

  it("go on where the finish reason is empty or unspecified, and follow the first candidate", async () => {
    for (const candidates of [
      [{ continuationToken: "t", finishReason: "" }],
      [{ continuationToken: "t", finishReason: "FINISH_REASON_UNSPECIFIED" }],
      [
        { index: 1, finishReason: "STOP" },
        { index: 0, continuationToken: "t" },
      ],
    ]) {
      const server = await serve(inTurn(answering(events({ candidates })), answering(events(stop))));
      const { chunks } = await drain(server.client().streamGenerateContent("m", question));
      assert.equal(aggregate(chunks).complete, true);
      assert.deepEqual(tokensOf(server), [undefined, "t"]);
    }
  });

  it("end when a further request is blocked, with or without a reason", async () => {
    for (const promptFeedback of [{ blockReason: "OTHER" }, { blockReasonMessage: "no" }]) {
      const server = await serve(
        inTurn(
          answering(events({ ...token("a"), promptFeedback: { safetyRatings: [] } })),
          answering(events({ promptFeedback })),
        ),
      );
      const { chunks, error } = await drain(server.client().streamGenerateContent("m", question));
      assert.equal(error, undefined);
      const { blocked, complete, text } = aggregate(chunks);
      assert.deepEqual([blocked, complete, text], [true, true, "a "]);
      assert.equal(server.requests.length, 2);
    }
  });
});
