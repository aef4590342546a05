import assert from "node:assert/strict";
import { Incoming } from "../../../../media/state/incoming.ts";
import { parseToHost } from "../../../../src/shared/parseToHost.ts";
import { MAX_CHUNK, type ToHost } from "../../../../src/shared/protocol.ts";

describe("Incoming", () => {
  let posted: ToHost[];
  let incoming: Incoming;
  beforeEach(() => {
    posted = [];
    incoming = new Incoming({ post: (message) => posted.push(message) });
  });
  const types = () => posted.map(({ type }) => type);
  const chunks = () => posted.flatMap((message) => (message.type === "fileChunk" ? [message.bytes] : []));

  it("sends one piece each time one is wanted, and the end with the last", async () => {
    const bytes = new Uint8Array(2 * MAX_CHUNK + 5).map((_, index) => index % 251);
    incoming.begin("1", "big.mp4", new Blob([bytes], { type: "video/mp4" }));
    assert.deepEqual(posted, [
      { type: "fileBegin", id: "1", name: "big.mp4", mimeType: "video/mp4", size: bytes.length },
    ]);
    await incoming.want("1");
    assert.deepEqual(types(), ["fileBegin", "fileChunk"], "nothing is sent unasked");
    await incoming.want("1");
    await incoming.want("1");
    assert.deepEqual(
      chunks().map(({ length }) => length),
      [MAX_CHUNK, MAX_CHUNK, 5],
    );
    assert.ok(Buffer.concat(chunks()).equals(bytes));
    assert.deepEqual(posted.at(-1), { type: "fileEnd", id: "1", failed: false });
    assert.ok(posted.every((message) => parseToHost(message) === message));

    await incoming.want("1");
    assert.equal(posted.length, 5, "what has ended is not sent again");
  });

  it("answers once when it is asked twice before it has read", async () => {
    incoming.begin("1", "a", new Blob([new Uint8Array(MAX_CHUNK + 1)]));
    await Promise.all([incoming.want("1"), incoming.want("1")]);
    assert.deepEqual(types(), ["fileBegin", "fileChunk"]);
  });

  it("sends an empty file as its end", async () => {
    incoming.begin("1", "empty", new Blob([]));
    await incoming.want("1");
    assert.deepEqual(posted.at(-1), { type: "fileEnd", id: "1", failed: false });
    assert.deepEqual(chunks(), []);
  });

  it("keeps several files apart", async () => {
    incoming.begin("1", "a", new Blob(["aa"]));
    incoming.begin("2", "b", new Blob(["bbb"]));
    await Promise.all([incoming.want("2"), incoming.want("1"), incoming.want("unknown")]);
    const lengths = posted.flatMap((message) =>
      message.type === "fileChunk" ? [[message.id, message.bytes.length]] : [],
    );
    assert.deepEqual(
      new Map(lengths as [string, number][]),
      new Map([
        ["1", 2],
        ["2", 3],
      ]),
    );
  });

  it("says when the file cannot be read any more", async () => {
    const gone = new Blob(["some"]);
    gone.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) as unknown as Blob;
    incoming.begin("1", "gone", gone);
    await incoming.want("1");
    assert.deepEqual(posted.at(-1), { type: "fileEnd", id: "1", failed: true });

    const cut = new Blob(["some"]);
    cut.slice = () => new Blob([]);
    incoming.begin("2", "cut", cut);
    await incoming.want("2");
    assert.deepEqual(posted.at(-1), { type: "fileEnd", id: "2", failed: true });
  });

  it("falls silent when it is cancelled, also while it reads", async () => {
    incoming.begin("1", "a", new Blob(["aa"]));
    const reading = incoming.want("1");
    incoming.cancel("1");
    await reading;
    await incoming.want("1");
    assert.deepEqual(types(), ["fileBegin"]);
  });
});
