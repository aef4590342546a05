import assert from "node:assert/strict";
import { partMediaResolutions } from "../../../src/gemini/mediaResolution.ts";
import { thinkingConfig } from "../../../src/gemini/options.ts";
import type { Refusal } from "../../../src/gemini/options.ts";
import type { GenerateContentRequest } from "../../../src/gemini/wire.ts";
import type { GenerationConfig } from "../../../src/gemini/wireConfig.ts";
import { answering, bareError, closeServers, drain, events, failureOf } from "./server.ts";
import { question, serve, textChunk } from "./server.ts";
import type { TestServer } from "./server.ts";

function refusal(message: string, details: readonly object[] = []): string {
  return bareError({ code: 400, message, status: "INVALID_ARGUMENT", details });
}

function configsSentTo(server: TestServer): readonly (GenerationConfig | undefined)[] {
  return server.requests.map(({ body }) => (JSON.parse(body) as GenerateContentRequest).generationConfig);
}

describe("thinkingConfig", () => {
  it("is a level for every model, known or not", () => {
    for (const model of [
      "gemini-3.8-flash",
      "models/gemini-4-neon",
      "gemini-flash-latest",
      "gemini-9-x",
      "gemma-4",
    ]) {
      assert.deepEqual(thinkingConfig(model, { level: "HIGH", includeThoughts: true }), {
        includeThoughts: true,
        thinkingLevel: "HIGH",
      });
    }
  });

  it("is a budget for Gemini 2.5", () => {
    const budgetOf = (model: string, level: string) => thinkingConfig(model, { level })?.thinkingBudget;
    assert.deepEqual(
      ["MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH"].map((level) => budgetOf("gemini-2.5-flash", level)),
      [0, 1_024, 8_192, 24_576, 24_576],
    );
    assert.equal(budgetOf("models/gemini-2.5-pro", "MINIMAL"), 128);
    assert.equal(thinkingConfig("gemini-2.5-pro", { level: "HIGH" })?.thinkingLevel, undefined);
    assert.equal(thinkingConfig("gemini-2.5-pro", { level: "UNHEARD_OF" }), undefined);
  });

  it("is left out when nothing is wished for", () => {
    assert.equal(thinkingConfig("gemini-3.8-flash", {}), undefined);
  });
});

