import assert from "node:assert/strict";
import fc from "fast-check";
import { toContents } from "../../../src/gemini/turns.ts";
import type { HistoryTurn } from "../../../src/gemini/signatures.ts";
import type { Content, Part } from "../../../src/gemini/wire.ts";

const model = "gemini-3-x";

function user(...parts: readonly Part[]): HistoryTurn {
  return { content: { role: "user", parts } };
}

function answer(...parts: readonly Part[]): HistoryTurn {
  return { content: { role: "model", parts }, model };
}

const said = (text: string): Part => ({ text });
const call = (name: string, id?: string): Part => ({ functionCall: { name, ...(id ? { id } : {}) } });
const result = (name: string, id?: string, response: unknown = { ok: true }): Part =>
  ({ functionResponse: { name, ...(id ? { id } : {}), response } }) as Part;

function sent(
  ...turns: readonly HistoryTurn[]
): readonly (readonly [string | undefined, readonly Part[] | undefined])[] {
  return toContents(turns, model).map(({ role, parts }) => [role, parts]);
}

/** Every rule of the API for a history, as far as the shape goes. */
function assertValid(contents: readonly Content[]): void {
  contents.forEach(({ role, parts = [] }, index) => {
    assert.equal(role, index % 2 === 0 ? "user" : "model");
    assert.ok(parts.length > 0);
    assert.ok(parts.every((part) => part.text !== "" || part.thoughtSignature !== undefined));
    const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
    const responses = (contents[index + 1]?.parts ?? []).flatMap(
      ({ functionResponse }) => functionResponse ?? [],
    );
    if (role === "model") {
      assert.deepEqual(
        responses.map(({ name }) => name),
        calls.map(({ name }) => name),
      );
    } else if (index === 0) {
      assert.ok(parts.every(({ functionResponse }) => functionResponse === undefined));
    }
  });
  assert.notEqual(contents.at(-1)?.role, "model");
}

