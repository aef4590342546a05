import type { Content, Part, SafetySetting } from "../../../../src/gemini/wire.ts";
import type { Tool, ToolConfig } from "../../../../src/gemini/wireTools.ts";

/** What is to be asked, before any client has made a request of it. */
export interface Subject {
  readonly name: string;
  readonly model: string;
  /** From a person's first turn to their last. */
  readonly contents: readonly Content[];
  readonly systemInstruction?: string;
  readonly temperature?: number;
  readonly thinking?: { readonly level: string };
  readonly safetySettings?: readonly SafetySetting[];
  readonly tools?: readonly Tool[];
  readonly toolConfig?: ToolConfig;
}

const model = "gemini-3.8-flash";
const user = (...parts: readonly Part[]): Content => ({ role: "user", parts });
const answer = (...parts: readonly Part[]): Content => ({ role: "model", parts });

const tools: Subject["tools"] = [
  {
    functionDeclarations: [
      {
        name: "get_weather",
        description: "The weather in a city",
        parameters: {
          type: "OBJECT",
          properties: { city: { type: "STRING" }, days: { type: "INTEGER", minimum: 1 } },
          required: ["city"],
        },
      },
      { name: "get_time", description: "The time in a city" },
    ],
  },
];
const toolConfig: ToolConfig = {
  functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["get_weather"] },
};

export const subjects: readonly Subject[] = [
  { name: "text", model, contents: [user({ text: "Why is the sky blue? Grüße 🚀" })] },
  {
    name: "text with a system instruction and a temperature",
    model,
    contents: [user({ text: "Why?" })],
    systemInstruction: "Be brief.",
    temperature: 0.3,
  },
  { name: "text with thinking", model, contents: [user({ text: "Why?" })], thinking: { level: "LOW" } },
  {
    name: "an image",
    model,
    contents: [
      user({ text: "What is this?" }, { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } }),
    ],
  },
  {
    name: "a chat of several turns",
    model,
    contents: [
      user({ text: "One" }),
      answer({ text: "Two" }),
      user({ text: "Three" }),
      answer({ text: "Four" }),
      user({ text: "Five" }),
    ],
  },
  {
    name: "a chat with thought signatures",
    model,
    contents: [
      user({ text: "One" }),
      answer({ text: "Two" }, { text: "", thoughtSignature: "c2lnbmVk" }),
      user({ text: "Three" }),
    ],
  },
  {
    name: "declared functions",
    model,
    contents: [user({ text: "The weather in Oslo?" })],
    tools,
    toolConfig,
  },
  {
    name: "parallel function calls and their responses",
    model,
    contents: [
      user({ text: "The weather in Oslo and Rome?" }),
      answer(
        {
          functionCall: { id: "a", name: "get_weather", args: { city: "Oslo" } },
          thoughtSignature: "c2lnbmVk",
        },
        { functionCall: { id: "b", name: "get_weather", args: { city: "Rome" } } },
      ),
      user(
        { functionResponse: { id: "a", name: "get_weather", response: { degrees: 7 } } },
        { functionResponse: { id: "b", name: "get_weather", response: { degrees: 21 } } },
      ),
    ],
    tools,
  },
  {
    name: "safety settings",
    model,
    contents: [user({ text: "Why?" })],
    safetySettings: [
      { category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" },
      { category: "HARM_CATEGORY_DANGEROUS_CONTENT", threshold: "BLOCK_ONLY_HIGH" },
    ],
  },
];
