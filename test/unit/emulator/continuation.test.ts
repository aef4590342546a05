import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Chunk } from "../../emulator/wire.ts";
import { ask, answerOf, eventsOf, textOfEvents } from "./support.ts";

const contents = [{ role: "user", parts: [{ text: "A long answer, please" }] }];

describe("emulator's long answers", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const hop = async (continuationToken?: string): Promise<readonly Chunk[]> => {
    const response = await ask(emulator, {
      contents,
      ...(continuationToken !== undefined && { continuationToken }),
    });
    return eventsOf(await response.text());
  };

  it("come in hops whose texts make the whole, each with its own usage", async () => {
    const whole = await hop();
    emulator.scenario("continuation hops=3");
    const hops: (readonly Chunk[])[] = [];
    let token: string | undefined;
    do {
      const events = await hop(token);
      hops.push(events);
      const last = events.at(-1)?.candidates?.[0];
      token = last?.finishReason === "CONTINUATION" ? last.continuationToken : undefined;
    } while (token !== undefined);
    assert.equal(hops.length, 3);
    assert.equal(hops.map(textOfEvents).join(""), textOfEvents(whole));
    const tokens = hops.map((events) => events.at(-1)?.usageMetadata?.candidatesTokenCount ?? 0);
    assert.equal(
      tokens.reduce((sum, count) => sum + count),
      whole.at(-1)?.usageMetadata?.candidatesTokenCount,
    );
  });

  it("can spend a hop on thinking alone, and be asked for in the message itself", async () => {
    const text = "/emulator continuation hops=1 thinking=1";
    const request = { contents: [{ role: "user", parts: [{ text }] }] };
    const first = eventsOf(await (await ask(emulator, request)).text());
    assert.equal(first.length, 1);
    assert.equal(textOfEvents(first), "");
    const continuationToken = first[0]?.candidates?.[0]?.continuationToken;
    assert.match(await answerOf(emulator, { ...request, continuationToken }), /Your question, read back/);
  });

  it("go on from the newest checkpoint after a broken connection", async () => {
    const whole = textOfEvents(await hop());
    emulator.scenario("checkpoints every=2 after=5");
    const response = await ask(emulator, { contents });
    const received: Uint8Array[] = [];
    await assert.rejects(async () => {
      for await (const piece of response.body ?? []) {
        received.push(piece);
      }
    });
    const events = eventsOf(Buffer.concat(received).toString());
    assert.equal(events.length, 5);
    const newest = events.findLastIndex((event) => event.candidates?.[0]?.continuationToken !== undefined);
    assert.equal(newest, 3);
    const rest = await hop(events[newest]?.candidates?.[0]?.continuationToken);
    assert.equal(textOfEvents(events.slice(0, newest + 1)) + textOfEvents(rest), whole);
    assert.equal(rest.at(-1)?.candidates?.[0]?.finishReason, "STOP");
  });

  it("refuse a token that is not theirs", async () => {
    const response = await ask(emulator, { contents, continuationToken: "bm9uZQ==" });
    assert.equal(response.status, 400);
  });
});
