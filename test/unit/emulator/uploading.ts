import type { Emulator } from "../../emulator/emulator.ts";
import { keyHeader } from "./support.ts";

type Headers = Readonly<Record<string, string>>;

export interface File {
  readonly name: string;
  readonly displayName?: string;
  readonly mimeType: string;
  readonly sizeBytes: string;
  readonly createTime: string;
  readonly expirationTime: string;
  readonly sha256Hash: string;
  readonly uri: string;
  readonly state?: string;
  readonly error?: { readonly message: string };
  readonly videoMetadata?: { readonly videoDuration: string };
}

export interface StartOptions {
  readonly mimeType?: string;
  readonly file?: object;
  readonly size?: number;
  readonly path?: string;
  readonly headers?: Headers;
}

/** The first request of an upload. */
export function start(emulator: Emulator, options: StartOptions = {}): Promise<Response> {
  const { mimeType = "text/plain", file, size, path = "/upload/v1beta/files" } = options;
  return fetch(`${emulator.url}${path}`, {
    method: "POST",
    headers: {
      ...keyHeader,
      "content-type": "application/json",
      "x-goog-upload-protocol": "resumable",
      "x-goog-upload-command": "start",
      ...(size !== undefined && { "x-goog-upload-header-content-length": String(size) }),
      "x-goog-upload-header-content-type": mimeType,
      ...options.headers,
    },
    body: file === undefined ? "" : JSON.stringify({ file }),
  });
}

/** The address that takes the bytes. */
export async function startedAt(emulator: Emulator, options: StartOptions = {}): Promise<string> {
  return (await start(emulator, options)).headers.get("x-goog-upload-url") ?? "";
}

export function command(
  url: string,
  name: string,
  body?: string | Buffer,
  offset = 0,
  headers: Headers = {},
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      ...keyHeader,
      "x-goog-upload-command": name,
      ...(body !== undefined && { "x-goog-upload-offset": String(offset) }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : new Uint8Array(body) }),
  });
}

/** Status and number of bytes, as the headers of a reply tell them. */
export function progress(response: Response): readonly [status: string | null, received: string | null] {
  return [response.headers.get("x-goog-upload-status"), response.headers.get("x-goog-upload-size-received")];
}

export async function fileIn(response: Response): Promise<File> {
  return ((await response.json()) as { readonly file: File }).file;
}

/** A whole upload in two requests. */
export async function upload(
  emulator: Emulator,
  body: string | Buffer,
  options: StartOptions = {},
): Promise<File> {
  const url = await startedAt(emulator, options);
  return fileIn(await command(url, "upload, finalize", body, 0, options.headers));
}

export function files(emulator: Emulator, path = "", init: RequestInit = {}): Promise<Response> {
  return fetch(`${emulator.url}/v1beta/files${path}`, { headers: keyHeader, ...init });
}

/** `files.get`, by the name in a resource. */
export async function poll(emulator: Emulator, { name }: File): Promise<File> {
  return (await (await files(emulator, name.replace("files", ""))).json()) as File;
}
