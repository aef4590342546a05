import { type Content, type GenerateContentConfig, GoogleGenAI } from "@google/genai";
import { GoogleGenerativeAI, type ModelParams, type Part, type StartChatParams } from "@google/generative-ai";
import type { Subject } from "./subject.ts";

export type Google = "@google/genai" | "@google/generative-ai";

export interface SubjectSender {
  ask(subject: Subject): Promise<void>;
  count(subject: Subject): Promise<void>;
}

/** The subject's own objects, for each client anew: none of them may change the other's. */
function copy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

export function genai(baseUrl: string, apiKey: string): SubjectSender {
  const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl, apiVersion: "v1beta" } });
  return {
    ask: async (subject) => {
      const { model, thinking } = subject;
      const contents = copy(subject.contents) as Content[];
      const config = copy({
        systemInstruction: subject.systemInstruction,
        temperature: subject.temperature,
        thinkingConfig: thinking && { thinkingLevel: thinking.level, includeThoughts: true },
        safetySettings: subject.safetySettings,
        tools: subject.tools,
        toolConfig: subject.toolConfig,
      }) as GenerateContentConfig;
      if (contents.length === 1) {
        await drain(await client.models.generateContentStream({ model, contents, config }));
        return;
      }
      const chat = client.chats.create({ model, config, history: contents.slice(0, -1) });
      await drain(await chat.sendMessageStream({ message: contents.at(-1)?.parts ?? [] }));
    },
    count: async ({ model, contents }) => {
      await client.models.countTokens({ model, contents: copy(contents) as Content[] });
    },
  };
}

/** The older client, which knows no thinking. */
export function generativeAi(baseUrl: string, apiKey: string): SubjectSender {
  const modelOf = ({ model, systemInstruction, temperature, safetySettings, tools, toolConfig }: Subject) =>
    new GoogleGenerativeAI(apiKey).getGenerativeModel(
      copy({
        model,
        systemInstruction,
        generationConfig: temperature === undefined ? undefined : { temperature },
        safetySettings,
        tools,
        toolConfig,
      }) as ModelParams,
      { baseUrl, apiVersion: "v1beta" },
    );
  return {
    ask: async (subject) => {
      const history = copy(subject.contents.slice(0, -1)) as NonNullable<StartChatParams["history"]>;
      const message = copy(subject.contents.at(-1)?.parts) as Part[];
      const model = modelOf(subject);
      const { stream } = await (history.length === 0
        ? model.generateContentStream(message)
        : model.startChat({ history }).sendMessageStream(message));
      await drain(stream);
    },
    count: async (subject) => {
      const contents = copy(subject.contents) as NonNullable<StartChatParams["history"]>;
      await modelOf(subject).countTokens({ generateContentRequest: { contents } });
    },
  };
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true) {
    // Only what was sent matters.
  }
}
