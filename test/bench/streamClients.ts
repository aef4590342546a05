import type { Dispatcher } from "undici";
import { parseByHand } from "./handParser.ts";

/** Called with each piece of the answer: its text, its media in base64, or bytes where the client does not look at them. */
export type OnPart = (part: string | Uint8Array) => void;

/** Loads and sets up a client; what it resolves with reads one answer to its end. */
export type StreamClient = (baseUrl: string) => Promise<(onPart: OnPart) => Promise<void>>;

interface Chunk {
  readonly candidates?:
    | readonly {
        readonly content?:
          | {
              readonly parts?:
                | readonly {
                    readonly text?: string | undefined;
                    readonly inlineData?: { readonly data?: string | undefined } | undefined;
                  }[]
                | undefined;
            }
          | undefined;
      }[]
    | undefined;
}

const model = "gemini-flash-latest";
const contents = [{ role: "user", parts: [{ text: "Hello" }] }];

function partOf(chunk: Chunk): string {
  const part = chunk.candidates?.[0]?.content?.parts?.[0];
  return part?.text ?? part?.inlineData?.data ?? "";
}

async function readAll(chunks: AsyncIterable<Chunk>, onPart: OnPart): Promise<void> {
  for await (const chunk of chunks) onPart(partOf(chunk));
}

async function plainRequest(baseUrl: string): Promise<() => Promise<Dispatcher.ResponseData["body"]>> {
  const { Agent, request } = await import("undici");
  const dispatcher = new Agent();
  return async () => {
    const { body } = await request(`${baseUrl}/v1beta/models/${model}:streamGenerateContent?alt=sse`, {
      dispatcher,
      method: "POST",
      headers: { "Content-Type": "application/json", "x-goog-api-key": "key" },
      body: JSON.stringify({ contents }),
    });
    return body;
  };
}

/** Each loads nothing before it is set up, so that a process holds no other client. */
export const streamClients = {
  "undici, bytes thrown away": async (baseUrl) => {
    const send = await plainRequest(baseUrl);
    return async (onPart) => {
      for await (const bytes of (await send()) as AsyncIterable<Uint8Array>) onPart(bytes);
    };
  },
  "undici, parsed by hand": async (baseUrl) => {
    const send = await plainRequest(baseUrl);
    return async (onPart) => {
      await parseByHand(await send(), (value) => onPart(partOf(value as Chunk)));
    };
  },
  Castor: async (baseUrl) => {
    const { GeminiClient } = await import("../../src/gemini/client.ts");
    const { createTransport } = await import("../../src/host/transport.lazy.ts");
    const network = { useProxy: false, noProxy: [], strictSSL: true, systemCertificates: false };
    const { send } = createTransport(network);
    const client = new GeminiClient({ apiKey: "key", baseUrl, fetch: send });
    return (onPart) => readAll(client.streamGenerateContent(model, { contents }), onPart);
  },
  "@google/genai": async (baseUrl) => {
    const { GoogleGenAI } = await import("@google/genai");
    const client = new GoogleGenAI({ apiKey: "key", httpOptions: { baseUrl } });
    return async (onPart) => readAll(await client.models.generateContentStream({ model, contents }), onPart);
  },
  "@google/generative-ai": async (baseUrl) => {
    const { GoogleGenerativeAI } = await import("@google/generative-ai");
    const client = new GoogleGenerativeAI("key").getGenerativeModel({ model }, { baseUrl });
    return async (onPart) => readAll((await client.generateContentStream({ contents })).stream, onPart);
  },
  "vercel ai": async (baseUrl) => {
    const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
    const { streamText } = await import("ai");
    const google = createGoogleGenerativeAI({ apiKey: "key", baseURL: `${baseUrl}/v1beta` });
    return async (onPart) => {
      for await (const part of streamText({ model: google(model), prompt: "Hello" }).stream) {
        if (part.type === "text-delta") onPart(part.text);
        else if (part.type === "file") onPart(part.file.base64);
        else if (part.type === "error") throw part.error;
      }
    };
  },
} satisfies Readonly<Record<string, StreamClient>>;

export type StreamClientName = keyof typeof streamClients;
