import assert from "node:assert/strict";
import { GeminiClient } from "../../src/gemini/client.ts";
import type { GenerateContentResponse } from "../../src/gemini/wire.ts";
import { Network } from "../../src/host/network.ts";
import { type SecureServer, startSecureServer } from "./secureServer.ts";
import { forbidUncaughtErrors } from "./uncaught.ts";

/** Longer than the five minutes after which undici, and so built-in fetch, gives up by itself. */
const silenceMs = 320_000;
/** Longer than an idle connection lives by default, shorter than Castor keeps it. */
const pauseMs = 150_000;

function event(text: string, finishReason?: string): string {
  const candidate = { content: { role: "model", parts: [{ text }] }, ...(finishReason && { finishReason }) };
  return `data: ${JSON.stringify({ candidates: [candidate] })}\r\n\r\n`;
}

const later = (ms: number, act: () => void) => void setTimeout(act, ms);

/** Real minutes, which cannot be turned: undici keeps time by itself. All cases wait side by side. */
describe("a model that thinks for minutes", function () {
  this.timeout(silenceMs + 60_000);

  const network = new Network();
  let server: SecureServer;
  let idle: SecureServer;
  let beforeHeaders: Promise<string>;
  let betweenChunks: Promise<string>;
  let afterPause: Promise<number>;

  forbidUncaughtErrors();
  before(async () => {
    server = await startSecureServer("extra", (request, response) => {
      request.resume();
      const respond = () => response.writeHead(200, { "Content-Type": "text/event-stream" });
      if (request.url?.includes("late-headers")) {
        later(silenceMs, () => respond().end(event("Hel") + event("lo", "STOP")));
      } else {
        respond().write(event("Hel"));
        later(silenceMs, () => response.end(event("lo", "STOP")));
      }
    });
    idle = await startSecureServer("extra", (request, response) => {
      request.resume();
      response.writeHead(200, { "Content-Type": "text/event-stream" }).end(event("Hello", "STOP"));
    });
    beforeHeaders = ask(server, "late-headers");
    betweenChunks = ask(server, "late-chunk");
    afterPause = askTwice();
  });
  after(async () => {
    network.dispose();
    await Promise.all([server.close(), idle.close()]);
  });

  async function ask({ port }: SecureServer, model: string): Promise<string> {
    const baseUrl = `https://localhost:${port}`;
    const client = new GeminiClient({ apiKey: "key", baseUrl, fetch: network.send, retry: false });
    const contents = [{ role: "user", parts: [{ text: "Hello" }] }];
    let text = "";
    for await (const chunk of client.streamGenerateContent(model, { contents })) text += textOf(chunk);
    return text;
  }

  /** How many connections two questions took that are minutes apart. */
  async function askTwice(): Promise<number> {
    await ask(idle, "m");
    await new Promise<void>((resolve) => later(pauseMs, resolve));
    await ask(idle, "m");
    return idle.connections();
  }

  it("is waited for before the answer begins", async () => {
    assert.equal(await beforeHeaders, "Hello");
  });

  it("is waited for in the middle of the answer", async () => {
    assert.equal(await betweenChunks, "Hello");
  });

  it("finds the connection still there for the next turn", async () => {
    assert.equal(await afterPause, 1);
  });
});

function textOf({ candidates = [] }: GenerateContentResponse): string {
  return candidates[0]?.content?.parts?.map(({ text = "" }) => text).join("") ?? "";
}
