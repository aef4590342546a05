import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { GeminiClient } from "../../../src/gemini/client.ts";
import type { GeminiClientOptions } from "../../../src/gemini/client.ts";
import type { File } from "../../../src/gemini/wireFiles.ts";
import { sha256 } from "./uploadSources.ts";

/** What a request comes to instead of its answer, after this many bytes of its body were taken. */
export type Fault = { readonly take?: number } & (
  | { readonly then: "reset" | "stall" }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
);

export interface UploadServerOptions {
  readonly granularity?: number;
  /** By command and how often it came before; undefined lets the request pass. */
  readonly fault?: (command: string, nth: number, server: UploadServer) => Fault | undefined;
  /** What the server makes of an upload, beyond what it is told. */
  readonly file?: (bytes: Buffer) => File;
  /** What it answers as the upload's URL. */
  readonly uploadUrl?: (url: string) => string;
  /** Awaited before a body is read. */
  readonly beforeBody?: () => Promise<void>;
  /** Keeps no byte, so that what is held is the client's. */
  readonly forgetful?: boolean;
  /** Reads a body as slowly as an event loop can. */
  readonly slow?: boolean;
}

export interface Session {
  readonly id: string;
  readonly size: number;
  readonly mimeType: string;
  readonly displayName: string | undefined;
  readonly pieces: Buffer[];
  received: number;
  state: "active" | "final" | "cancelled";
  file?: File;
}

const key = "test-key-of-uploads";
const opened: UploadServer[] = [];

