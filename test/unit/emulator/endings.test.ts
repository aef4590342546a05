import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { saying } from "../../emulator/scenarios/say.ts";
import { scenarios } from "../../emulator/scenarios/table.ts";
import type { Chunk } from "../../emulator/wire.ts";
import { ask, eventsOf } from "./support.ts";

describe("emulator's endings", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const eventsIn = async (call: string) =>
    eventsOf(await (await ask(emulator, `Hello /emulator ${call}`)).text());

  const read = async (call: string) => {
    const response = await ask(emulator, `/emulator ${call}`);
    let text = "";
    const decoder = new TextDecoder();
    try {
      for await (const piece of response.body ?? []) {
        text += decoder.decode(piece, { stream: true });
      }
      return { text, broken: false };
    } catch {
      return { text, broken: true };
    }
  };
  const finishReasons = (events: readonly Chunk[]) =>
    events.flatMap((event) => event.candidates?.[0]?.finishReason ?? []);

  it("cut: the connection breaks after as many events as asked", async () => {
    const { text, broken } = await read("cut 3");
    assert.ok(broken);
    assert.equal(eventsOf(text).length, 3);
  });

  it("silent-eof: a clean end without a finish reason", async () => {
    const { text, broken } = await read("silent-eof");
    assert.ok(!broken);
    assert.ok(eventsOf(text).length > 3);
    assert.deepEqual(finishReasons(eventsOf(text)), []);
  });

  it("stall: silence after some events, as long as asked", async () => {
    const { text, broken } = await read("stall after=2 seconds=0.05");
    assert.ok(!broken);
    assert.deepEqual(finishReasons(eventsOf(text)), ["STOP"]);
    const leaving = new AbortController();
    const response = await ask(emulator, "/emulator stall after=2", { signal: leaving.signal });
    const sent = await emulator.waitForRequest((each) => !each.finished && each.bytesSent > 0);
    assert.equal(response.status, 200);
    leaving.abort();
    await emulator.waitForRequest((each) => each === sent && each.closedEarly);
  });

  it("error-bare-json: pretty-printed JSON behind the events, in no event itself", async () => {
    const { text } = await read("error-bare-json after=2 code=499");
    const end = text.indexOf("\r\n\r\n{\n");
    assert.equal(eventsOf(text.slice(0, end)).length, 2);
    const { error } = JSON.parse(text.slice(end)) as { error: { code: number; status: string } };
    assert.deepEqual([error.code, error.status], [499, "CANCELLED"]);
  });

  it("error-event: an event that is an error", async () => {
    const { text } = await read("error-event after=2");
    const events = eventsOf(text) as readonly { error?: { code: number } }[];
    assert.deepEqual(
      events.map((event) => event.error?.code),
      [undefined, undefined, 503],
    );
  });

  it("error-bare-json, error-event: a whole answer fails as a whole", async () => {
    for (const call of ["error-bare-json", "error-event"]) {
      const options = { method: "generateContent", query: "" };
      assert.equal((await ask(emulator, `/emulator ${call}`, options)).status, 503);
    }
  });

  it("empty-200, empty-answer, blocked-prompt, max-tokens-no-text: nothing to read", async () => {
    assert.equal((await read("empty-200")).text, "");
    const [empty] = await eventsIn("empty-answer");
    assert.deepEqual(empty?.candidates?.[0]?.content, { role: "model" });
    assert.equal(empty.usageMetadata?.candidatesTokenCount, undefined);
    const [blocked] = await eventsIn("blocked-prompt reason=SAFETY");
    assert.deepEqual(blocked?.promptFeedback, { blockReason: "SAFETY" });
    assert.equal(blocked.candidates, undefined);
    const [spent] = await eventsIn("max-tokens-no-text");
    assert.equal(spent?.candidates?.[0]?.finishReason, "MAX_TOKENS");
    assert.equal(spent.usageMetadata?.thoughtsTokenCount, 64);
  });

  it("finish: any reason, whole answers included", async () => {
    for (const reason of ["SAFETY", "RECITATION", "MALFORMED_FUNCTION_CALL", "NEVER_HEARD_OF"]) {
      assert.deepEqual(finishReasons(await eventsIn(`finish ${reason}`)), [reason]);
    }
    const whole = await ask(emulator, "/emulator finish SPII message=Personal_data", {
      method: "generateContent",
      query: "",
    });
    const [candidate] = ((await whole.json()) as Chunk).candidates ?? [];
    assert.deepEqual([candidate?.finishReason, candidate?.finishMessage], ["SPII", "Personal data"]);
  });

  it("finish-everywhere: STOP in every event", async () => {
    const events = await eventsIn("finish-everywhere");
    assert.equal(finishReasons(events).length, events.length);
  });

  it("pace and slow-start: no faster than asked", async () => {
    const timed = async (call: string) => {
      const start = performance.now();
      await read(call);
      return performance.now() - start;
    };
    // Ten tokens at a hundred per second.
    emulator.scenario({
      summary: "both",
      apply: (plan, options, situation) => {
        const said = saying("x".repeat(40)).apply(plan, options, situation);
        return { ...scenarios.pace.apply(said, options, situation), tokensPerSecond: 100 };
      },
    });
    assert.ok((await timed("nothing here")) >= 95);
    assert.ok((await timed("slow-start 0.1")) >= 95);
  });
});
