import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Keys } from "./auth.ts";
import { answerPreflight, corsHeaders } from "./cors.ts";
import { Exchange } from "./exchange.ts";
import { ApiFailure } from "./failure.ts";
import { inArray, refuse } from "./plan.ts";
import { Clock } from "./files/clock.ts";
import type { Interruption } from "./files/fileFate.ts";
import { FileStore } from "./files/fileStore.ts";
import { UploadSessions } from "./files/uploadSession.ts";
import { answerUpload, isUpload } from "./files/uploads.ts";
import { type RecordedRequest, Recording } from "./recording.ts";
import { route } from "./routes.ts";
import { Director, type Endpoint, type ScenarioCall } from "./scenarios/director.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { sendRefusal } from "./send.ts";

export type { Keys } from "./auth.ts";
export type { RecordedRequest } from "./recording.ts";

export interface EmulatorOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: `any`. */
  readonly keys?: Keys;
  /** Default: as fast as the client reads. */
  readonly tokensPerSecond?: number;
  /** How many requests are kept on record. Default: 1000. */
  readonly keepRequests?: number;
  /** Bytes of which a piece of an upload must be a multiple. Default: 8 MiB, as the service has it. */
  readonly chunkGranularity?: number;
  /** What one key's files may take up, in bytes. Default: 20 GiB. */
  readonly storageBytes?: number;
}

/** A Gemini API on this machine. */
export interface Emulator {
  /** Without a slash at its end. */
  readonly url: string;
  /** The requests since the start or the last reset, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Files live and die by it. */
  readonly clock: Clock;
  /** Queues a scenario for the next `times` requests (default 1) of a kind (default: its own, else `generate`). */
  scenario(
    next: ScenarioCall | Scenario,
    options?: { readonly times?: number; readonly on?: Endpoint },
  ): void;
  /** The next answer is silent behind its first `after` events until the function that comes back is called. */
  hold(after: number): () => void;
  /**
   * Of the next upload nothing more is read behind its first `bytes` (default: half of it) until the function that comes
   * back is called. Then it goes on, or its connection is reset.
   */
  holdUpload(how: "pause" | "reset", bytes?: number): () => void;
  /**
   * The first request, past or to come, for which the predicate holds now or later in its exchange. Rejects on close.
   */
  waitForRequest(predicate?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  /** How many files, whole or half, take up space on its disk. */
  filesOnDisk(): Promise<number>;
  /** Forgets requests and scenarios; files stay. */
  reset(): void;
  /** Ends open streams too. */
  close(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
    host = "127.0.0.1",
    keys = "any",
    tokensPerSecond = Infinity,
    keepRequests = 1000,
    chunkGranularity = 8 * 2 ** 20,
  } = options;
  const recording = new Recording(keepRequests);
  const director = new Director();
  const clock = new Clock();
  const sessions = new UploadSessions();
  const files = { store: new FileStore(clock, options.storageBytes), sessions, clock, chunkGranularity };

  const answer = async (exchange: Exchange) => {
    try {
      const context = { keys, tokensPerSecond, director, files };
      if (isUpload(exchange)) {
        exchange.admit();
        await answerUpload(exchange, context);
        return;
      }
      const body = await exchange.receive();
      await route(exchange, body, context);
    } catch (error) {
      fail(exchange, error);
    }
  };
  const server = createServer((request, response) => {
    for (const [name, value] of corsHeaders(request)) {
      response.setHeader(name, value);
    }
    if (request.method === "OPTIONS") {
      answerPreflight(response);
    } else {
      void answer(new Exchange(request, response, recording));
    }
  });
  // A client may reset its connection at any time; without a listener that would end this process.
  server.on("connection", (socket) => socket.on("error", () => socket.destroy()));
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const url = `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;

  return {
    url,
    requests: recording.requests,
    clock,
    scenario: (next, { times = 1, on } = {}) => director.enqueue(next, times, on),
    hold: (after) => {
      const gate = Promise.withResolvers<undefined>();
      director.enqueue(held(after, gate.promise), 1);
      return () => gate.resolve(undefined);
    },
    holdUpload: (how, bytes) => {
      const gate = Promise.withResolvers<undefined>();
      const interrupt = { how, until: gate.promise, ...(bytes !== undefined && { bytes }) };
      director.enqueue(heldUpload(interrupt), 1);
      return () => gate.resolve(undefined);
    },
    waitForRequest: (predicate = () => true) => recording.wait(predicate),
    filesOnDisk: () => sessions.filesOnDisk(),
    reset: () => {
      recording.clear();
      director.clear();
    },
    close: async () => {
      recording.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await sessions.close();
    },
  };
}

function held(after: number, until: Promise<unknown>): Scenario {
  return {
    summary: "silent until it is let go",
    apply: (plan) => ({ ...plan, pause: { beforeChunk: Math.min(after, plan.chunks.length - 1), until } }),
  };
}

function heldUpload(interrupt: Interruption): Scenario {
  return {
    summary: "an upload of which nothing more is read until it is let go",
    on: "uploadData",
    apply: (plan) => ({ ...plan, upload: { ...plan.upload, interrupt } }),
  };
}

/** Refusals go to the client; a client that has gone needs none; anything else is the emulator's own mistake. */
function fail(exchange: Exchange, error: unknown): void {
  if (exchange.signal.aborted) {
    return;
  }
  if (error instanceof ApiFailure) {
    const isStream = exchange.record.path.endsWith(":streamGenerateContent");
    const isArray = isStream && exchange.url.searchParams.get("alt") !== "sse";
    const refusal = refuse(error);
    sendRefusal(exchange, isArray ? inArray(refusal) : refusal);
    return;
  }
  console.error(error);
  if (exchange.record.status === undefined) {
    sendRefusal(exchange, refuse(new ApiFailure(500, `The emulator itself failed: ${String(error)}`)));
  } else {
    exchange.reset();
  }
}