/** The resumable protocol over a real socket, as the API speaks it, and what may go wrong with it. */
export class UploadServer {
  readonly sessions = new Map<string, Session>();
  readonly files = new Map<string, File>();
  /** Such as `start`, `upload, finalize @0`, `query`, `GET /v1beta/files/f1`. */
  readonly log: string[] = [];
  readonly requests: http.IncomingMessage[] = [];
  readonly starts: string[] = [];
  /** Bytes of bodies that have been read so far. */
  read = 0;
  url = "";
  readonly #options: UploadServerOptions;
  readonly #counts = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #server = http.createServer((request, response) => {
    void this.#handle(request, response).catch(() => response.destroy());
  });

  constructor(options: UploadServerOptions) {
    this.#options = options;
  }

  async listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    opened.push(this);
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  client(options: Partial<GeminiClientOptions> = {}): GeminiClient {
    const retry = {
      sleep: (_: number, signal: AbortSignal) => {
        signal.throwIfAborted();
        return Promise.resolve();
      },
    };
    return new GeminiClient({
      apiKey: key,
      baseUrl: this.url,
      retry,
      createHash: () => createHash("sha256"),
      ...options,
    });
  }

  /** Resolves when the log has this entry, as often as asked for. */
  async seen(entry: string, times = 1): Promise<void> {
    while (this.log.filter((logged) => logged === entry).length < times) {
      await new Promise<void>((resolve) => {
        this.#listeners.add(resolve);
      });
    }
  }

  /** The bytes of a session. */
  bytes(session: Session | undefined = [...this.sessions.values()].at(-1)): Buffer {
    return Buffer.concat(session?.pieces ?? []);
  }

  #note(entry: string): void {
    this.log.push(entry);
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  async #handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    this.requests.push(request);
    const { method = "", url = "", headers } = request;
    const command = headers["x-goog-upload-command"];
    const name = typeof command === "string" ? command : `${method} ${url}`;
    const nth = this.#counts.get(name) ?? 0;
    this.#counts.set(name, nth + 1);
    const offset = headers["x-goog-upload-offset"];
    this.#note(typeof offset === "string" ? `${name} @${offset}` : name);
    const session = this.sessions.get(new URL(url, this.url).searchParams.get("upload_id") ?? "");
    const fault = this.#options.fault?.(name, nth, this);
    if (fault !== undefined) {
      await this.#fail(request, response, fault, session);
    } else if (headers["x-goog-api-key"] !== key) {
      json(response, 403, {
        error: { code: 403, message: "unregistered callers", status: "PERMISSION_DENIED" },
      });
    } else if (typeof command !== "string") {
      this.#resource(method, url, response);
    } else if (command === "start") {
      await this.#start(request, response);
    } else {
      await this.#command(command, Number(offset ?? -1), session, request, response);
    }
  }

  async #start(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = (await request.setEncoding("utf8").toArray()).join("");
    this.starts.push(body);
    const id = `secret-upload-${this.sessions.size + 1}`;
    const displayName = (JSON.parse(body) as { file?: File }).file?.displayName;
    const size = Number(request.headers["x-goog-upload-header-content-length"]);
    const mimeType = String(request.headers["x-goog-upload-header-content-type"]);
    this.sessions.set(id, { id, size, mimeType, displayName, pieces: [], received: 0, state: "active" });
    const url = `${this.url}${request.url ?? ""}?upload_id=${id}&upload_protocol=resumable`;
    response.writeHead(200, {
      "X-Goog-Upload-URL": this.#options.uploadUrl?.(url) ?? url,
      "X-Goog-Upload-Status": "active",
      "X-Goog-Upload-Chunk-Granularity": String(this.#options.granularity ?? 8),
    });
    response.end();
  }

  async #command(
    command: string,
    offset: number,
    session: Session | undefined,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    if (session === undefined) {
      json(response, 404, { error: { code: 404, message: "No such upload", status: "NOT_FOUND" } });
      return;
    }
    if (command === "cancel") {
      session.state = "cancelled";
      this.#answer(response, session);
      return;
    }
    if (command === "query" || session.state !== "active") {
      this.#answer(response, session);
      return;
    }
    const granularity = this.#options.granularity ?? 8;
    const length = Number(request.headers["content-length"]);
    const isLast = command.includes("finalize");
    if (offset !== session.received || (!isLast && length % granularity !== 0)) {
      const message = `The client sent ${length} bytes, which is not a multiple of the ${granularity} byte chunk granularity.`;
      json(response, 400, { error: { code: 400, message, status: "INVALID_ARGUMENT" } });
      return;
    }
    await this.#take(request, session, Infinity);
    if (isLast && session.received === session.size) {
      this.finish(session);
    }
    this.#answer(response, session);
  }

  /** Makes a file of what has come. */
  finish(session: Session): void {
    const bytes = this.bytes(session);
    const name = `files/f${this.files.size + 1}`;
    session.state = "final";
    session.file = {
      name,
      uri: `${this.url}/v1beta/${name}`,
      sizeBytes: String(bytes.length),
      mimeType: session.mimeType,
      ...(session.displayName !== undefined && { displayName: session.displayName }),
      createTime: new Date(1_700_000_000_000 + this.files.size * 1000).toISOString(),
      sha256Hash: Buffer.from(sha256(bytes)).toString("base64"),
      state: "ACTIVE",
      ...this.#options.file?.(bytes),
    };
    this.files.set(name, session.file);
  }

  async #take(request: http.IncomingMessage, session: Session | undefined, most: number): Promise<void> {
    let left = most;
    if (left === 0) return;
    await this.#options.beforeBody?.();
    for await (const chunk of request as AsyncIterable<Buffer>) {
      const taken = chunk.subarray(0, left);
      left -= taken.length;
      this.read += chunk.length;
      if (!this.#options.forgetful) session?.pieces.push(Buffer.from(taken));
      if (session !== undefined) session.received += taken.length;
      if (left === 0) return;
      if (this.#options.slow) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #fail(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    fault: Fault,
    session: Session | undefined,
  ): Promise<void> {
    // A loop that is left destroys what it reads; the answer has still to go out.
    const taken = request.iterator({ destroyOnReturn: false });
    await this.#take(
      Object.assign(request, { [Symbol.asyncIterator]: () => taken }),
      session,
      fault.take ?? 0,
    );
    if ("status" in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
    } else if (fault.then === "reset") {
      request.socket.resetAndDestroy();
    } else {
      this.#note("stalled");
    }
  }

  #answer(response: http.ServerResponse, session: Session): void {
    response.setHeader("X-Goog-Upload-Status", session.state);
    response.setHeader("X-Goog-Upload-Size-Received", String(session.received));
    json(response, 200, session.file === undefined ? undefined : { file: session.file });
  }

  #resource(method: string, url: string, response: http.ServerResponse): void {
    const { pathname } = new URL(url, this.url);
    const name = pathname.replace(/^\/[^/]+\//, "");
    if (pathname.endsWith("/files")) {
      json(response, 200, this.files.size === 0 ? {} : { files: [...this.files.values()] });
      return;
    }
    const file = this.files.get(name);
    if (file === undefined) {
      const message = `You do not have permission to access the File ${name.slice(6)} or it may not exist.`;
      json(response, 403, { error: { code: 403, message, status: "PERMISSION_DENIED" } });
      return;
    }
    if (method === "DELETE") this.files.delete(name);
    json(response, 200, method === "DELETE" ? {} : file);
  }
}

export async function serveUploads(options: UploadServerOptions = {}): Promise<UploadServer> {
  return new UploadServer(options).listen();
}

export async function closeUploadServers(): Promise<void> {
  for (const server of opened.splice(0)) await server.close();
}

/** The server has the source's bytes, once. */
export function assertArrived(server: UploadServer, bytes: Uint8Array): void {
  assert.equal(sha256(server.bytes()), sha256(bytes));
}

function json(response: http.ServerResponse, status: number, body: object | undefined): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === undefined ? "" : JSON.stringify(body));
}
