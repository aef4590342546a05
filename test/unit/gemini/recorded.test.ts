import assert from "node:assert/strict";
import { aggregate } from "../../../src/gemini/aggregate.ts";
import { parseAnswer } from "../../../src/gemini/errorBody.ts";
import { GeminiError } from "../../../src/gemini/errors.ts";
import { StreamParser } from "../../../src/gemini/sse.ts";
import type { GenerateContentResponse } from "../../../src/gemini/wire.ts";
import { recordings } from "./recordings.ts";
import { closeServers, drain, question, serve } from "./server.ts";
import type { TestServer } from "./server.ts";

/** Cuts per recording that are tried over a socket; in memory all of them are. */
const SOCKET_CUTS = 12;
const manyRequestsMs = 60_000;

interface Result {
  readonly chunks: readonly GenerateContentResponse[];
  readonly error: unknown;
}

const plain = (text: string) => text;

function parse(pieces: readonly Uint8Array[]): Result {
  const parser = new StreamParser(plain);
  const batches = [...pieces.map((piece) => parser.push(piece)), parser.end()];
  return {
    chunks: batches.flatMap(({ chunks }) => chunks),
    error: batches.find(({ failure }) => failure !== undefined)?.failure,
  };
}

/** Where the bytes first say how the answer ends; no cut in front of it may pass for a whole answer. */
function endingIsToldAt(bytes: Buffer): number {
  const found = /"(?:finish|block)Reason"/.exec(bytes.toString("latin1"));
  return found === null ? Infinity : found.index + found[0].length;
}

/** A body cut behind `cut` bytes has brought the first chunks, and is known to be no whole answer. */
function assertBeginning({ chunks, error }: Result, whole: Result, bytes: Buffer, cut: number): void {
  assert.deepEqual(chunks, whole.chunks.slice(0, chunks.length), `cut at ${cut}`);
  assert.ok(error === undefined || error instanceof GeminiError, `cut at ${cut}`);
  const answer = aggregate(chunks);
  assert.ok(aggregate(whole.chunks).text.startsWith(answer.text), `cut at ${cut}`);
  assert.ok(chunks.length > 0 || error !== undefined, `cut at ${cut}`);
  assert.ok(!answer.complete || cut > endingIsToldAt(bytes), `cut at ${cut}`);
}

type Delivery = "whole" | "byte by byte" | { readonly cut: number; readonly by: "end" | "reset" };

/** A server that answers with these bytes, delivered as `how` says at the time. */
async function player(bytes: Buffer, status: number, how: () => Delivery): Promise<TestServer> {
  return serve(async (response) => {
    const delivery = how();
    response.writeHead(status, { "content-type": "text/event-stream" });
    if (typeof delivery !== "string") {
      const part = bytes.subarray(0, delivery.cut);
      response.write(part, () =>
        delivery.by === "end" ? response.end() : setImmediate(() => response.socket?.resetAndDestroy()),
      );
      return;
    }
    response.socket?.setNoDelay(true);
    for (const piece of delivery === "whole" ? [bytes] : Array.from(bytes, (byte) => Uint8Array.of(byte))) {
      await new Promise((resolve) => response.write(piece, resolve));
    }
    response.end();
  });
}

function sampledCuts(length: number): readonly number[] {
  return Array.from({ length: SOCKET_CUTS }, (_, i) => 1 + Math.floor((i * (length - 1)) / SOCKET_CUTS));
}

function streamTests([name, bytes]: readonly [string, Buffer]): void {
  it(`${name} is the same whole, byte by byte and in two pieces`, () => {
    const whole = parse([bytes]);
    assert.ok(whole.chunks.length > 0);
    assert.equal(whole.error, undefined);
    assert.equal(aggregate(whole.chunks).complete, endingIsToldAt(bytes) < Infinity);
    assert.deepEqual(parse(Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
    for (let cut = 1; cut < bytes.length; cut++) {
      assert.deepEqual(parse([bytes.subarray(0, cut), bytes.subarray(cut)]), whole, `cut at ${cut}`);
    }
  }).timeout(manyRequestsMs);

  it(`${name} ends as what it is, wherever it is cut off`, () => {
    const whole = parse([bytes]);
    for (let cut = 0; cut < bytes.length; cut++) {
      assertBeginning(parse([bytes.subarray(0, cut)]), whole, bytes, cut);
    }
  }).timeout(manyRequestsMs);

  it(`${name} comes over a connection, and over one that breaks`, async () => {
    let delivery: Delivery = "whole";
    const server = await player(bytes, 200, () => delivery);
    const ask = () => drain(server.client({ retry: false }).streamGenerateContent("m", question));
    const whole = await ask();
    assert.deepEqual(whole, parse([bytes]));
    delivery = "byte by byte";
    assert.deepEqual(await ask(), whole);
    for (const cut of sampledCuts(bytes.length)) {
      for (const by of ["end", "reset"] as const) {
        delivery = { cut, by };
        const result = await ask();
        assertBeginning(result, whole, bytes, cut);
        assert.ok(by === "end" || result.error !== undefined, `reset at ${cut}`);
      }
    }
  }).timeout(manyRequestsMs);
}

function unaryTests([name, bytes]: readonly [string, Buffer]): void {
  const told = JSON.parse(bytes.toString()) as GenerateContentResponse & { error?: { code: number } };
  const status = told.error?.code ?? 200;

  it(`${name} comes over a connection, and over one that breaks`, async () => {
    let delivery: Delivery = "whole";
    const server = await player(bytes, status, () => delivery);
    const ask = () => server.client({ retry: false }).generateContent("m", question);
    for (delivery of ["whole", "byte by byte"] as const) {
      if (told.error === undefined) {
        const answer = await ask();
        assert.deepEqual(answer, told);
        assert.equal(aggregate([answer]).complete, endingIsToldAt(bytes) < Infinity);
      } else {
        await assert.rejects(ask, (error) => error instanceof GeminiError && error.status === status);
      }
    }
    for (const cut of sampledCuts(bytes.toString().trimEnd().length)) {
      for (const by of ["end", "reset"] as const) {
        delivery = { cut, by };
        await assert.rejects(ask, GeminiError, `${by} at ${cut}`);
      }
    }
  }).timeout(manyRequestsMs);

  it(`${name} is no answer, wherever it is cut off`, () => {
    const text = bytes.toString().trimEnd();
    for (let cut = 0; cut < text.length; cut++) {
      assert.throws(() => parseAnswer(text.slice(0, cut), plain), GeminiError, `cut at ${cut}`);
    }
  });
}

if (recordings.size > 0) {
  describe("recorded responses", () => {
    afterEach(closeServers);
    const named = (start: string) => [...recordings].filter(([name]) => name.startsWith(start));
    named("streaming-").forEach(streamTests);
    named("unary-").forEach(unaryTests);
  });
}
