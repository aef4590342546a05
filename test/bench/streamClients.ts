import { GoogleGenAI } from "@google/genai";
import { GoogleGenerativeAI } from "@google/generative-ai";
import { Agent, request } from "undici";
import { GeminiClient } from "../../src/gemini/client.ts";
import { createTransport } from "../../src/host/transport.lazy.ts";

/** Reads the whole stream of the server and resolves with the number of characters of the answer. */
export type StreamClient = (baseUrl: string) => () => Promise<number>;

interface Chunk {
  readonly candidates?:
    | readonly {
        readonly content?: { readonly parts?: readonly { readonly text?: string }[] | undefined } | undefined;
      }[]
    | undefined;
}

const model = "gemini-flash-latest";
const question = { contents: [{ role: "user", parts: [{ text: "Hello" }] }] };

function lengthOf(chunk: Chunk): number {
  return chunk.candidates?.[0]?.content?.parts?.[0]?.text?.length ?? 0;
}

async function total(chunks: AsyncIterable<Chunk>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += lengthOf(chunk);
  return length;
}

async function* bytesOf(dispatcher: Agent, baseUrl: string): AsyncGenerator<Uint8Array> {
  const { body } = await request(`${baseUrl}/v1beta/models/${model}:streamGenerateContent?alt=sse`, {
    dispatcher,
    method: "POST",
    body: JSON.stringify(question),
  });
  yield* body as AsyncIterable<Uint8Array>;
}

/** Each of them is set up first and measured while it streams. */
export const streamClients = {
  "undici, bytes thrown away": (baseUrl) => {
    const agent = new Agent();
    return async () => {
      let length = 0;
      for await (const bytes of bytesOf(agent, baseUrl)) length += bytes.length;
      return length;
    };
  },
  "undici, parsed by hand": (baseUrl) => {
    const agent = new Agent();
    return async () => {
      const decoder = new TextDecoder();
      let rest = "";
      let length = 0;
      for await (const bytes of bytesOf(agent, baseUrl)) {
        const events = (rest + decoder.decode(bytes, { stream: true })).split("\r\n\r\n");
        rest = events.pop() ?? "";
        for (const event of events) length += lengthOf(JSON.parse(event.slice("data: ".length)) as Chunk);
      }
      return length;
    };
  },
  Castor: (baseUrl) => {
    const network = { useProxy: false, noProxy: [], strictSSL: true, systemCertificates: false };
    const { send } = createTransport(network);
    const client = new GeminiClient({ apiKey: "key", baseUrl, fetch: send });
    return () => total(client.streamGenerateContent(model, question));
  },
  "@google/genai": (baseUrl) => {
    const client = new GoogleGenAI({ apiKey: "key", httpOptions: { baseUrl } });
    return async () => total(await client.models.generateContentStream({ model, ...question }));
  },
  "@google/generative-ai": (baseUrl) => {
    const client = new GoogleGenerativeAI("key").getGenerativeModel({ model }, { baseUrl });
    return async () => total((await client.generateContentStream(question)).stream);
  },
} satisfies Readonly<Record<string, StreamClient>>;
