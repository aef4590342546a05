import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { ask, eventsOf, textOfEvents } from "./support.ts";

describe("emulator", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  it("streams server-sent events with CRLF, the finish reason in the last one alone, and no sentinel", async () => {
    const response = await ask(emulator, "What is a monad?");
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    const body = await response.text();
    assert.match(body, /^data: \{"candidates": \[/);
    assert.match(body, /\}\r\n\r\n$/);
    assert.doesNotMatch(body, /DONE/);
    const events = eventsOf(body);
    const reasons = events.map((event) => event.candidates?.[0]?.finishReason);
    assert.ok(events.length > 5);
    assert.deepEqual(
      reasons.filter((reason) => reason !== undefined),
      ["STOP"],
    );
    assert.equal(reasons.at(-1), "STOP");
  });

  it("quotes what was asked, counts turns and words, and says that it is the emulator", async () => {
    const response = await ask(emulator, {
      contents: [
        { role: "user", parts: [{ text: "one two three" }] },
        { role: "model", parts: [{ text: "four" }] },
        { role: "user", parts: [{ text: "five six, Привет" }] },
      ],
      systemInstruction: { parts: [{ text: "be very brief" }] },
    });
    const text = textOfEvents(eventsOf(await response.text()));
    assert.match(text, /> five six, Привет/);
    assert.match(text, /\| Turns \| 3 \|/);
    assert.match(text, /\| Words in the conversation \| 7 \|/);
    assert.match(text, /\| Words in the system instruction \| 3 \|/);
    assert.match(text, /offline emulator/);
    assert.match(text, /^## /m);
    assert.match(text, /```typescript\n/);
  });
});