describe("options that a model refuses", () => {
  afterEach(closeServers);

  const thinking = { thinkingLevel: "MINIMAL", includeThoughts: true } as const;
  const hello = [textChunk("Hello", "STOP")];

  it("are dropped, told and remembered for that model and value", async () => {
    const server = await serve((response, request, count) =>
      (count === 1
        ? answering(refusal("Thinking level MINIMAL is not supported for this model."), 400)
        : answering(events(...hello)))(response, request, count),
    );
    const client = server.client();
    const told: Refusal[] = [];
    const ask = async (model: string, thinkingConfig: object) => {
      const request = { ...question, generationConfig: { temperature: 1, thinkingConfig } };
      const onOptionRefused = (refused: Refusal) => told.push(refused);
      const { chunks } = await drain(client.streamGenerateContent(model, request, { onOptionRefused }));
      assert.deepEqual(chunks, hello);
    };
    await ask("m", thinking);
    await ask("models/m", thinking);
    await ask("m", { ...thinking, thinkingLevel: "LOW" });
    await ask("other", thinking);
    const without = { temperature: 1, thinkingConfig: { includeThoughts: true } };
    assert.deepEqual(configsSentTo(server), [
      { temperature: 1, thinkingConfig: thinking },
      without,
      without,
      { temperature: 1, thinkingConfig: { ...thinking, thinkingLevel: "LOW" } },
      { temperature: 1, thinkingConfig: thinking },
    ]);
    assert.deepEqual(
      told.map(({ model, option, value, error }) => [model, option, value, error.kind]),
      [["m", "thinkingConfig.thinkingLevel", "MINIMAL", "badRequest"]],
    );
  });

  it("are found by what servers say of them", async () => {
    const everything = {
      temperature: 1,
      topP: 0.9,
      topK: 7,
      seed: 3,
      presencePenalty: 1,
      candidateCount: 2,
      maxOutputTokens: 10,
      mediaResolution: "MEDIA_RESOLUTION_HIGH",
      thinkingConfig: { thinkingBudget: 0, includeThoughts: true },
    } as const;
    const violation = {
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations: [{ field: "generation_config.top_k", description: "out of range" }],
    };
    for (const [complaint, option] of [
      [
        refusal("Budget 0 is invalid. This model only works in thinking mode."),
        "thinkingConfig.thinkingBudget",
      ],
      [
        refusal("Invalid value at 'generation_config.thinking_config.include_thoughts'"),
        "thinkingConfig.includeThoughts",
      ],
      [refusal("Thinking is not supported for this model"), "thinkingConfig"],
      [refusal("Penalty is not enabled for this model"), "presencePenalty"],
      [refusal("Multiple candidates is not enabled for this model"), "candidateCount"],
      [refusal("Unknown name \"topP\" at 'generation_config': Cannot find field."), "topP"],
      [refusal("Request contains an invalid argument.", [violation]), "topK"],
      [refusal("media_resolution is not supported"), "mediaResolution"],
      [refusal("max_output_tokens must be at least 16"), "maxOutputTokens"],
    ] as const) {
      const server = await serve((response, request, count) =>
        (count === 1 ? answering(complaint, 400) : answering("{}"))(response, request, count),
      );
      const told: string[] = [];
      const onOptionRefused = (refused: Refusal) => told.push(refused.option);
      await server
        .client()
        .generateContent("m", { ...question, generationConfig: everything }, { onOptionRefused });
      assert.deepEqual(told, [option]);
      const left: unknown = option
        .split(".")
        .reduce<unknown>(
          (value, name) => (value as Record<string, unknown> | undefined)?.[name],
          configsSentTo(server)[1],
        );
      assert.equal(left, undefined);
    }
  });

  it("may be how closely to look at a file, by the level that the server names", async () => {
    const look = (level: string) => ({
      fileData: { fileUri: "files/a", mimeType: "video/mp4" },
      mediaResolution: { level: `MEDIA_RESOLUTION_${level}` },
    });
    const request = { contents: [{ role: "user", parts: [look("LOW"), look("HIGH"), { text: "?" }] }] };
    for (const [words, left, value] of [
      ["MEDIA_RESOLUTION_HIGH is not supported", ["MEDIA_RESOLUTION_LOW"], "MEDIA_RESOLUTION_HIGH"],
      ["Per part media_resolution is not supported", [], "MEDIA_RESOLUTION_LOW, MEDIA_RESOLUTION_HIGH"],
      [
        `Unknown name "mediaResolution" at 'contents[0].parts[0]'`,
        [],
        "MEDIA_RESOLUTION_LOW, MEDIA_RESOLUTION_HIGH",
      ],
    ] as const) {
      const server = await serve((response, asked, count) =>
        (count === 1 ? answering(refusal(words), 400) : answering("{}"))(response, asked, count),
      );
      const client = server.client();
      const told: unknown[] = [];
      const onOptionRefused = (refused: Refusal) => told.push([refused.option, refused.value]);
      await client.generateContent("m", request, { onOptionRefused });
      await client.generateContent("m", request, { onOptionRefused });
      await client.generateContent("other", request, { onOptionRefused });
      const levels = server.requests.map(({ body }) =>
        partMediaResolutions(JSON.parse(body) as GenerateContentRequest),
      );
      const all = ["MEDIA_RESOLUTION_LOW", "MEDIA_RESOLUTION_HIGH"];
      assert.deepEqual(levels, [all, left, left, all]);
      assert.deepEqual(told, [["parts.mediaResolution", value]]);
    }
  });

  it("may be several, one after the other", async () => {
    const server = await serve((response, request) => {
      const { generationConfig } = JSON.parse(request.body) as GenerateContentRequest;
      const body = generationConfig?.presencePenalty ?? generationConfig?.frequencyPenalty;
      return (body === undefined ? answering("{}") : answering(refusal("Penalty is not enabled"), 400))(
        response,
        request,
        0,
      );
    });
    const generationConfig = { presencePenalty: 1, frequencyPenalty: 1, stopSequences: ["x"] };
    await server.client().generateContent("m", { ...question, generationConfig });
    assert.deepEqual(configsSentTo(server).at(-1), { stopSequences: ["x"] });
  });

  it("are an error when they were not sent, cannot be done without, or the complaint is another", async () => {
    for (const [message, generationConfig] of [
      ["temperature is not supported", { topK: 1 }],
      ["response_schema is not supported", { temperature: 1, responseSchema: { type: "STRING" } }],
      ["Please ensure that function call turn comes immediately after a user turn", { temperature: 1 }],
    ] as const) {
      const server = await serve(answering(refusal(message), 400));
      const error = await failureOf(server.client().generateContent("m", { ...question, generationConfig }));
      assert.equal(error.message, message);
      assert.equal(server.requests.length, 1);
    }
  });

  it("do not touch the caller's request", async () => {
    const server = await serve((response, request, count) =>
      (count === 1 ? answering(refusal("seed is not supported"), 400) : answering("{}"))(
        response,
        request,
        count,
      ),
    );
    const request = { ...question, generationConfig: { seed: 1 } };
    await server.client().countTokens("m", request);
    assert.deepEqual(request, { ...question, generationConfig: { seed: 1 } });
  });
});
