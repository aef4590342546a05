import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { GeminiClient } from "../../../src/gemini/client.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import type { Transport } from "../../../src/gemini/transport.ts";
import { answering, bareError, closeServers, drain, events, failureOf } from "./server.ts";
import { question, serve, textChunk } from "./server.ts";
import type { Handler } from "./server.ts";

/** A key with characters that every way of escaping changes. */
const key = 'cAnary/+"\\=?42~secret';

/** The forms in which a server may repeat the key. */
const echoes: Readonly<Record<string, string>> = {
  "as it is": key,
  "escaped for a URL": `https://example.com/?key=${encodeURIComponent(key)}&x`,
  "escaped for a URL in small letters": encodeURIComponent(key).toLowerCase().replace("canary", "cAnary"),
  "in base64": Buffer.from(key).toString("base64"),
  "in base64 for a URL": Buffer.from(key).toString("base64url"),
  "in base64 behind one byte": Buffer.from(`:${key}`).toString("base64"),
  "in base64 between others": Buffer.from(`my user:${key}&more`).toString("base64url"),
  "escaped for JSON": JSON.stringify(key),
};

function rpc(type: string, fields: object): object {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...fields };
}

function leaking(echo: string): Readonly<Record<string, unknown>> {
  return {
    code: 400,
    status: `INVALID ${echo}`,
    message: `Invalid API key: ${echo}`,
    details: [
      rpc("DebugInfo", { detail: `[ORIGINAL ERROR] ${echo}`, stackEntries: [echo] }),
      rpc("BadRequest", { fieldViolations: [{ field: echo, description: echo }] }),
      rpc("Help", { links: [{ description: echo, url: `https://example.com/${echo}` }] }),
      rpc("LocalizedMessage", { [echo]: [{ deep: echo }] }),
    ],
  };
}

/** Ways to answer with an error that has the key in it. */
const answers: Readonly<Record<string, (echo: string) => Handler>> = {
  "an error": (echo) => answering(bareError(leaking(echo)), 400),
  "an error with a reason": (echo) =>
    answering(bareError({ ...leaking(echo), details: [rpc("ErrorInfo", { reason: echo })] }), 403),
  "an error in an error": (echo) =>
    answering(bareError({ code: 500, message: JSON.stringify({ error: leaking(echo) }) }), 500),
  "an error in an array": (echo) => answering(JSON.stringify([{ error: leaking(echo) }]), 503),
  "an error with status 200": (echo) => answering(bareError(leaking(echo))),
  "an error that is a text": (echo) => answering(JSON.stringify({ error: echo }), 429),
  "a page": (echo) => answering(`<html><title>Bad Gateway ${echo}</title><p>${echo}</p>`, 502),
  "a page with status 200": (echo) => answering(`<html><title>Login ${echo}</title><p>${echo}</p>`),
  "a text": (echo) => answering(`upstream said ${echo}\n${echo}`, 500),
  "a text with status 200": (echo) => answering(`upstream said ${echo}`),
  "a text that is cut short": (echo) => answering(`${"x".repeat(185)} ${echo} ${"x".repeat(99)}`, 500),
  "a page's title that is cut short": (echo) => answering(`<title>${"x".repeat(185)} ${echo}</title>`),
  "a redirect": (echo) => answering(echo, 302, { location: `/?${encodeURIComponent(echo)}` }),
};

/** Everything that can be read of an error, by a log or a person. */
function everythingOf(error: GeminiError): string {
  const chain: unknown[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    chain.push(inspect(cause, { depth: Infinity, showHidden: true }), cause.stack, String(cause));
  }
  return [...chain, JSON.stringify(error), error.message, error.reason].join("\n");
}

/** True if a reader could make out a good part of the key, base64 decoded at every offset. */
function tellsKey(text: string): boolean {
  const decoded = [...text.matchAll(/[\w+/-]{8,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), "base64").toString("latin1")),
  );
  return [text, ...decoded].some((words) => /cAnar|secre/.test(words));
}

/** The error of every method of a client. */
async function failuresOf(client: GeminiClient): Promise<readonly GeminiError[]> {
  const { error } = await drain(client.streamGenerateContent("m", question));
  assert.ok(error instanceof GeminiError);
  return [
    error,
    await failureOf(client.generateContent("m", question)),
    await failureOf(client.countTokens("m", question)),
    await failureOf(client.listModels().next()),
    await failureOf(client.getModel("m")),
  ];
}

describe("the key", () => {
  afterEach(closeServers);

  for (const [form, echo] of Object.entries(echoes)) {
    it(`is in no error of any method when it comes back ${form}`, async () => {
      assert.ok(tellsKey(echo), "the test would not see it");
      for (const [way, answer] of Object.entries(answers)) {
        const server = await serve(answer(echo));
        for (const error of await failuresOf(server.client({ apiKey: key, retry: false }))) {
          assert.ok(!tellsKey(everythingOf(error)), `${way}: ${everythingOf(error)}`);
          assert.ok(!everythingOf(error).includes("DebugInfo"), way);
        }
      }
    });

    it(`is in no error that comes behind chunks with it ${form}`, async () => {
      const started = events(textChunk("Hi"));
      for (const body of [
        `${started}${bareError(leaking(echo))}`,
        `${started}${events({ error: leaking(echo) })}`,
        `${started}data: ${echo}\n\n`,
      ]) {
        const server = await serve(answering(body));
        const client = server.client({ apiKey: key, retry: false });
        const { chunks, error } = await drain(client.streamGenerateContent("m", question));
        assert.equal(chunks.length, 1);
        assert.ok(error instanceof GeminiError);
        assert.ok(!tellsKey(everythingOf(error)), everythingOf(error));
      }
    });

    it(`is in no error of a transport that throws it ${form}`, async () => {
      const fetch: Transport = () => {
        const bottom = Object.assign(new Error(`invalid header ${echo}`), { code: `ERR_${echo}`, echo });
        bottom.name = echo;
        const both = new AggregateError([bottom, new Error(echo)], echo);
        return Promise.reject(new TypeError("fetch failed", { cause: both }));
      };
      const server = await serve(answering(""));
      for (const error of await failuresOf(server.client({ apiKey: key, retry: false, fetch }))) {
        assert.ok(!tellsKey(everythingOf(error)), everythingOf(error));
      }
    });
  }
});