describe("toContents", () => {
  it("leaves a valid history as it is", () => {
    const turns = [
      user(said("Weather?"), { inlineData: { mimeType: "image/png", data: "AA==" } }),
      answer(said("Let me see"), { ...call("f", "1"), thoughtSignature: "c2ln" }, call("g", "2")),
      user(result("f", "1"), result("g", "2")),
      answer(said("Sunny"), { text: "", thoughtSignature: "bGFzdA==" }),
      user(said("Thanks")),
    ];
    assert.deepEqual(
      toContents(turns, model),
      turns.map(({ content }) => content),
    );
  });

  it("joins neighbours of the same role, unknown roles being the user's", () => {
    assert.deepEqual(
      sent(
        user(said("a")),
        { content: { parts: [said("b")] } },
        { content: { role: "function", parts: [said("c")] } },
      ),
      [["user", [said("a"), said("b"), said("c")]]],
    );
  });

  it("drops empty parts, empty turns, and thoughts", () => {
    const thought = { text: "hm", thought: true };
    assert.deepEqual(
      sent(user(said(""), {}, said("a")), answer(thought, said("")), answer(), user(said("b"))),
      [["user", [said("a"), said("b")]]],
    );
    assert.deepEqual(sent(user(said("a")), { content: { role: "model" } }, user(said("b"))), [
      ["user", [said("a"), said("b")]],
    ]);
  });

  it("keeps parts it does not know", () => {
    const odd = { hologram: 1 } as Part;
    assert.deepEqual(sent(user(odd)), [["user", [odd]]]);
  });

  it("begins and ends with the user", () => {
    assert.deepEqual(sent(answer(said("x")), user(said("a")), answer(said("y"))), [["user", [said("a")]]]);
    assert.deepEqual(sent(answer(said("x"))), []);
  });

  it("takes out calls that nobody responded to, and responses to no call", () => {
    assert.deepEqual(sent(user(said("a")), answer(said("b"), call("f")), user(said("c"))), [
      ["user", [said("a")]],
      ["model", [said("b")]],
      ["user", [said("c")]],
    ]);
    assert.deepEqual(sent(user(result("f"), said("a"))), [["user", [said("a")]]]);
    assert.deepEqual(
      sent(user(result("f")), answer(call("g")), user(result("g")), answer(said("x")), user(said("a"))),
      [["user", [said("a")]]],
    );
  });

  it("gives each call a response in the order of the calls, by id and else by name", () => {
    const refused = { error: "The call was not carried out." };
    assert.deepEqual(
      sent(
        user(said("a")),
        answer(call("f", "1"), call("f", "2"), call("g")),
        user(result("g"), result("f", "2"), result("f", "9")),
      ),
      [
        ["user", [said("a")]],
        ["model", [call("f", "1"), call("f", "2"), call("g")]],
        ["user", [result("f", "1", refused), result("f", "2"), result("g")]],
      ],
    );
  });

  it("makes every response an object", () => {
    for (const [given, expected] of [
      ["text", { result: "text" }],
      [[1], { result: [1] }],
      [null, { result: null }],
      [{ a: 1 }, { a: 1 }],
    ]) {
      const turns = sent(user(said("a")), answer(call("f")), user(result("f", undefined, given)));
      assert.deepEqual(turns[2]?.[1]?.[0]?.functionResponse?.response, expected);
    }
  });

  it("makes any history valid, and leaves alone what it made", () => {
    const name = fc.constantFrom("f", "g");
    const id = fc.option(fc.constantFrom("1", "2"), { nil: "" });
    const part = fc.oneof(
      fc.constantFrom(
        said("x"),
        said(""),
        {},
        { text: "t", thought: true },
        { text: "", thoughtSignature: "c2ln" },
      ),
      fc.tuple(name, id).map(([n, i]) => call(n, i)),
      fc.tuple(name, id).map(([n, i]) => result(n, i)),
    );
    const turn = fc.record({
      content: fc.record({
        role: fc.constantFrom("user", "model", "function"),
        parts: fc.array(part, { maxLength: 4 }),
      }),
      model: fc.constantFrom(model, "gemini-4-y", undefined),
      edited: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 8 }), (turns) => {
        const contents = toContents(turns, model);
        assertValid(contents);
        assert.deepEqual(
          toContents(
            contents.map((content) => ({ content })),
            model,
          ),
          contents,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("signatures in a history", () => {
  const signed = (part: Part): Part => ({ ...part, thoughtSignature: "c2ln" });
  const bypass = "skip_thought_signature_validator";
  const step = answer(signed(call("f", "1")), call("g", "2"));
  const results = user(result("f", "1"), result("g", "2"));

  const signaturesOf = (contents: readonly Content[]) =>
    contents.flatMap(({ parts = [] }) => parts.flatMap(({ thoughtSignature }) => thoughtSignature ?? []));

  it("are kept for the model that made them, however it is named", () => {
    const turns = [user(said("a")), step, results];
    assert.deepEqual(signaturesOf(toContents(turns, `models/${model}`)), ["c2ln"]);
  });

  it("are replaced for another model on the calls of the current turn, and go elsewhere", () => {
    const turns = [
      user(said("a")),
      answer(signed(call("f", "1"))),
      user(result("f", "1")),
      answer(signed(said("b"))),
      user(said("c")),
      step,
      results,
      answer(said("d"), signed(call("h"))),
      user(result("h")),
    ];
    const contents = toContents(turns, "gemini-4-y");
    assert.deepEqual(signaturesOf(contents), [bypass, bypass]);
    assert.equal(contents[5]?.parts?.[0]?.thoughtSignature, bypass);
    assert.equal(contents[7]?.parts?.[1]?.thoughtSignature, bypass);
  });

  it("stand in also for calls of a model that signs nothing", () => {
    const turns = [user(said("a")), { ...answer(call("f")), model: "gemini-2.5-flash" }, user(result("f"))];
    assert.deepEqual(signaturesOf(toContents(turns, model)), [bypass]);
    assert.deepEqual(signaturesOf(toContents([user(said("a")), step, results], "gemini-2.5-pro")), []);
  });

  it("go when an answer was edited, with the empty part that bore one", () => {
    const edited = { ...answer(signed(said("b")), { text: "", thoughtSignature: "bGFzdA==" }), edited: true };
    assert.deepEqual(sent(user(said("a")), edited, user(said("c"))), [
      ["user", [said("a")]],
      ["model", [said("b")]],
      ["user", [said("c")]],
    ]);
  });
});
