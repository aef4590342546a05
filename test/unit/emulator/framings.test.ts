import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { saying } from "../../emulator/scenarios/say.ts";
import { scenarios } from "../../emulator/scenarios/table.ts";
import { ask, eventsOf, rawReply, textOfEvents } from "./support.ts";

describe("emulator's framings", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const bodyWith = async (call: string) => (await ask(emulator, `Grüße 🚀 /emulator ${call}`)).text();

  /** Brings a body into the form the service itself uses. */
  const normalized = (body: string) => eventsOf(`${body.trimEnd()}\r\n\r\n`);

  it("done-sentinel, comments, byte-order-mark: extra bytes around the same events", async () => {
    const done = await bodyWith("done-sentinel");
    assert.ok(done.endsWith("data: [DONE]\r\n\r\n"));
    const comments = await bodyWith("comments");
    assert.match(comments, /^: connected\r\n\r\n: keepalive 0\r\n\r\ndata: /);
    assert.match(textOfEvents(eventsOf(comments)), /Grüße 🚀/);
    const bytes = await (await ask(emulator, "/emulator byte-order-mark")).bytes();
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  });

  it("no-space, several-lines, line-ends, no-last-blank: the same events written otherwise", async () => {
    assert.match(await bodyWith("no-space"), /^data:\{/);
    assert.match(await bodyWith("several-lines"), /^data: \{\r\ndata: {3}"candidates": \[\r\n/);
    assert.match(await bodyWith("line-ends LF"), /^data: [^\r\n]+\n\ndata: /);
    assert.match(await bodyWith("line-ends CR"), /^data: [^\r\n]+\r\rdata: /);
    const noLast = await bodyWith("no-last-blank");
    assert.ok(noLast.endsWith("}"));
    assert.equal(normalized(noLast).at(-1)?.candidates?.[0]?.finishReason, "STOP");
  });

  it("tiny-chunks: every byte by itself", async () => {
    emulator.scenario({
      summary: "short and tiny",
      apply: (plan, options, situation) =>
        scenarios["tiny-chunks"].apply(saying("Grüße").apply(plan, options, situation), options, situation),
    });
    const { pieces } = await rawReply(emulator);
    assert.ok(pieces.length > 300);
    assert.ok(pieces.every((piece) => piece.length === 1));
    assert.equal(textOfEvents(eventsOf(Buffer.concat(pieces).toString())), "Grüße");
  });

  it("gzip: compressed, and yet event by event", async () => {
    const { pieces, headers } = await rawReply(emulator, "gzip");
    assert.equal(headers["content-encoding"], "gzip");
    assert.ok(pieces.length > 1);
    const events = eventsOf(gunzipSync(Buffer.concat(pieces)).toString());
    assert.match(textOfEvents(events), /> Grüße/);
    const whole = await ask(emulator, "/emulator gzip", { method: "generateContent", query: "" });
    assert.equal(whole.headers.get("content-encoding"), "gzip");
    assert.ok(await whole.json());
  });
});
