import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  ApiError,
  type FunctionCall,
  FunctionCallingConfigMode,
  GoogleGenAI,
  Type,
  createPartFromFunctionResponse,
} from "@google/genai";
import {
  FunctionCallingMode,
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  SchemaType,
} from "@google/generative-ai";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";

const flag = {
  inlineData: {
    mimeType: "image/png",
    data: readFileSync(new URL("../../fixtures/images/flag.png", import.meta.url)).toString("base64"),
  },
};
const flagFacts = /A PNG image of 60 × 40 pixels, mostly red, blue and white/;

const bothFunctions = [{ functionDeclarations: [{ name: "get_weather" }, { name: "get_time" }] }];
const bothAsked = "The weather and the time in Oslo?";

/** Both of Google's clients must find the emulator to be what they know: they are the judges here. */
describe("emulator, judged by", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  describe("@google/genai", () => {
    const model = "gemini-flash-latest";
    const client = (apiKey = "right-key") =>
      new GoogleGenAI({ apiKey, httpOptions: { baseUrl: emulator.url, apiVersion: "v1beta" } });

    async function textOf(stream: AsyncIterable<{ readonly text: string | undefined }>): Promise<string> {
      let text = "";
      for await (const chunk of stream) {
        text += chunk.text ?? "";
      }
      return text;
    }

    it("answers texts, streamed and whole", async () => {
      const whole = await client().models.generateContent({ model, contents: "Why is the sky blue?" });
      assert.match(whole.text ?? "", /> Why is the sky blue\?/);
      assert.equal(whole.modelVersion, "gemini-3.8-flash");
      assert.ok((whole.usageMetadata?.totalTokenCount ?? 0) > 0);
      const stream = await client().models.generateContentStream({ model, contents: "Why is the sky blue?" });
      assert.equal(await textOf(stream), whole.text);
    });

    it("sees images", async () => {
      const contents = [{ text: "What is this?" }, flag];
      const whole = await client().models.generateContent({ model, contents });
      assert.match(whole.text ?? "", flagFacts);
      assert.match(await textOf(await client().models.generateContentStream({ model, contents })), flagFacts);
    });

    it("chats, with thoughts and options", async () => {
      const chat = client().chats.create({
        model,
        config: {
          systemInstruction: "Be brief",
          temperature: 0.5,
          maxOutputTokens: 2000,
          thinkingConfig: { includeThoughts: true },
        },
      });
      await chat.sendMessage({ message: "one two" });
      const text = await textOf(await chat.sendMessageStream({ message: "three" }));
      assert.match(text, /\| Turns \| 3 \|/);
      assert.match(text, /\| Temperature \| 0.5 \|/);
      // This client keeps each event as a turn of its own, and sends them back like that.
      assert.ok(chat.getHistory().length > 4);
      const { text: third } = await chat.sendMessage({ message: "four" });
      assert.match(third ?? "", /> four/);
    });

    it("calls functions and takes their results", async () => {
      const parameters = { type: Type.OBJECT, properties: { city: { type: Type.STRING } } };
      const config = {
        tools: [{ functionDeclarations: [{ name: "get_weather", parameters }] }],
        toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.AUTO } },
      };
      const chat = client().chats.create({ model, config });
      const called = await chat.sendMessage({ message: "The weather in Oslo?" });
      const [call] = called.functionCalls ?? [];
      assert.deepEqual([call?.name, call?.args], ["get_weather", { city: "Oslo" }]);
      const result = createPartFromFunctionResponse(call?.id ?? "", "get_weather", { degrees: 7 });
      const answered = await chat.sendMessage({ message: [result] });
      assert.match(answered.text ?? "", /`get_weather`: `\{"degrees":7\}`/);
    });

    it("calls functions in parallel, streamed, and takes their results together", async () => {
      const chat = client().chats.create({ model, config: { tools: bothFunctions } });
      const calls: FunctionCall[] = [];
      for await (const chunk of await chat.sendMessageStream({ message: bothAsked })) {
        calls.push(...(chunk.functionCalls ?? []));
      }
      assert.deepEqual(
        calls.map(({ name }) => name),
        ["get_weather", "get_time"],
      );
      assert.equal(new Set(calls.map(({ id }) => id)).size, 2);
      const message = calls.map(({ id = "", name = "" }) =>
        createPartFromFunctionResponse(id, name, { ok: name }),
      );
      const text = await textOf(await chat.sendMessageStream({ message }));
      assert.match(text, /The 2 functions answered:[^]*`get_weather`[^]*`get_time`/);
    });

    it("counts tokens and lists models", async () => {
      const { totalTokens } = await client().models.countTokens({ model, contents: "x".repeat(40) });
      assert.equal(totalTokens, 10);
      const names: (string | undefined)[] = [];
      for await (const listed of await client().models.list({ config: { pageSize: 5 } })) {
        names.push(listed.name);
      }
      assert.ok(names.length > 10 && names.includes("models/gemini-4-argon"));
    });

    it("reports errors", async () => {
      const refused = (apiKey: string) => client(apiKey).models.generateContent({ model, contents: "Hi" });
      await assert.rejects(refused("wrong-key"), (error) => {
        assert.ok(error instanceof ApiError);
        assert.equal(error.status, 400);
        assert.match(error.message, /API_KEY_INVALID/);
        return true;
      });
      emulator.scenario("rate-limit");
      await assert.rejects(refused("right-key"), { status: 429 });
      emulator.scenario("overloaded");
      await assert.rejects(client().models.generateContentStream({ model, contents: "Hi" }), { status: 503 });
      const gone = client().models.generateContentStream({ model: "gemini-1.5-flash", contents: "Hi" });
      await assert.rejects(gone, { status: 404, message: /Call ListModels/ });
    });

    it("sees why there is no answer, or no more of it", async () => {
      emulator.scenario("blocked-prompt");
      const blocked = await client().models.generateContent({ model, contents: "Hi" });
      assert.equal(blocked.promptFeedback?.blockReason, "PROHIBITED_CONTENT");
      assert.equal(blocked.text, undefined);
      const request = { model, contents: "Hi", config: { maxOutputTokens: 5 } };
      const reasons: (string | undefined)[] = [];
      for await (const chunk of await client().models.generateContentStream(request)) {
        reasons.push(chunk.candidates?.[0]?.finishReason);
      }
      assert.equal(reasons.at(-1), "MAX_TOKENS");
    });
  });

  describe("@google/generative-ai", () => {
    const model = (apiKey = "right-key", extra = {}) =>
      new GoogleGenerativeAI(apiKey).getGenerativeModel(
        { model: "gemini-2.5-flash", ...extra },
        { baseUrl: emulator.url, apiVersion: "v1beta" },
      );

    it("answers texts, streamed and whole", async () => {
      const { response } = await model().generateContent("Why is the sky blue?");
      assert.match(response.text(), /> Why is the sky blue\?/);
      const streamed = await model().generateContentStream("Why is the sky blue?");
      let text = "";
      for await (const chunk of streamed.stream) {
        text += chunk.text();
      }
      assert.equal(text, response.text());
      assert.equal((await streamed.response).text(), text);
    });

    it("sees images", async () => {
      const { response } = await model().generateContent(["What is this?", flag]);
      assert.match(response.text(), flagFacts);
      const streamed = await model().generateContentStream(["What is this?", flag]);
      assert.match((await streamed.response).text(), flagFacts);
    });

    it("chats", async () => {
      const chat = model("right-key", { systemInstruction: "Be brief" }).startChat();
      await chat.sendMessage("one two");
      const { response } = await chat.sendMessage("three");
      assert.match(response.text(), /\| Turns \| 3 \|/);
      const streamed = await chat.sendMessageStream("four");
      assert.match((await streamed.response).text(), /\| Turns \| 5 \|/);
    });

    it("calls functions and takes their results", async () => {
      const parameters = { type: SchemaType.OBJECT, properties: { city: { type: SchemaType.STRING } } };
      const chat = model("right-key", {
        tools: [{ functionDeclarations: [{ name: "get_weather", parameters }] }],
        toolConfig: { functionCallingConfig: { mode: FunctionCallingMode.AUTO } },
      }).startChat();
      const called = await chat.sendMessage("The weather in Oslo?");
      assert.deepEqual(called.response.functionCalls(), [{ name: "get_weather", args: { city: "Oslo" } }]);
      const functionResponse = { name: "get_weather", response: { degrees: 7 } };
      const { response } = await chat.sendMessage([{ functionResponse }]);
      assert.match(response.text(), /`get_weather`: `\{"degrees":7\}`/);
    });

    it("calls functions in parallel, and takes their results together", async () => {
      const chat = model("right-key", { tools: bothFunctions }).startChat();
      const calls = (await chat.sendMessage(bothAsked)).response.functionCalls() ?? [];
      assert.deepEqual(
        calls.map(({ name }) => name),
        ["get_weather", "get_time"],
      );
      const results = calls.map(({ name }) => ({ functionResponse: { name, response: { ok: name } } }));
      const { response } = await chat.sendMessageStream(results);
      assert.match((await response).text(), /The 2 functions answered:[^]*`get_weather`[^]*`get_time`/);
    });

    it("counts tokens of a whole request", async () => {
      const { totalTokens } = await model().countTokens({
        generateContentRequest: {
          contents: [{ role: "user", parts: [{ text: "x".repeat(40) }] }],
          systemInstruction: { role: "system", parts: [{ text: "y".repeat(8) }] },
        },
      });
      assert.equal(totalTokens, 12);
    });

    it("reports errors", async () => {
      await assert.rejects(model("wrong-key").generateContent("Hi"), (error) => {
        assert.ok(error instanceof GoogleGenerativeAIFetchError);
        assert.equal(error.status, 400);
        assert.equal(error.errorDetails?.[0]?.reason, "API_KEY_INVALID");
        return true;
      });
      emulator.scenario("rate-limit");
      await assert.rejects(model().generateContent("Hi"), { status: 429 });
      emulator.scenario("overloaded");
      await assert.rejects(model().generateContentStream("Hi"), { status: 503 });
      const gone = model("right-key", { model: "gemini-1.5-flash" });
      await assert.rejects(gone.generateContentStream("Hi"), { status: 404, message: /Call ListModels/ });
    });

    it("sees why there is no answer, or no more of it", async () => {
      emulator.scenario("blocked-prompt");
      const blocked = await model().generateContent("Hi");
      assert.throws(() => blocked.response.text(), /PROHIBITED_CONTENT/);
      const limited = model("right-key", { generationConfig: { maxOutputTokens: 5 } });
      const { response } = await limited.generateContentStream("Hi");
      assert.equal((await response).candidates?.[0]?.finishReason, "MAX_TOKENS");
    });
  });
});
