import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Chunk } from "../../emulator/wire.ts";
import { sampleImages } from "../../fixtures/images/images.ts";
import { generatePrompt } from "../../../src/editor/generatePrompt.ts";
import { answerOf, ask, eventsOf, textOfEvents } from "./support.ts";

const imagePart = ({ file, mimeType }: { readonly file: string; readonly mimeType: string }) => ({
  inlineData: {
    mimeType,
    data: readFileSync(new URL(`../../fixtures/images/${file}`, import.meta.url)).toString("base64"),
  },
});

describe("emulator's answers", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const answerWhole = async (request: object, model = "gemini-flash-latest") => {
    const response = await ask(emulator, request, { model, method: "generateContent", query: "" });
    return ((await response.json()) as Chunk).candidates?.[0];
  };

  it("tell what arrived: the question, turns, words", async () => {
    const text = await answerOf(emulator, {
      contents: [
        { role: "user", parts: [{ text: "one two three" }] },
        { role: "model", parts: [{ text: "four" }] },
        { role: "user", parts: [{ text: "five six, Привет" }] },
      ],
      systemInstruction: { parts: [{ text: "be very brief" }] },
      generationConfig: { temperature: 0.3 },
    });
    assert.match(text, /> five six, Привет/);
    assert.match(text, /\| Turns \| 3 \|/);
    assert.match(text, /\| Words in the conversation \| 7 \|/);
    assert.match(text, /\| Words in the system instruction \| 3 \|/);
    assert.match(text, /\| Temperature \| 0.3 \|/);
  });

  it("look like answers and say that they come from the emulator", async () => {
    const text = await answerOf(emulator, "Hello");
    for (const shape of [/^## /m, /^1\. \*\*/m, /^```typescript$/m, /^\| --- \|/m, /offline emulator/]) {
      assert.match(text, shape);
    }
  });

  for (const image of sampleImages) {
    it(`tell format, size and colours of ${image.file}`, async () => {
      const text = await answerOf(emulator, {
        contents: [{ parts: [{ text: "Describe this image." }, imagePart(image)] }],
      });
      assert.match(text, new RegExp(`An? ${image.format} image of ${image.width} × ${image.height} pixels`));
      const colors = /mostly ([^(]+) \(/.exec(text)?.[1]?.split(/, | and /) ?? [];
      assert.deepEqual(colors, image.colors);
      assert.match(text, /> Describe this image\./);
    });
  }

  it("tell several images apart", async () => {
    const text = await answerOf(emulator, { contents: [{ parts: sampleImages.slice(0, 2).map(imagePart) }] });
    assert.match(text, /\*\*Image 1:\*\* A PNG image[^\n]+\n- \*\*Image 2:\*\* A JPEG image/);
  });

  it("tell of a text that was attached by its name and its words, and quote the question alone", async () => {
    const attached = { text: "moon phases.py:\n\n# Phases of the moon\nprint(29.53)\n" };
    const text = await answerOf(emulator, { contents: [{ parts: [attached, { text: "What is it?" }] }] });
    assert.match(text, /^## What the text says\n\n- \*\*moon phases\.py:\*\* A text of 2 lines and 7 words/);
    assert.match(text, /it begins: “# Phases of the moon print\(29\.53\)” \(34 bytes/);
    assert.match(text, /You asked:\n\n> What is it\?\n/);
    const typed = await answerOf(emulator, { contents: [{ parts: [{ text: "Sort this:\n\nb\na" }] }] });
    assert.match(typed, /Your question, read back/);
  });

  it("come back to what the bytes of earlier turns told", async () => {
    const [flag, sunset] = sampleImages.slice(0, 2).map(imagePart);
    const answer = { role: "model", parts: [{ text: "Stripes." }] };
    const asked = (...parts: readonly unknown[]) => ({ role: "user", parts });
    const contents = [
      asked(flag, { text: "Look" }),
      answer,
      asked({ text: "list.txt:\n\none\ntwo" }, sunset, { text: "And these" }),
      answer,
      asked({ text: "Which of them is the largest?" }),
    ];
    const text = await answerOf(emulator, { contents });
    assert.match(
      text,
      /### What you sent before\n\n- \*\*Image 1:\*\* A PNG image of 60 × 40 pixels, mostly red/,
    );
    assert.match(text, /\n- \*\*list\.txt:\*\* A text of 2 lines and 2 words; it begins: “one two”\.\n/);
    assert.match(text, /\n- \*\*Image 3:\*\* A JPEG image of 80 × 48 pixels/);
    assert.doesNotMatch(await answerOf(emulator, "Hello"), /What you sent before/);
  });

  it("name the functions of code that is to be explained", async () => {
    const code = [
      "export async function loadAll(urls) {",
      "  const one = async (url) => fetch(url);",
      "  return Promise.all(urls.map(one));",
      "}",
      "class Cache {",
      "  get(key) {",
      "    if (key) {}",
      "  }",
      "}",
    ].join("\n");
    const text = await answerOf(emulator, `Explain this code:\n\n\`\`\`js\n${code}\n\`\`\``);
    assert.match(text, /You sent 9 lines of js\. It defines `loadAll`, `one`, `Cache`, `get`\./);
    assert.match(text, /`one`\*\* is defined here and named once more/);
    const python = await answerOf(emulator, "Explain:\n````python\ndef first(x):\n    return x\n````");
    assert.match(python, /It defines `first`\./);
  });

  it("write code in the language of the file when only code is wanted", async () => {
    const write = (languageId: string, before: string) => {
      const { prompt, systemInstruction } = generatePrompt({
        instruction: "sum up the prices",
        fileName: "shop",
        languageId,
        before,
        code: "",
        after: "",
        insertSpaces: true,
        tabSize: 4,
        diagnostics: [],
      });
      return answerOf(emulator, {
        contents: [{ parts: [{ text: prompt }] }],
        systemInstruction: { parts: [{ text: systemInstruction }] },
      });
    };
    assert.match(
      await write("python", "import shop\n"),
      /^```python\n# .*sum up the prices\ndef sum_up_prices\(.*\n {4}/,
    );
    assert.match(
      await write("typescript", ""),
      /^```typescript\n[^\n]*\nexport function sumUpPrices.*\n {2}/,
    );
    assert.match(await write("go", "package shop\n"), /^```go\n[^\n]*\nfunc SumUpPrices.*\n\t/);
    assert.match(await write("yaml", "shop: 1\n"), /^```yaml\n/);
  });

  it("call a declared function that the question speaks of, with arguments that fit", async () => {
    const parameters = {
      type: "OBJECT",
      properties: {
        city: { type: "STRING" },
        days: { type: "INTEGER" },
        unit: { type: "STRING", enum: ["celsius", "kelvin"] },
        hours: { type: "ARRAY", items: { type: "NUMBER" } },
      },
    };
    const tools = [{ functionDeclarations: [{ name: "getWeather", parameters }, { name: "send_mail" }] }];
    const request = {
      contents: [{ parts: [{ text: "What will the weather be in Paris over 3 days, in kelvin?" }] }],
      tools,
    };
    const candidate = await answerWhole(request);
    const [part] = candidate?.content?.parts ?? [];
    assert.equal(part?.functionCall?.name, "getWeather");
    assert.deepEqual(part.functionCall.args, { city: "Paris", days: 3, unit: "kelvin", hours: [3] });
    assert.ok(part.functionCall.id);
    assert.ok(part.thoughtSignature);
    assert.equal(candidate?.finishReason, "STOP");
    const none = { ...request, toolConfig: { functionCallingConfig: { mode: "NONE" } } };
    assert.equal((await answerWhole(none))?.content?.parts?.[0]?.functionCall, undefined);
    const any = {
      contents: [{ parts: [{ text: "Anything" }] }],
      tools,
      toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["send_mail"] } },
    };
    assert.equal((await answerWhole(any))?.content?.parts?.[0]?.functionCall?.name, "send_mail");
  });

  it("tell the results of function calls", async () => {
    const text = await answerOf(emulator, {
      contents: [
        { role: "user", parts: [{ text: "The weather?" }] },
        {
          role: "model",
          parts: [{ functionCall: { name: "w" }, thoughtSignature: "skip_thought_signature_validator" }],
        },
        { role: "user", parts: [{ functionResponse: { name: "w", response: { sky: "blue" } } }] },
      ],
    });
    assert.match(text, /`w`: `\{"sky":"blue"\}`/);
  });

  it("fit a schema when JSON is asked for, in either way", async () => {
    const schema = { type: "object", properties: { name: { type: "string" }, ok: { type: "boolean" } } };
    const contents = [{ parts: [{ text: "Tell me about Ada" }] }];
    for (const generationConfig of [
      { responseMimeType: "application/json", responseJsonSchema: schema },
      { responseFormat: { text: { mimeType: "APPLICATION_JSON", schema } } },
    ]) {
      const text = await answerOf(emulator, { contents, generationConfig });
      assert.deepEqual(JSON.parse(text), { name: "Ada", ok: true });
    }
  });

  it("end at the token limit, thoughts included, and at a stop sequence", async () => {
    const limited = await answerWhole({
      contents: [{ parts: [{ text: "Hello" }] }],
      generationConfig: { maxOutputTokens: 10 },
    });
    assert.equal(limited?.finishReason, "MAX_TOKENS");
    assert.equal(limited.content?.parts?.[0]?.text?.length, 40);
    const thoughtAway = await answerWhole({
      contents: [{ parts: [{ text: "Hello" }] }],
      generationConfig: { maxOutputTokens: 5, thinkingConfig: { includeThoughts: true } },
    });
    assert.ok(thoughtAway?.content?.parts?.every((part) => part.thought === true || part.text === ""));
    const stopped = await answerWhole({
      contents: [{ parts: [{ text: "Hello" }] }],
      generationConfig: { stopSequences: ["You wrote"] },
    });
    assert.equal(stopped?.content?.parts?.[0]?.text, "## Your question, read back\n\n");
    assert.equal(stopped.finishReason, "STOP");
  });

  it("of an image model hold a picture that can be read back", async () => {
    const drawn = await answerWhole({ contents: [{ parts: [{ text: "Draw" }] }] }, "gemini-3.1-flash-image");
    const inlineData = drawn?.content?.parts?.find((part) => part.inlineData)?.inlineData;
    const text = await answerOf(emulator, { contents: [{ parts: [{ inlineData }] }] });
    assert.match(text, /A PNG image of 96 × 64 pixels/);
  });

  it("cut text between code points only", async () => {
    const emoji = "👩‍🚀🚀".repeat(40);
    const response = await ask(emulator, emoji);
    const events = eventsOf(await response.text());
    for (const event of events) {
      assert.ok(textOfEvents([event]).isWellFormed());
    }
    assert.ok(textOfEvents(events).includes(emoji));
  });
});
