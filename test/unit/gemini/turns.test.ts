import assert from "node:assert/strict";
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

  it("gives a signature that came by itself an empty text to stand on", () => {
    const bare: Part = { thoughtSignature: "c2ln" };
    assert.deepEqual(sent(user(said("a")), answer(said("b"), bare), user(said("c")))[1], [
      "model",
      [said("b"), { text: "", thoughtSignature: "c2ln" }],
    ]);
  });

  it("drops what describes a part that is not there", () => {
    const odd = { text: null, videoMetadata: { fps: 1 } } as unknown as Part;
    assert.deepEqual(sent(user(said("a"), odd, { partMetadata: {} })), [["user", [said("a")]]]);
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

  it("takes out calls of the user and responses of the model", () => {
    assert.deepEqual(sent(user(said("a"), call("f")), answer(said("b"), result("f")), user(said("c"))), [
      ["user", [said("a")]],
      ["model", [said("b")]],
      ["user", [said("c")]],
    ]);
  });

  it("gives each call a response in the order of the calls, by id and else by name", () => {
    const refused = { error: "The call was not carried out." };
    const first = { ...call("f", "1"), thoughtSignature: "c2ln" };
    assert.deepEqual(
      sent(
        user(said("a")),
        answer(first, call("f", "2"), call("g")),
        user(result("g"), result("f", "2"), result("f", "9")),
      ),
      [
        ["user", [said("a")]],
        ["model", [first, call("f", "2"), call("g")]],
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

  it("stand in for one that is lost, also where a person spoke along with the results", () => {
    const turns = [
      user(said("a")),
      answer(call("f")),
      user(result("f"), said("b")),
      answer(call("g")),
      user(result("g")),
    ];
    assert.deepEqual(signaturesOf(toContents(turns, model)), [bypass, bypass]);
    const past = [...turns, answer(said("c")), user(said("d"))];
    assert.deepEqual(signaturesOf(toContents(past, model)), []);
  });

  it("stand in on every answer for a model that makes images", () => {
    const turns = [user(said("a")), answer(signed(said("b")), said("c")), user(said("d"))];
    const [, past] = toContents(turns, "gemini-3.1-flash-image");
    assert.deepEqual(past?.parts, [{ text: "b", thoughtSignature: bypass }, said("c")]);
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
