import assert from "node:assert/strict";
import fc from "fast-check";
import type { GeminiError } from "../../../src/gemini/errors.ts";
import { StreamParser } from "../../../src/gemini/sse.ts";
import type { GenerateContentResponse } from "../../../src/gemini/wire.ts";
import { bareError, event, events, overloaded, textChunk } from "./server.ts";
import { awkwardText } from "./awkwardText.ts";

interface Parsed {
  readonly chunks: readonly GenerateContentResponse[];
  readonly failure: GeminiError | undefined;
}

function parse(pieces: Iterable<Uint8Array>): Parsed {
  const parser = new StreamParser((text) => text);
  const chunks: GenerateContentResponse[] = [];
  for (const piece of pieces) {
    const batch = parser.push(piece);
    chunks.push(...batch.chunks);
    if (batch.failure !== undefined) {
      return { chunks, failure: batch.failure };
    }
  }
  const { chunks: last, failure } = parser.end();
  return { chunks: [...chunks, ...last], failure };
}

function bytes(body: string): Uint8Array {
  return new TextEncoder().encode(body);
}

function outcome({ chunks, failure }: Parsed): unknown {
  return { chunks, kind: failure?.kind, message: failure?.message };
}

/** The same whether the body comes whole, byte by byte, or in two pieces cut anywhere. */
function parseHoweverCut(body: string): Parsed {
  const all = bytes(body);
  const whole = parse([all]);
  const single = parse(Array.from(all, (byte) => Uint8Array.of(byte)));
  assert.deepEqual(outcome(single), outcome(whole), "byte by byte");
  for (let cut = 0; cut <= all.length; cut++) {
    const halves = parse([all.subarray(0, cut), all.subarray(cut)]);
    assert.deepEqual(outcome(halves), outcome(whole), `cut at ${cut}`);
  }
  return whole;
}

const one = textChunk("Grüße, 世界 🌍\n");
const two = textChunk(" – ende", "STOP");

