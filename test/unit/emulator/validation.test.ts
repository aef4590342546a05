import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Chunk } from "../../emulator/wire.ts";
import { ask, errorOf } from "./support.ts";
import {
  call,
  config,
  conversations,
  hello,
  misfits,
  model,
  perModel,
  type Refused,
  result,
  signatures,
  thinking,
  user,
  values,
} from "./validationCases.ts";

describe("emulator's validation", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const refuses = (cases: readonly Refused[]) => {
    for (const [what, body, message, modelId] of cases) {
      it(`refuses ${what}`, async () => {
        const response = await ask(emulator, body, modelId === undefined ? {} : { model: modelId });
        const error = await errorOf(response);
        assert.ok(error.code >= 400 && error.code < 404);
        if (typeof message === "string") {
          assert.equal(error.message, message);
        } else {
          assert.match(error.message, message);
        }
      });
    }
  };

  describe("of fields and types", () => refuses(misfits));
  describe("of the conversation", () => refuses(conversations));
  describe("of signatures", () => refuses(signatures));
  describe("per model", () => refuses(perModel));
  describe("of values", () => refuses(values));

  it("names every wrong field at once", async () => {
    const error = await errorOf(await ask(emulator, { contents: hello, a: 1, generation_config: { b: 2 } }));
    const violations = error.details?.[0]?.fieldViolations as { field?: string }[];
    assert.deepEqual(
      violations.map(({ field }) => field),
      [undefined, "generation_config"],
    );
  });

  it("takes snake_case, enums in any case, numbers as strings, null and a lone value for a list", async () => {
    const response = await ask(emulator, {
      contents: { parts: { text: "Lenient" } },
      system_instruction: { parts: [{ text: "a b" }] },
      safety_settings: [{ category: "harm_category_harassment", threshold: "block_none" }],
      generation_config: {
        max_output_tokens: "4000",
        temperature: null,
        thinking_config: { thinking_level: "low" },
      },
    });
    assert.equal(response.status, 200);
  });

  it("takes the current and the last levels where a model has them", async () => {
    for (const [id, thinkingLevel] of [
      ["gemini-4-hydrogen", "XHIGH"],
      ["gemini-3.5-flash-lite", "MINIMAL"],
      ["gemini-4-argon", "MEDIUM"],
    ] as const) {
      assert.equal((await ask(emulator, thinking({ thinkingLevel }), { model: id })).status, 200, id);
    }
    assert.equal(
      (await ask(emulator, thinking({ thinkingBudget: 0 }), { model: "gemini-2.5-flash" })).status,
      200,
    );
  });

  it("takes back the signatures it gave, from the same model alone", async () => {
    const request = {
      contents: [user("What is the weather in Rome?")],
      tools: [
        {
          functionDeclarations: [
            { name: "get_weather", parameters: { type: "OBJECT", properties: { city: { type: "STRING" } } } },
          ],
        },
      ],
    };
    const first = await ask(emulator, request, { method: "generateContent", query: "" });
    const answer = ((await first.json()) as Chunk).candidates?.[0]?.content;
    assert.deepEqual(answer?.parts?.[0]?.functionCall?.args, { city: "Rome" });
    const next = { ...request, contents: [...request.contents, answer, result("get_weather")] };
    assert.equal((await ask(emulator, next)).status, 200);
    assert.equal((await ask(emulator, next, { model: "gemini-4-argon" })).status, 400);
  });

  it("wants no signatures of earlier turns, nor any from Gemini 2.5", async () => {
    const contents = [user("a"), call("f"), result("f"), model("b"), user("c")];
    assert.equal((await ask(emulator, { contents })).status, 200);
    const current = { contents: [user("a"), call("f"), result("f")] };
    assert.equal((await ask(emulator, current, { model: "gemini-2.5-pro" })).status, 200);
  });

  it("refuses what is no JSON, and a prompt beyond the window", async () => {
    const url = `${emulator.url}/v1beta/models/gemini-flash-latest:generateContent`;
    const broken = await fetch(url, { method: "POST", headers: { "x-goog-api-key": "k" }, body: "{" });
    assert.match((await errorOf(broken)).message, /Invalid JSON payload received/);
    const long = await errorOf(await ask(emulator, "x".repeat(4_200_000)));
    assert.match(
      long.message,
      /token count \(1050000\) exceeds the maximum number of tokens allowed \(1048576\)/,
    );
  });

  it("wants streaming for an answer of more than 32,768 tokens from Gemini 4", async () => {
    const body = config({ maxOutputTokens: 40_000 });
    const options = { model: "gemini-4-argon" };
    assert.equal(
      (await ask(emulator, body, { ...options, method: "generateContent", query: "" })).status,
      400,
    );
    assert.equal((await ask(emulator, body, options)).status, 200);
  });
});
