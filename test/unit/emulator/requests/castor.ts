import assert from "node:assert/strict";
import type { Conversation, PromptPart, TurnSource } from "../../../../src/chat/conversation.ts";
import type { GenerationOptions } from "../../../../src/chat/ports.ts";
import { buildRequest } from "../../../../src/chat/request.ts";
import { requestFrame } from "../../../../src/chat/requestFrame.ts";
import { GeminiClient } from "../../../../src/gemini/client.ts";
import type { Transport } from "../../../../src/gemini/transport.ts";
import { toContents } from "../../../../src/gemini/turns.ts";
import type { Content, GenerateContentRequest } from "../../../../src/gemini/wire.ts";
import type { Turn } from "../../../../src/shared/transcript.ts";
import { MemoryAttachments, noMedia } from "../../chat/support.ts";
import { drain } from "../../gemini/server.ts";
import type { SubjectSender } from "./google.ts";
import type { Subject } from "./subject.ts";

export function castor(baseUrl: string, apiKey: string, fetch: Transport): SubjectSender {
  const client = new GeminiClient({ baseUrl, apiKey, fetch, retry: false });
  return {
    ask: async (subject) => {
      const { error } = await drain(client.streamGenerateContent(subject.model, await requestFor(subject)));
      assert.equal(error, undefined);
    },
    count: async (subject) => {
      await client.countTokens(subject.model, await requestFor(subject));
    },
  };
}

/** As a conversation makes it, or, where functions are declared, which none does yet, by the parts it is made of. */
async function requestFor(subject: Subject): Promise<GenerateContentRequest> {
  const { model, contents, tools, toolConfig } = subject;
  const options = optionsOf(subject);
  if (tools === undefined) {
    const attachments = new MemoryAttachments();
    const { signal } = new AbortController();
    const sources = { attachments, media: noMedia, signal, onProgress: () => undefined };
    return (await buildRequest(await conversationOf(subject, attachments), "next", options, sources)).request;
  }
  const history = contents.map((content) => (content.role === "model" ? { content, model } : { content }));
  return {
    contents: toContents(history, model),
    ...requestFrame(options),
    tools,
    ...(toolConfig !== undefined && { toolConfig }),
  };
}

function optionsOf({
  model,
  systemInstruction,
  temperature,
  thinking,
  safetySettings,
}: Subject): GenerationOptions {
  return {
    model,
    ...(systemInstruction !== undefined && { systemInstruction }),
    ...(temperature !== undefined && { temperature }),
    // Settings have it in lower case.
    ...(thinking !== undefined && { thinkingLevel: thinking.level.toLowerCase() }),
    includeThoughts: thinking !== undefined,
    safety: Object.fromEntries(
      (safetySettings ?? []).map(({ category, threshold }) => [category, threshold]),
    ),
  };
}

async function conversationOf(
  { model, contents }: Subject,
  attachments: MemoryAttachments,
): Promise<Conversation> {
  const turns = contents.map(({ role }, at): Turn =>
    role === "model"
      ? {
          role: "model",
          id: String(at),
          at,
          model,
          parts: [],
          status: { type: "done", finishReason: "STOP" },
        }
      : { role: "user", id: String(at), at, parts: [] },
  );
  const sources = await Promise.all(
    contents.map(async (content): Promise<TurnSource> =>
      content.role === "model"
        ? { role: "model", model, content }
        : { role: "user", prompt: await promptOf(content, attachments) },
    ),
  );
  const next: Turn = {
    role: "model",
    id: "next",
    at: turns.length,
    model,
    parts: [],
    status: { type: "waiting" },
  };
  return {
    transcript: { id: "c", turns: [...turns, next] },
    sources: Object.fromEntries(sources.map((source, at) => [String(at), source])),
  };
}

async function promptOf(
  { parts = [] }: Content,
  attachments: MemoryAttachments,
): Promise<readonly PromptPart[]> {
  return Promise.all(
    parts.map(async ({ text = "", inlineData }): Promise<PromptPart> => {
      if (inlineData === undefined) {
        return { type: "text", text };
      }
      const hash = await attachments.putBase64(inlineData.data);
      return { type: "image", hash, mimeType: inlineData.mimeType };
    }),
  );
}