describe("StreamParser", () => {
  describe("framing", () => {
    for (const [name, newline] of [
      ["LF", "\n"],
      ["CR", "\r"],
      ["CRLF", "\r\n"],
    ] as const) {
      it(`reads events whose lines end with ${name}`, () => {
        const body = [one, two].map((chunk) => `data: ${JSON.stringify(chunk)}${newline}${newline}`).join("");
        assert.deepEqual(parseHoweverCut(body), { chunks: [one, two], failure: undefined });
      });
    }

    it("reads a body with a byte order mark", () => {
      assert.deepEqual(parseHoweverCut(`\uFEFF${events(one, two)}`).chunks, [one, two]);
    });

    it("keeps a byte order mark inside the text, wherever the network cuts", () => {
      const chunk = textChunk("a\uFEFFb", "STOP");
      assert.deepEqual(parseHoweverCut(events(chunk)).chunks, [chunk]);
    });

    it("skips comments, empty events, event names, ids and [DONE]", () => {
      const body = `: keepalive\n\n${event(one)}data:\n\nevent: chunk\nid: 7\nretry: 10\n${event(two)}data: [DONE]\n\n`;
      assert.deepEqual(parseHoweverCut(body), { chunks: [one, two], failure: undefined });
    });

    it("joins the data lines of one event", () => {
      const body = `${JSON.stringify(one, undefined, 1)
        .split("\n")
        .map((line) => `data: ${line}`)
        .join("\r\n")}\r\n\r\n`;
      assert.deepEqual(parseHoweverCut(body).chunks, [one]);
    });

    it("reads data without a blank after the colon", () => {
      assert.deepEqual(parseHoweverCut(`data:${JSON.stringify(one)}\n\n`).chunks, [one]);
    });

    for (const ending of ["", "\n", "\r", "\r\n"]) {
      it(`delivers a last event that ends with ${JSON.stringify(ending)} only`, () => {
        const body = `${event(one)}data: ${JSON.stringify(two)}${ending}`;
        assert.deepEqual(parseHoweverCut(body), { chunks: [one, two], failure: undefined });
      });
    }

    it("keeps fields, enums and parts it does not know", () => {
      const odd = {
        candidates: [{ content: { parts: [{ hologram: { w: 1 } }] }, finishReason: "NEW" }],
        x: [1],
      };
      assert.deepEqual(parseHoweverCut(event(odd)).chunks, [odd]);
    });

    it("takes any text however it is cut", () => {
      const texts = fc.array(awkwardText({ maxLength: 12 }), { minLength: 1, maxLength: 6 });
      const cuts = fc.array(fc.nat(400), { maxLength: 8 });
      const newline = fc.constantFrom("\n", "\r", "\r\n");
      fc.assert(
        fc.property(texts, cuts, newline, (parts, positions, end) => {
          const chunks = parts.map((text) => textChunk(text));
          const all = bytes(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}${end}${end}`).join(""));
          const sorted = [0, ...positions.toSorted((a, b) => a - b), all.length];
          const pieces = sorted.slice(1).map((position, index) => all.subarray(sorted[index], position));
          assert.deepEqual(parse(pieces), { chunks, failure: undefined });
        }),
      );
    });
  });

  describe("arrays in place of events", () => {
    const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);

    it("delivers the elements of a pretty-printed array", () => {
      const body = `[${pretty(one)}\n,\r\n${pretty(two)}\n]\n`;
      assert.deepEqual(parseHoweverCut(body), { chunks: [one, two], failure: undefined });
    });

    it("delivers what is whole of an array that breaks off", () => {
      const body = `[${pretty(one)}\n,\r\n${pretty(two).slice(0, 40)}`;
      assert.deepEqual(parseHoweverCut(body), { chunks: [one], failure: undefined });
    });

    it("is not confused by brackets, quotes and backslashes inside strings", () => {
      const tricky = textChunk('}]"\\"[{\\\\', "STOP");
      assert.deepEqual(parseHoweverCut(JSON.stringify([tricky, tricky])).chunks, [tricky, tricky]);
    });

    it("takes a single object as one chunk", () => {
      assert.deepEqual(parseHoweverCut(`${pretty(two)}\n`).chunks, [two]);
    });

    it("finds the error in an array", () => {
      const { chunks, failure } = parseHoweverCut(pretty([{ error: overloaded }]));
      assert.deepEqual(chunks, []);
      assert.equal(failure?.kind, "overloaded");
      assert.equal(failure.message, overloaded.message);
    });
  });

  describe("errors in a stream", () => {
    const shapes: Readonly<Record<string, string>> = {
      "bare, after events": `${events(one, two)}${bareError(overloaded)}`,
      "bare, on one line": `${events(one, two)}${JSON.stringify({ error: overloaded })}`,
      "bare, after an event without its blank line": `${event(one)}data: ${JSON.stringify(two)}\n${bareError(overloaded)}`,
      "in an array, after events": `${events(one, two)}[${bareError(overloaded)}]`,
      "an event": events(one, two, { error: overloaded }),
      "an event named error": `${events(one, two)}event: error\n${event({ error: overloaded })}`,
      "followed by more events": `${events(one, two)}${bareError(overloaded)}\n${events(one)}`,
    };
    for (const [shape, body] of Object.entries(shapes)) {
      it(`come out behind the chunks: ${shape}`, () => {
        const { chunks, failure } = parseHoweverCut(body);
        assert.deepEqual(chunks, [one, two]);
        assert.equal(failure?.kind, "overloaded");
        assert.equal(failure.status, 503);
        assert.equal(failure.message, overloaded.message);
      });
    }

    for (const [shape, body] of [
      ["an event", `data: ${JSON.stringify(JSON.stringify({ error: overloaded }))}\n\n`],
      ["the whole body", JSON.stringify(JSON.stringify({ error: overloaded }))],
      ["a string in an array", JSON.stringify([JSON.stringify({ error: overloaded })])],
    ] as const) {
      it(`are found when encoded twice: ${shape}`, () => {
        const { chunks, failure } = parseHoweverCut(body);
        assert.deepEqual(chunks, []);
        assert.deepEqual([failure?.kind, failure?.message], ["overloaded", overloaded.message]);
      });
    }

    it("goes on after bare JSON that is no error", () => {
      const body = `${event(one)}${JSON.stringify(two)}\n${event(one)}`;
      assert.deepEqual(parseHoweverCut(body), { chunks: [one, two, one], failure: undefined });
    });

    it("says so when the connection ends inside an error", () => {
      const { chunks, failure } = parseHoweverCut(`${events(one, two)}${bareError(overloaded).slice(0, 30)}`);
      assert.deepEqual(chunks, [one, two]);
      assert.equal(failure?.kind, "network");
    });

    it("calls a whole event that is not JSON a breach of the protocol, without quoting it", () => {
      const { chunks, failure } = parseHoweverCut(`${event(one)}data: {"candidates": oops}\n\n${event(two)}`);
      assert.deepEqual(chunks, [one]);
      assert.equal(failure?.kind, "protocol");
      assert.doesNotMatch(failure.message, /oops/);
    });

    it("calls an event that is no object a breach of the protocol", () => {
      assert.equal(parseHoweverCut(`${event(one)}data: 42\n\n`).failure?.kind, "protocol");
    });
  });

  describe("endings", () => {
    it("drops a last event that was cut off", () => {
      const body = `${event(one)}${event(two).slice(0, 30)}`;
      assert.deepEqual(parseHoweverCut(body), { chunks: [one], failure: undefined });
    });

    it("reports a cut inside the very first event as a broken connection", () => {
      for (const length of [1, 2, 3, 4, 7, 30]) {
        assert.equal(parseHoweverCut(event(one).slice(0, length)).failure?.kind, "network", `${length}`);
        assert.equal(parseHoweverCut(`: hi\n\n${event(one).slice(0, length)}`).failure?.kind, "network");
      }
    });

    for (const body of ["", "\n\n", ": keepalive\n\n", "data: [DONE]\n\n", "event: ping\ndata:\n\n"]) {
      it(`calls ${JSON.stringify(body)} empty`, () => {
        assert.equal(parseHoweverCut(body).failure?.kind, "empty");
      });
    }

    it("names the page that came in place of an answer", () => {
      const { failure } = parse([bytes("<!doctype html><title>Hotel login</title><p>data: no</p>")]);
      assert.equal(failure?.kind, "protocol");
      assert.match(failure.message, /Hotel login/);
      assert.doesNotMatch(failure.message, /<p>/);
    });
  });

  describe("size", () => {
    /** One event with so many characters of media, in pieces of 64 KiB. */
    function* media(size: number): Generator<Uint8Array> {
      yield bytes('data: {"candidates":[{"content":{"parts":[{"inlineData":{"data":"');
      const piece = new Uint8Array(65_536).fill(0x41);
      for (let sent = 0; sent < size; sent += piece.length) {
        yield piece;
      }
      yield bytes('"}}]}}]}\r\n\r\n');
    }

    it("takes an event of 64 MiB", () => {
      const { chunks, failure } = parse(media(64 * 1024 * 1024));
      assert.equal(failure, undefined);
      assert.equal(
        chunks[0]?.candidates?.[0]?.content?.parts?.[0]?.inlineData?.data.length,
        64 * 1024 * 1024,
      );
    });

    it("refuses an event beyond its bound, and says so", () => {
      const { chunks, failure } = parse(media(100 * 1024 * 1024));
      assert.deepEqual(chunks, []);
      assert.equal(failure?.kind, "protocol");
      assert.match(failure.message, /longer than \d+ characters/);
    });

    it("refuses bare JSON beyond its bound as well", () => {
      function* endless(): Generator<Uint8Array> {
        yield bytes('{"error": {"message": "');
        const piece = new Uint8Array(1024 * 1024).fill(0x41);
        for (let sent = 0; sent < 100; sent++) {
          yield piece;
        }
      }
      assert.match(parse(endless()).failure?.message ?? "", /longer than \d+ characters/);
    });
  });
});
