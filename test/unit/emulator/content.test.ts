import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { ask, eventsOf, textOfEvents } from "./support.ts";

describe("emulator's unusual answers", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const eventsIn = async (call: string) =>
    eventsOf(await (await ask(emulator, `Hello /emulator ${call}`)).text());

  it("hostile-markdown and long: as text", async () => {
    const hostile = textOfEvents(await eventsIn("hostile-markdown"));
    for (const danger of ["<script>", "javascript:", "![pixel](https://", "\u202e", "onerror="]) {
      assert.ok(hostile.includes(danger), danger);
    }
    assert.equal(textOfEvents(await eventsIn("long 30")).length, 30 * 1024);
  });

  it("big-event: one event of that size", async () => {
    const body = await (await ask(emulator, "/emulator big-event 2")).text();
    const [first] = body.split("\r\n\r\n");
    assert.ok((first?.length ?? 0) > 2 * 2 ** 20 && (first?.length ?? 0) < 2.1 * 2 ** 20);
  });

  it("image, code-execution, tool-trace, thoughts: parts of every kind, whole and in order", async () => {
    const kinds = async (call: string) => {
      const parts = (await eventsIn(call)).flatMap((event) => event.candidates?.[0]?.content?.parts ?? []);
      const names = parts
        .filter((part) => part.text !== "")
        .map((part) => (part.thought ? "thought" : Object.keys(part)[0]));
      return names.filter((name, i) => name !== names[i - 1]);
    };
    assert.deepEqual(await kinds("image"), ["text", "inlineData", "text"]);
    assert.deepEqual(await kinds("sound"), ["inlineData"]);
    assert.deepEqual(await kinds("code-execution"), [
      "text",
      "executableCode",
      "codeExecutionResult",
      "text",
    ]);
    assert.deepEqual(await kinds("tool-trace"), ["toolCall", "toolResponse", "text"]);
    assert.deepEqual(await kinds("thoughts"), ["thought", "text", "thought", "text"]);
  });

  it("calls: in parallel, each with its id, the first alone signed", async () => {
    const parts = (await eventsIn("calls 3")).flatMap((event) => event.candidates?.[0]?.content?.parts ?? []);
    const calls = parts.filter((part) => part.functionCall !== undefined);
    assert.equal(new Set(calls.map((part) => part.functionCall?.id)).size, 3);
    assert.deepEqual(
      calls.map((part) => part.thoughtSignature !== undefined),
      [true, false, false],
    );
  });

  it("grounding: chunks appended, segments in bytes of the text", async () => {
    const events = await eventsIn("grounding");
    const bytes = Buffer.from(textOfEvents(events));
    const metadata = events.flatMap((event) => event.candidates?.[0]?.groundingMetadata ?? {}) as readonly {
      readonly groundingChunks?: readonly object[];
      readonly groundingSupports?: readonly {
        readonly segment: { readonly startIndex?: number; readonly endIndex: number; readonly text: string };
      }[];
    }[];
    assert.equal(metadata.flatMap((each) => each.groundingChunks ?? []).length, 3);
    const supports = metadata.at(-1)?.groundingSupports ?? [];
    assert.equal(supports.length, 3);
    for (const { segment } of supports) {
      assert.equal(bytes.subarray(segment.startIndex ?? 0, segment.endIndex).toString(), segment.text);
    }
  });

  it("grounding-last, citations, url-context: where they stand in recordings", async () => {
    const last = (await eventsIn("grounding-last")).slice(-2);
    assert.equal(last[0]?.candidates?.[0]?.finishReason, "STOP");
    assert.ok(last[1]?.candidates?.[0]?.groundingMetadata);
    const citations = (await eventsIn("citations")).flatMap(
      (event) => (event.candidates?.[0]?.citationMetadata?.citationSources ?? []) as unknown[],
    );
    assert.equal(citations.length, 5);
    const read = (await eventsIn("url-context")).map((event) => event.candidates?.[0]?.urlContextMetadata);
    assert.ok(read[0] !== undefined && read.slice(1).every((each) => each === undefined));
  });

  it("other-model, deprecated, unknown-kinds, sparse, safety-ratings: legal and unusual", async () => {
    assert.ok((await eventsIn("other-model x-1")).every((event) => event.modelVersion === "x-1"));
    assert.equal((await eventsIn("deprecated"))[0]?.modelStatus?.modelStage, "DEPRECATED");
    const unknown = await eventsIn("unknown-kinds");
    assert.equal(unknown.at(-1)?.candidates?.[0]?.finishReason, "FUTURE_REASON");
    assert.match(JSON.stringify(unknown[1]), /hologram/);
    const sparse = await eventsIn("sparse");
    const keys = sparse.map((event) => Object.keys(event).length);
    assert.deepEqual([keys[1], keys[3], keys[5]], [0, 1, 1]);
    assert.match(textOfEvents(sparse), /Hello/);
    const rated = await eventsIn("safety-ratings");
    assert.ok(rated.every((event) => event.promptFeedback && event.candidates?.[0]?.safetyRatings));
  });
});
