import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { assertError, assertMessage } from "./shapes.ts";
import { scenarioCalls } from "./scenarioCalls.ts";
import { platform, required, stricter } from "./strictnessCases.ts";
import { ask, eventsOf, keyHeader } from "./support.ts";
import {
  config,
  conversations,
  hello,
  misfits,
  perModel,
  signatures,
  thinking,
  values,
} from "./validationCases.ts";

/** What these say is no message of this API, and is meant not to be. */
const foreign: ReadonlySet<string> = new Set(["unknown-kinds", "redirect", "proxy-auth"]);

/** These write the events otherwise than the service, or break off; the messages in them are the same. */
const otherwise: ReadonlySet<string> = new Set([
  "cut",
  "checkpoints",
  "no-space",
  "several-lines",
  "line-ends",
]);

describe("emulator's messages are those that the API's document knows", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const whole = { method: "generateContent", query: "" };

  for (const [name, scenario] of scenarioCalls.filter(([each]) => !foreign.has(each))) {
    it(`under ${name}`, async () => {
      if (!otherwise.has(name)) {
        emulator.scenario(scenario);
        await assertShape(await ask(emulator, "Hello"));
      }
      if (name !== "cut" && name !== "checkpoints") {
        emulator.scenario(scenario);
        await assertShape(await ask(emulator, "Hello", whole));
      }
    });
  }

  const ordinary: readonly (readonly [what: string, body: object, model: string])[] = [
    ["an answer of Gemini 2.5", { contents: hello }, "gemini-2.5-flash"],
    ["an answer of Gemini 4", { contents: hello }, "gemini-4-argon"],
    ["thoughts", thinking({ includeThoughts: true }), "gemini-3.8-flash"],
    ["a cut answer", config({ maxOutputTokens: 10 }), "gemini-3.8-flash"],
    ["a picture", { contents: hello }, "gemini-3.1-flash-image"],
    [
      "calls",
      {
        contents: hello,
        tools: [{ functionDeclarations: [{ name: "f", parameters: { type: "OBJECT" } }] }],
        toolConfig: { functionCallingConfig: { mode: "ANY" } },
      },
      "gemini-3.8-flash",
    ],
  ];
  for (const [what, body, model] of ordinary) {
    it(`with ${what}, streamed and whole`, async () => {
      for (const options of [{ model }, { model, query: "" }, { model, ...whole }]) {
        const response = await ask(emulator, body, options);
        assert.equal(response.status, 200);
        await assertShape(response);
      }
    });
  }

  it("with every refusal of a request", async () => {
    const cases = [misfits, conversations, signatures, perModel, values, platform, required, stricter].flat();
    assert.ok(cases.length > 70);
    for (const [, body, , model] of cases) {
      assertError(await (await ask(emulator, body, model === undefined ? {} : { model })).json());
    }
  });

  it("with every refusal of a key, of a path and of a model", async () => {
    const refused = [{}, { ...keyHeader, authorization: "Bearer x" }, { "x-goog-api-key": "wrong-key" }];
    for (const headers of refused) {
      assertError(await (await fetch(`${emulator.url}/v1beta/models`, { headers })).json());
    }
    assertError(await (await fetch(`${emulator.url}/v1beta/unheard/of`, { headers: keyHeader })).json());
    assertError(await (await ask(emulator, "Hi", { model: "gemini-1.5-flash" })).json());
  });

  it("when it counts and lists", async () => {
    const counted = await ask(emulator, { contents: hello }, { method: "countTokens", query: "" });
    assertMessage(await counted.json(), "CountTokensResponse");
    const get = async (path: string): Promise<unknown> =>
      (await fetch(`${emulator.url}/v1beta/${path}`, { headers: keyHeader })).json();
    assertMessage(await get("models?pageSize=5"), "ListModelsResponse");
    assertMessage(await get("models/gemini-2.5-flash"), "Model");
  });
});

async function assertShape(response: Response): Promise<void> {
  const body = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 200 && type.startsWith("text/event-stream")) {
    const events = eventsOf(
      body.replace("data: [DONE]\r\n\r\n", "").replace(/(?<=\r\n\r\n)\{\n[\s\S]*$/, ""),
    );
    assert.equal(events.length > 0, body !== "");
    events.forEach(assertAnswer);
  } else if (response.status === 200) {
    const json: unknown = JSON.parse(body === "" ? "{}" : body);
    (Array.isArray(json) ? json : [json]).forEach(assertAnswer);
  } else if (/^[{[]/.test(body)) {
    const json: unknown = JSON.parse(body);
    (Array.isArray(json) ? json : [json]).forEach(assertError);
  } else {
    assert.match(type, /^text\/html/);
  }
}

function assertAnswer(json: unknown): void {
  if (typeof json === "object" && json !== null && "error" in json) {
    assertError(json);
  } else {
    assertMessage(json, "GenerateContentResponse");
  }
}
