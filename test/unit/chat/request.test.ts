import assert from "node:assert/strict";
import type { Conversation, KeptPart } from "../../../src/chat/conversation.ts";
import type { GenerationOptions } from "../../../src/chat/ports.ts";
import { buildRequest } from "../../../src/chat/request.ts";
import type { Turn } from "../../../src/shared/transcript.ts";
import { MemoryAttachments, noMedia } from "./support.ts";

const options = { model: "gemini-3.8-flash", includeThoughts: true, safety: {} };

async function requestOf(
  asked: Conversation,
  chosen: GenerationOptions,
  attachments = new MemoryAttachments(),
) {
  const { signal } = new AbortController();
  const sources = { attachments, media: noMedia, signal, onProgress: () => undefined };
  return (await buildRequest(asked, "m", chosen, sources)).request;
}

function conversation(prompt: Conversation["sources"][string]): Conversation {
  return {
    transcript: {
      id: "c",
      turns: [
        { role: "user", id: "u", at: 1, parts: [{ type: "text", text: "shown" }] },
        { role: "model", id: "m", at: 2, model: "x", parts: [], status: { type: "waiting" } },
      ],
    },
    sources: { u: prompt },
  };
}

describe("buildRequest", () => {
  it("sends the prompt, not what the transcript shows", async () => {
    const asked = conversation({ role: "user", prompt: [{ type: "text", text: "sent" }] });
    const { contents } = await requestOf(asked, options);
    assert.deepEqual(contents, [{ role: "user", parts: [{ text: "sent" }] }]);
  });

  it("puts the bytes of an image in, and says so where they are gone", async () => {
    const attachments = new MemoryAttachments();
    const hash = await attachments.put(new Uint8Array([1, 2, 3]));
    const asked = conversation({
      role: "user",
      prompt: [
        { type: "image", hash, mimeType: "image/png" },
        { type: "image", hash: "0".repeat(64), mimeType: "image/png" },
      ],
    });
    const { contents } = await requestOf(asked, options, attachments);
    assert.deepEqual(contents[0]?.parts, [
      { inlineData: { mimeType: "image/png", data: "AQID" } },
      { text: "[An image was here that is no longer available.]" },
    ]);
  });

  it("sends what a model has made as it came, from the store or from an older journal, and says so where it is gone", async () => {
    const attachments = new MemoryAttachments();
    const hash = await attachments.put(new Uint8Array([1, 2, 3]));
    const made = (inlineData: NonNullable<KeptPart["inlineData"]>): KeptPart => ({
      inlineData,
      thoughtSignature: "c2ln",
    });
    const mimeType = "image/png";
    const parts = [
      made({ mimeType, hash }),
      made({ mimeType, data: "BAUG" }),
      made({ mimeType, hash: "0".repeat(64) }),
    ];
    const { transcript, sources } = conversation({ role: "user", prompt: [{ type: "text", text: "Draw" }] });
    const [question, awaited] = transcript.turns;
    const { model } = options;
    const answer: Turn = { role: "model", id: "a", at: 2, model, parts: [], status: { type: "stopped" } };
    const asked: Conversation = {
      transcript: { ...transcript, turns: [question!, answer, { ...question!, id: "v" }, awaited!] },
      sources: { ...sources, v: sources.u!, a: { role: "model", model, content: { role: "model", parts } } },
    };
    const { contents } = await requestOf(asked, options, attachments);
    assert.deepEqual(contents[1]?.parts, [
      { inlineData: { mimeType, data: "AQID" }, thoughtSignature: "c2ln" },
      { inlineData: { mimeType, data: "BAUG" }, thoughtSignature: "c2ln" },
      { text: "[What was made here (image/png) is no longer available.]" },
    ]);
  });

  it("carries what the person has set, and nothing they have not", async () => {
    const asked = conversation({ role: "user", prompt: [{ type: "text", text: "x" }] });
    const bare = await requestOf(asked, { ...options, includeThoughts: false });
    assert.deepEqual(Object.keys(bare), ["contents"]);
    const full = await requestOf(asked, {
      ...options,
      temperature: 0,
      systemInstruction: "Be brief.",
      thinkingLevel: "low",
      safety: { HARM_CATEGORY_HARASSMENT: "BLOCK_NONE" },
    });
    assert.deepEqual(full.generationConfig, {
      temperature: 0,
      thinkingConfig: { includeThoughts: true, thinkingLevel: "LOW" },
    });
    assert.deepEqual(full.systemInstruction, { parts: [{ text: "Be brief." }] });
    assert.deepEqual(full.safetySettings, [
      { category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" },
    ]);
  });
});
