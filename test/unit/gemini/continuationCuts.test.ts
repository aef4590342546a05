import assert from "node:assert/strict";
import fc from "fast-check";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import type { Transport } from "../../../src/gemini/transport.ts";
import type { GenerateContentRequest } from "../../../src/gemini/wire.ts";
import { drain, events } from "./server.ts";
import { question } from "./server.ts";
import { GeminiClient } from "../../../src/gemini/client.ts";
import { part, noWait, token } from "./longAnswer.ts";

describe("cuts of long answers", () => {
  it("have the right text wherever one request is cut, at every byte", async () => {
    const whole = [part("ein "), token("1"), part("ü🌍 "), token("2"), part("fin", { finishReason: "STOP" })];
    const from = { undefined: 0, "1": 2, "2": 4 } as const;
    const length = Buffer.byteLength(events(...whole));
    for (let cut = 0; cut < length; cut++) {
      for (const breaks of [true, false]) {
        let requests = 0;
        const fetch: Transport = (_, { body }) => {
          const { continuationToken } = JSON.parse(body as string) as GenerateContentRequest;
          const start = from[String(continuationToken) as keyof typeof from];
          const bytes = Buffer.from(events(...whole.slice(start)));
          const isFirst = requests++ === 0;
          return Promise.resolve({ status: 200, headers: new Headers(), body: cutAt(bytes, isFirst) });
        };
        // eslint-disable-next-line @typescript-eslint/require-await -- a body is iterated asynchronously
        async function* cutAt(bytes: Buffer, isFirst: boolean): AsyncGenerator<Uint8Array> {
          yield isFirst ? bytes.subarray(0, cut) : bytes;
          if (isFirst && breaks) {
            throw new Error("reset");
          }
        }
        const client = new GeminiClient({ apiKey: "", fetch, retry: noWait });
        const { chunks } = await drain(client.streamGenerateContent("m", question));
        const { text, complete } = aggregate(chunks);
        const where = `cut at ${cut}, ${breaks ? "reset" : "end"}`;
        if (complete) {
          assert.equal(text, "ein 1 ü🌍 2 fin", where);
        } else {
          // Before the first token there is nothing to go on from.
          assert.equal(requests, 1, where);
          assert.equal(text, "ein ", where);
        }
      }
    }
  });

  it("have the right text wherever requests are cut", async () => {
    const words = Array.from({ length: 12 }, (_, index) => `${index} `);
    /** A server that answers from where the token points, and gives a token with every third word. */
    const bodyFrom = (start: number) =>
      events(
        ...words.slice(start).map((word, offset) => {
          const index = start + offset + 1;
          const token = index % 3 === 0 ? { continuationToken: String(index) } : {};
          return part(word, index === words.length ? { finishReason: "STOP" } : token);
        }),
      );
    const cuts = fc.array(fc.integer({ min: 20, max: 1_200 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (lengths) => {
        const left = [...lengths];
        const fetch: Transport = (_, { body }) => {
          const { continuationToken = "0" } = JSON.parse(body as string) as GenerateContentRequest;
          const bytes = Buffer.from(bodyFrom(Number(continuationToken)));
          const cut = left.shift();
          // eslint-disable-next-line @typescript-eslint/require-await -- a body is iterated asynchronously
          async function* pieces(): AsyncGenerator<Uint8Array> {
            yield bytes.subarray(0, cut);
            if (cut !== undefined && cut < bytes.length) {
              throw new Error("reset");
            }
          }
          return Promise.resolve({ status: 200, headers: new Headers(), body: pieces() });
        };
        const client = new GeminiClient({ apiKey: "", fetch, retry: noWait });
        const { chunks, error } = await drain(client.streamGenerateContent("m", question));
        const answer = aggregate(chunks);
        if (error === undefined) {
          assert.equal(answer.text, words.join(""));
          assert.ok(answer.complete);
        } else {
          assert.ok(words.join("").startsWith(answer.text));
          // A reset may come behind the last word and its finish reason.
          assert.ok(!answer.complete || answer.text === words.join(""));
        }
      }),
    );
  });
});
