import assert from "node:assert/strict";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { RESUMED } from "../../../src/gemini/continuation.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import { answering, bareError, closeServers, drain, events } from "./server.ts";
import { overloaded, question, serve } from "./server.ts";
import { part, breakingOff, inTurn, tokensOf, noWait, noting, stop, token } from "./longAnswer.ts";

describe("failures of long answers", () => {
  afterEach(closeServers);

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

  it("wait longer each time an attempt brings nothing new, and start anew when one does", async () => {
    const slept: number[] = [];
    const server = await serve(
      inTurn(
        breakingOff(token("a"), part("x")),
        breakingOff(part("x")),
        breakingOff(part("x")),
        breakingOff(token("b")),
        answering(bareError(overloaded), 503),
        breakingOff(token("c")),
        answering(events(stop)),
      ),
    );
    const { chunks, error } = await drain(
      server.client({ retry: noting(slept) }).streamGenerateContent("m", question),
    );
    assert.equal(error, undefined);
    assert.equal(aggregate(chunks).text, "a b c end");
    assert.deepEqual(tokensOf(server), [undefined, "a", "a", "a", "b", "b", "c"]);
    assert.deepEqual(slept, [1_000, 2_000, 4_000, 1_000, 2_000, 1_000]);
  });

  it("wait as long as the server asks for, and say so", async () => {
    const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" };
    const server = await serve(
      inTurn(
        answering(`${events(token("a"))}${bareError({ ...overloaded, details: [retryInfo] })}`),
        answering(events(stop)),
      ),
    );
    const waits: unknown[] = [];
    const stream = server.client().streamGenerateContent("m", question, {
      onWait: (wait) => {
        waits.push([wait.delayMs, wait.error.kind]);
        wait.hurry();
      },
    });
    assert.equal(aggregate((await drain(stream)).chunks).text, "a end");
    assert.deepEqual(waits, [[34_500, "overloaded"]]);
  });

  it("are not asked for without a pause by a server that promises more and gives nothing", async () => {
    for (const rest of [{ finishReason: "CONTINUATION", continuationToken: "a" }, {}]) {
      const slept: number[] = [];
      const server = await serve((response, request, count) =>
        answering(events(count === 1 ? token("a") : part("x", rest)))(response, request, count),
      );
      const { chunks, error } = await drain(
        server.client({ retry: noting(slept) }).streamGenerateContent("m", question),
      );
      assert.equal(error, undefined);
      assert.equal(aggregate(chunks).complete, false);
      assert.deepEqual(tokensOf(server), [undefined, "a", "a", "a"]);
      assert.deepEqual(slept, [1_000, 2_000]);
    }
  });

  it("keep what came after the last token until there is something in its place", async () => {
    const invalid = { code: 400, message: "no", status: "INVALID_ARGUMENT" };
    const server = await serve(
      inTurn(breakingOff(token("a"), part("shown")), answering(bareError(invalid), 400)),
    );
    const { chunks, error } = await drain(
      server.client({ retry: noWait }).streamGenerateContent("m", question),
    );
    assert.ok(error instanceof GeminiError);
    assert.equal(error.kind, "badRequest");
    assert.equal(aggregate(chunks).text, "a shown");
    assert.ok(!chunks.includes(RESUMED));
  });

  it("take up a stream that fell silent, and are not taken up where nothing is to be repeated", async () => {
    const handle = inTurn((response) => void response.write(events(token("a"))), answering(events(stop)));
    const patient = await serve(handle);
    const { chunks } = await drain(
      patient.client({ timeouts: { silenceMs: 20 }, retry: noWait }).streamGenerateContent("m", question),
    );
    assert.equal(aggregate(chunks).text, "a end");
    const once = await serve(breakingOff(token("a")));
    const { error } = await drain(once.client({ retry: false }).streamGenerateContent("m", question));
    assert.ok(error instanceof GeminiError);
    assert.equal(once.requests.length, 1);
  });
});
