import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { ask, errorOf } from "./support.ts";
import { call, config, hello, model, result, thinking, user } from "./validationCases.ts";
import { dated, levels, platform, required, stricter } from "./strictnessCases.ts";

describe("emulator's strictness", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  after(() => emulator.close());

  for (const [what, body, message, modelId] of [...platform, ...required, ...stricter]) {
    it(`refuses ${what}`, async () => {
      const error = await errorOf(await ask(emulator, body, modelId === undefined ? {} : { model: modelId }));
      assert.equal(error.code, 400);
      if (typeof message === "string") {
        assert.equal(error.message, message);
      } else {
        assert.match(error.message, message);
      }
    });
  }

  for (const [what, body] of dated) {
    it(`takes ${what}`, async () => {
      assert.equal((await ask(emulator, body)).status, 200);
    });
  }

  for (const [id, taken] of levels) {
    it(`takes of ${id} the levels ${taken.join(", ")} and no other`, async () => {
      const accepted: string[] = [];
      for (const thinkingLevel of ["MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH"]) {
        const { status } = await ask(emulator, thinking({ thinkingLevel }), { model: id });
        assert.ok(status === 200 || status === 400);
        accepted.push(...(status === 200 ? [thinkingLevel] : []));
      }
      assert.deepEqual(accepted, taken);
    });
  }

  it("names one violation per field, in snake_case, and no field where the root is meant", async () => {
    const body = {
      contents: hello,
      contentz: 1,
      generationConfig: { topP: "x", thinkingConfig: { levl: 1 } },
    };
    const error = await errorOf(await ask(emulator, body));
    assert.deepEqual(error.details, [
      {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        fieldViolations: [
          { description: 'Invalid JSON payload received. Unknown name "contentz": Cannot find field.' },
          {
            field: "generation_config.top_p",
            description: `Invalid value at 'generation_config.top_p' (TYPE_FLOAT), "x"`,
          },
          {
            field: "generation_config.thinking_config",
            description: `Invalid JSON payload received. Unknown name "levl" at 'generation_config.thinking_config': Cannot find field.`,
          },
        ],
      },
    ]);
  });

  it("takes both documented stand-ins for a signature", async () => {
    for (const signature of ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"]) {
      const contents = [user("a"), call("f", signature), result("f")];
      assert.equal((await ask(emulator, { contents }, { model: "gemini-4-argon" })).status, 200);
    }
  });

  it("takes several steps of calls in one turn, each with its signature, and misses the second's", async () => {
    const bypass = "skip_thought_signature_validator";
    const steps = (second?: string) => [
      user("a"),
      call("f", bypass),
      result("f"),
      call("g", second),
      result("g"),
    ];
    assert.equal((await ask(emulator, { contents: steps(bypass) })).status, 200);
    const error = await errorOf(await ask(emulator, { contents: steps() }));
    assert.match(error.message, /missing a thought_signature.*`default_api:g` , position 4/);
  });

  it("takes contents of the model that follow each other for one turn, and each of a person's for itself", async () => {
    const bypass = "skip_thought_signature_validator";
    const calls = [user("a"), call("f", bypass), call("g"), model("")];
    assert.equal((await ask(emulator, { contents: [...calls, result("f", "g")] })).status, 200);
    const apart = await errorOf(await ask(emulator, { contents: [...calls, result("f"), result("g")] }));
    assert.match(apart.message, /number of function response parts is equal/);
    const empty = await errorOf(
      await ask(emulator, { contents: [user("a"), model(""), model(""), user("b")] }),
    );
    assert.match(empty.message, /contents\[1\]\.parts\[0\]\.data: .*\n.*contents\[2\]/);
  });

  describe("when it counts tokens", () => {
    const count = (body: object, headers = {}) =>
      ask(emulator, body, { method: "countTokens", query: "", headers });

    it("looks at the key before it looks at what is to be counted, and after it has read it", async () => {
      const wrong = { "x-goog-api-key": "wrong-key" };
      assert.match(
        (await errorOf(await count({ contents: hello, x: 1 }, wrong))).message,
        /Unknown name "x"/,
      );
      assert.match((await errorOf(await count({}, wrong))).message, /API key not valid/);
    });

    it("refuses empty turns, bare or in a whole request, which must name its model", async () => {
      const empty = [{ role: "user", parts: [] }];
      const bare = await errorOf(await count({ contents: empty }));
      assert.match(bare.message, /^\* CountTokensRequest\.contents\[0\]\.parts: /);
      const generateContentRequest = { model: "models/gemini-flash-latest", contents: empty };
      assert.match(
        (await errorOf(await count({ generateContentRequest }))).message,
        /^\* CountTokensRequest\.generate_content_request\.contents\[0\]\.parts: /,
      );
      const nameless = await errorOf(await count({ generateContentRequest: { contents: hello } }));
      assert.match(nameless.message, /generate_content_request\.model: model is not specified/);
    });
  });

  it("takes what only Gemini 4 refuses from the models before it", async () => {
    assert.equal((await ask(emulator, { contents: [user("a"), model("b")] })).status, 200);
    assert.equal((await ask(emulator, config({ presencePenalty: 1 }))).status, 200);
    const twice = await ask(emulator, config({ candidateCount: 2 }), { model: "gemini-2.5-flash" });
    assert.equal(twice.status, 200);
  });
});
