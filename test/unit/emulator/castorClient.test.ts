import assert from "node:assert/strict";
import { endingOf } from "../../../src/chat/ending.ts";
import { aggregate, type Answer } from "../../../src/gemini/aggregate.ts";
import { GeminiClient, type GeminiClientOptions } from "../../../src/gemini/client.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { RetryPolicy } from "../../../src/gemini/retry.ts";
import type { GenerateContentRequest } from "../../../src/gemini/wire.ts";
import { createTransport } from "../../../src/host/transport.lazy.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { ScenarioCall } from "../../emulator/scenarios/director.ts";
import type { ScenarioName } from "../../emulator/scenarios/table.ts";
import { drain } from "../gemini/server.ts";
import { outcomes, wireFacts } from "./outcomes.ts";
import { scenarioCalls } from "./scenarioCalls.ts";

const model = "gemini-flash-latest";
const question: GenerateContentRequest = { contents: [{ role: "user", parts: [{ text: "Grüße 🚀" }] }] };

/** Goes on without a pause. */
const atOnce: RetryPolicy = { sleep: () => Promise.resolve() };

describe("emulator's scenarios, met by Castor's own client", () => {
  // The way to the network that Castor has in the editor: fetch would keep a proxy's refusal to itself.
  const transport = createTransport({
    useProxy: false,
    noProxy: [],
    strictSSL: true,
    systemCertificates: false,
  });
  let emulator: Emulator;
  let calm: Answer;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
    calm = (await meet(undefined)).answer;
    assert.deepEqual(endingOf(calm), { type: "finished", finishReason: "STOP" });
  });
  afterEach(() => emulator.reset());
  after(async () => {
    await emulator.close();
    await transport.close();
  });

  async function meet(call: ScenarioCall | undefined, options: Partial<GeminiClientOptions> = {}) {
    if (call !== undefined) {
      emulator.scenario(call);
    }
    const fetch = transport.send;
    const client = new GeminiClient({
      apiKey: "right-key",
      baseUrl: emulator.url,
      retry: false,
      fetch,
      ...options,
    });
    const { chunks, error } = await drain(client.streamGenerateContent(model, question));
    return { answer: aggregate(chunks), error };
  }

  /** In one word: the kind of the error, or how the answer ended. */
  function ended({ answer, error }: Awaited<ReturnType<typeof meet>>): string {
    if (error !== undefined) {
      assert.ok(error instanceof GeminiError);
      return error.kind;
    }
    const ending = endingOf(answer);
    const detail =
      ending.type === "blocked" ? ending.reason : "finishReason" in ending ? ending.finishReason : "";
    return `${ending.type} ${detail}`.trim();
  }

  /** How much of the calm answer has come. */
  function amount({ text }: Answer): "all" | "some" | "none" | "other" {
    if (text === calm.text || text === "") {
      return text === "" ? "none" : "all";
    }
    return calm.text.startsWith(text) ? "some" : "other";
  }

  for (const [name, quick] of scenarioCalls) {
    const [ending, text, call = quick] = outcomes[name];
    it(`${call}: ${ending}, and of the answer ${text}`, async () => {
      const silenceMs = name === "stall" ? 250 : 10_000;
      const met = await meet(call, { timeouts: { silenceMs }, retry: name === "checkpoints" && atOnce });
      assert.deepEqual([ended(met), amount(met.answer)], [ending, text]);
    });
  }

  it("stand for everything that no recording shows, by name", () => {
    const names = new Set<string>(scenarioCalls.map(([name]) => name));
    for (const [fact, call] of Object.entries(wireFacts)) {
      assert.ok(names.has(call.split(" ")[0] ?? ""), `${fact}: ${call}`);
    }
  });

  it("say what they are named for: parts, tokens, versions and stages", async () => {
    const answerOf = async (call: ScenarioName) => (await meet(call)).answer;
    const kinds = ({ content }: Answer) => content.parts.map((part) => Object.keys(part)[0]);
    const signed = (await answerOf("signed-end")).content.parts.at(-1);
    assert.ok(signed?.text === "" && signed.thoughtSignature !== undefined);
    const { functionCalls } = await answerOf("calls");
    assert.equal(new Set(functionCalls.map(({ id }) => id)).size, 2);
    assert.deepEqual(kinds(await answerOf("tool-trace")).slice(0, 2), ["toolCall", "toolResponse"]);
    assert.equal((await answerOf("deprecated")).modelStatus?.modelStage, "DEPRECATED");
    assert.equal((await answerOf("other-model")).modelVersion, "gemini-3.5-flash-lite");
    const [part] = (await answerOf("big-event")).content.parts;
    assert.ok((part?.inlineData?.data.length ?? 0) >= 4 * 2 ** 20);
  });

  it("are taken up again where they can be: three hops, a checkpoint, each with its token", async () => {
    for (const [call, requests] of [
      ["continuation hops=3", 3],
      ["checkpoints", 2],
    ] as const) {
      emulator.reset();
      const { answer } = await meet(call, { retry: atOnce });
      assert.equal(answer.text, calm.text);
      const tokens = emulator.requests.map(({ json }) => "continuationToken" in (json as object));
      assert.deepEqual(tokens, [false, ...Array<boolean>(requests - 1).fill(true)]);
    }
  });

  it("carry the wait of a quota", async () => {
    const { error } = await meet("rate-limit seconds=34.074824224");
    assert.ok(error instanceof GeminiError);
    assert.equal(error.retryAfterMs, 34_075);
  });

  it("never show the key that a refusal echoes", async () => {
    const { error } = await meet("invalid-key");
    assert.ok(error instanceof GeminiError);
    assert.doesNotMatch(JSON.stringify([error.message, error.details, error.links]), /right-key/);
  });
});
