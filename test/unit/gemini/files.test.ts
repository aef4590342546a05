import assert from "node:assert/strict";
import type { File } from "../../../src/gemini/wireFiles.ts";
import { answering, closeServers, failureOf, serve } from "./server.ts";
import type { Handler, TestServer } from "./server.ts";

const json = (value: unknown, status = 200) => answering(JSON.stringify(value), status);
const forbidden = json(
  {
    error: {
      code: 403,
      message: "You do not have permission to access the File x or it may not exist.",
      status: "PERMISSION_DENIED",
    },
  },
  403,
);

/** Answers one after the other, the last one for ever. */
function inTurn(...handlers: readonly Handler[]): Handler {
  return (response, request, count) =>
    handlers[Math.min(count, handlers.length) - 1]?.(response, request, count);
}

/** A client that does not wait, and how long it would have. */
function hasty(server: TestServer) {
  const slept: number[] = [];
  const sleep = (ms: number, signal: AbortSignal) => {
    slept.push(ms);
    signal.throwIfAborted();
    return Promise.resolve();
  };
  return { slept, client: server.client({ retry: { sleep, random: () => 0 } }) };
}

describe("files", () => {
  afterEach(closeServers);

  it("are listed page by page, 100 at a time", async () => {
    const server = await serve((response, request, count) =>
      json(
        [
          { files: [{ name: "files/a" }, { name: "files/b" }], nextPageToken: "n&1" },
          { nextPageToken: "2" },
          {},
        ][count - 1],
      )(response, request, count),
    );
    const files: File[] = [];
    for await (const file of server.client().listFiles()) files.push(file);
    assert.deepEqual(files, [{ name: "files/a" }, { name: "files/b" }]);
    assert.deepEqual(
      server.requests.map(({ url }) => url),
      [
        "/v1beta/files?pageSize=100",
        "/v1beta/files?pageSize=100&pageToken=n%261",
        "/v1beta/files?pageSize=100&pageToken=2",
      ],
    );
  });

  it("are found under their name or their ID, and tell when they expire", async () => {
    const file = { name: "files/a-1", expirationTime: "2026-01-03T00:00:00Z" };
    const server = await serve(json(file));
    for (const name of ["files/a-1", "a-1", "/files/a-1"]) {
      assert.deepEqual(await server.client().getFile(name), file);
    }
    assert.ok(server.requests.every(({ url, method }) => url === "/v1beta/files/a-1" && method === "GET"));
    assert.equal((await failureOf(server.client().getFile("files/"))).kind, "fileState");
  });

  it("that are gone are not taken for a model", async () => {
    for (const answer of [forbidden, answering("<title>Not Found</title>", 404)]) {
      const server = await serve(answer);
      assert.equal((await failureOf(server.client().getFile("a"))).kind, "fileState");
      assert.equal((await failureOf(server.client().deleteFile("a"))).kind, "fileState");
      assert.equal(server.requests.length, 2);
    }
  });

  it("are deleted, also when the answer is empty or was lost", async () => {
    for (const answer of [json({}), answering("", 204), inTurn(answering("", 503), forbidden)]) {
      const server = await serve(answer);
      await hasty(server).client.deleteFile("files/a");
      assert.ok(server.requests.every(({ url, method }) => url === "/v1beta/files/a" && method === "DELETE"));
    }
  });
});

describe("R35 a file is waited for", () => {
  afterEach(closeServers);

  it("until it is ACTIVE, at growing intervals, each state told", async () => {
    const states = [
      undefined,
      "STATE_UNSPECIFIED",
      "PROCESSING",
      "PROCESSING",
      "NEW_STATE",
      "PROCESSING",
      "ACTIVE",
    ];
    const server = await serve(inTurn(...states.map((state) => json({ name: "files/a", state }))));
    const { client, slept } = hasty(server);
    const told: unknown[] = [];
    const file = await client.waitUntilActive("files/a", { onState: ({ state }) => told.push(state) });
    assert.equal(file.state, "ACTIVE");
    assert.deepEqual(told, states);
    assert.deepEqual(slept, [1000, 1500, 2250, 3375, 5000, 5000]);
  });

  it("and its failure told in the server's words", async () => {
    const error = { code: 3, message: "The video has no frames.", details: [{ reason: "x" }] };
    const server = await serve(json({ name: "files/a", state: "FAILED", error }));
    const failure = await failureOf(hasty(server).client.waitUntilActive("files/a"));
    assert.equal(failure.kind, "fileFailed");
    assert.equal(failure.message, "The video has no frames.");
    assert.deepEqual(failure.details, error.details);
    const silent = await serve(json({ name: "files/a", state: "FAILED" }));
    assert.match((await failureOf(hasty(silent).client.waitUntilActive("files/a"))).message, /files\/a/);
  });

  it("and its failure told without the key, which a server may repeat", async () => {
    const error = { code: 3, message: "No frames for test-key.", details: [{ reason: "test-key" }] };
    const server = await serve(json({ name: "files/a", state: "FAILED", error }));
    const failure = await failureOf(hasty(server).client.waitUntilActive("files/a"));
    assert.equal(failure.message, "No frames for [key].");
    assert.deepEqual(failure.details, [{ reason: "[key]" }]);
  });

  it("but not for ever while it is processed", async () => {
    const server = await serve(json({ name: "files/a", state: "PROCESSING" }));
    const { client, slept } = hasty(server);
    const failure = await failureOf(client.waitUntilActive("files/a"));
    assert.equal(failure.kind, "fileProcessing");
    assert.match(failure.message, /files\/a is not ACTIVE after \d+ s/);
    const minutes = slept.reduce((sum, ms) => sum + ms, 0) / 60_000;
    assert.ok(minutes > 14 && minutes <= 15, `${minutes} minutes`);
  });

  it("through errors of the server, and through a 403 right after the upload", async () => {
    const server = await serve(
      inTurn(
        forbidden,
        answering("", 500),
        answering("", 503),
        json({ state: "PROCESSING" }),
        forbidden,
        json({ state: "ACTIVE" }),
      ),
    );
    assert.equal((await hasty(server).client.waitUntilActive("a")).state, "ACTIVE");
    assert.equal(server.requests.length, 6);
  });

  it("but not for ever through a 403, and not at all through a key's", async () => {
    const server = await serve(forbidden);
    assert.equal((await failureOf(hasty(server).client.waitUntilActive("a"))).kind, "fileState");
    assert.equal(server.requests.length, 6);
    const blocked = await serve(
      json(
        {
          error: {
            code: 403,
            message: "Requests from referer <empty> are blocked.",
            status: "PERMISSION_DENIED",
          },
        },
        403,
      ),
    );
    assert.equal((await failureOf(hasty(blocked).client.waitUntilActive("a"))).kind, "restrictedKey");
    assert.equal(blocked.requests.length, 1);
  });

  it("until the caller wants no more, while it is asked for and between", async () => {
    const between = await serve(json({ state: "PROCESSING" }));
    const abort = new AbortController();
    const onState = () => setImmediate(() => abort.abort());
    const waiting = between.client().waitUntilActive("a", { signal: abort.signal, onState });
    await assert.rejects(waiting, (error) => error === abort.signal.reason);
    const asked = new AbortController();
    const silent = await serve(() => asked.abort());
    const polling = silent.client().waitUntilActive("a", { signal: asked.signal });
    await assert.rejects(polling, (error) => error === asked.signal.reason);
  });
});
