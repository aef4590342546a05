import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { createGzip, gzipSync } from "node:zlib";
import { mergeChunks, tokensOf } from "./chunks.ts";
import type { Exchange } from "./exchange.ts";
import { type Plan, type Refusal, refuse, type Silence } from "./plan.ts";
import type { Chunk } from "./wire.ts";

/** Node fires a longer timer at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Some systems drop what was received but not yet read when a reset arrives, so the bytes get a head start. */
const headStartMs = 20;

/** Carries a plan out as a stream. Rejects with an AbortError when the client goes away. */
export async function sendStream(exchange: Exchange, plan: Plan): Promise<void> {
  await pause(plan.startDelayMs, exchange.signal);
  if (plan.refusal !== undefined) {
    sendRefusal(exchange, plan.refusal);
    return;
  }
  const { framing } = plan;
  exchange.head(200, {
    "content-type": framing.contentType,
    "server-timing": "gfet4t7; dur=12",
    "x-gemini-service-tier": "standard",
    ...(framing.gzip && { "content-encoding": "gzip" }),
  });
  const sink = framing.gzip ? gzipSink(exchange) : plainSink(exchange, framing.bytesPerWrite);
  await sink.write(framing.open);
  for (const [index, chunk] of plan.chunks.entries()) {
    if (plan.pause?.beforeChunk === index) {
      await beSilent(plan.pause, exchange.signal);
    }
    await pause((1000 * chunkTokens(chunk)) / plan.tokensPerSecond, exchange.signal);
    await sink.write(framing.frame(chunk, index));
  }
  if (plan.ending === "reset") {
    await pause(headStartMs, exchange.signal);
    exchange.reset();
    return;
  }
  const { failure } = plan;
  await sink.write(
    failure === undefined ? framing.close : framing.fail(failure.error, failure.form, plan.chunks.length),
  );
  await sink.end();
}

/**
 * Carries a plan out as a single response; pace and framing do not apply, a reset comes after half of the body, and what
 * would fail behind the first events fails as a whole.
 */
export async function sendWhole(exchange: Exchange, plan: Plan): Promise<void> {
  await pause(plan.startDelayMs, exchange.signal);
  const refusal = plan.refusal ?? (plan.failure && refuse(plan.failure.error));
  if (refusal !== undefined) {
    sendRefusal(exchange, refusal);
    return;
  }
  await beSilent(plan.pause ?? { ms: 0 }, exchange.signal);
  const body = plan.chunks.length === 0 ? "" : `${JSON.stringify(mergeChunks(plan.chunks), undefined, 2)}\n`;
  const headers = { "content-type": "application/json; charset=UTF-8" };
  if (plan.ending === "reset") {
    exchange.head(200, headers);
    await exchange.write(body.slice(0, body.length / 2));
    await pause(headStartMs, exchange.signal);
    exchange.reset();
  } else if (plan.framing.gzip) {
    exchange.reply(200, { ...headers, "content-encoding": "gzip" }, gzipSync(body));
  } else {
    exchange.reply(200, headers, body);
  }
}

export function sendRefusal(exchange: Exchange, refusal: Refusal): void {
  exchange.reply(refusal.status, refusal.headers, refusal.body);
}

function chunkTokens(chunk: Chunk): number {
  const parts = chunk.candidates?.flatMap((candidate) => candidate.content?.parts ?? []) ?? [];
  return parts.reduce((sum, part) => sum + tokensOf(part), 0);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) {
    await delay(Math.min(ms, longestTimerMs), undefined, { signal });
  }
}

async function beSilent(silence: Silence, signal: AbortSignal): Promise<void> {
  if ("ms" in silence) return pause(silence.ms, signal);
  const gone = Promise.withResolvers<never>();
  const leave = () => gone.reject(signal.reason as Error);
  signal.addEventListener("abort", leave, { once: true });
  if (signal.aborted) leave();
  try {
    await Promise.race([silence.until, gone.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

interface Sink {
  write(text: string): Promise<void>;
  end(): Promise<void>;
}

function plainSink(exchange: Exchange, bytesPerWrite = Infinity): Sink {
  return {
    write: async (text) => {
      if (text === "" || bytesPerWrite === Infinity) {
        return text === "" ? undefined : exchange.write(text);
      }
      const bytes = Buffer.from(text);
      for (let start = 0; start < bytes.length; start += bytesPerWrite) {
        await exchange.write(bytes.subarray(start, start + bytesPerWrite));
        // The next piece must not share a packet with this one.
        await nextTurn();
      }
    },
    end: () => {
      exchange.end();
      return Promise.resolve();
    },
  };
}

/** Compresses with a flush behind every event, so that none waits for the next. */
function gzipSink(exchange: Exchange): Sink {
  const gzip = createGzip();
  const drainTo = async () => {
    for (let piece = gzip.read() as Buffer | null; piece !== null; piece = gzip.read() as Buffer | null) {
      await exchange.write(piece);
    }
  };
  return {
    write: async (text) => {
      gzip.write(text);
      await new Promise<void>((resolve) => gzip.flush(resolve));
      await drainTo();
    },
    end: async () => {
      gzip.end();
      for await (const piece of gzip as AsyncIterable<Buffer>) {
        await exchange.write(piece);
      }
      exchange.end();
    },
  };
}
