import { GoogleGenAI } from "@google/genai";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { open } from "node:fs/promises";
import net from "node:net";
import { GeminiClient } from "../../src/gemini/client.ts";
import { fetchTransport } from "../../src/gemini/fetchTransport.ts";
import type { Transport } from "../../src/gemini/transport.ts";
import { fileSource } from "../../src/host/fileSource.ts";
import { createNodeTransport } from "../../src/host/nodeTransport.ts";
import { createTransport } from "../../src/host/transport.lazy.ts";

const mimeType = "video/mp4";
const piece = 4 * 1024 * 1024;

/** Each is set up with the endpoint, and then sends a file. */
export const uploadClients = {
  "raw socket, hashed": (url: string) => (path: string) => sendRaw(new URL(url), path),
  Castor: (url: string) =>
    castor(
      url,
      createTransport({ useProxy: false, noProxy: [], strictSSL: true, systemCertificates: false }).send,
    ),
  "Castor by node:http": (url: string) => castor(url, createNodeTransport({ strictSSL: true })),
  "Castor by fetch": (url: string) => castor(url, fetchTransport),
  "@google/genai": (baseUrl: string) => {
    const client = new GoogleGenAI({ apiKey: "bench", httpOptions: { baseUrl } });
    return async (file: string) => {
      await client.files.upload({ file, config: { mimeType } });
    };
  },
};

function castor(baseUrl: string, fetch: Transport): (path: string) => Promise<void> {
  const client = new GeminiClient({
    apiKey: "bench",
    baseUrl,
    fetch,
    createHash: () => createHash("sha256"),
  });
  return async (path) => {
    await client.uploadFile(await fileSource(path), { mimeType });
  };
}

/** The least that reading, hashing and sending can cost: one request, two buffers, nothing checked. */
async function sendRaw({ hostname, port }: URL, path: string): Promise<void> {
  const file = await open(path);
  const { size } = await file.stat();
  const socket = net.connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(
    `POST /upload HTTP/1.1\r\nHost: ${hostname}\r\nX-Goog-Upload-Command: upload, finalize\r\nContent-Length: ${size}\r\n\r\n`,
  );
  const hash = createHash("sha256");
  let [buffer, other] = [Buffer.allocUnsafeSlow(piece), Buffer.allocUnsafeSlow(piece)];
  let reading = file.read(buffer, 0, piece, 0);
  for (let position = 0; position < size;) {
    const { bytesRead } = await reading;
    const bytes = buffer.subarray(0, bytesRead);
    position += bytesRead;
    [buffer, other] = [other, buffer];
    reading = file.read(buffer, 0, piece, position);
    hash.update(bytes);
    await new Promise((resolve) => socket.write(bytes, resolve));
  }
  await reading;
  await file.close();
  hash.digest();
  await once(socket, "data");
  socket.destroy();
}
