import { once } from "node:events";
import type http from "node:http";
import type { StreamedBody, Transport } from "../gemini/transport.ts";
import type { NetworkConfiguration } from "./network.ts";

/**
 * HTTP by Node's own client, which VS Code patches in place: every request goes where its proxy resolver says, with the
 * certificates it knows. Slower than undici, and a new connection for each request.
 */
export function createNodeTransport({ strictSSL }: Pick<NetworkConfiguration, "strictSSL">): Transport {
  return async (url, { method, headers, body, signal }) => {
    const streamed = typeof body === "object";
    // As the module is now, with VS Code's patch in it. An import would read all of it, and so load Node's own undici.
    const { request: send } = process.getBuiltinModule(url.startsWith("https:") ? "node:https" : "node:http");
    const request = send(url, {
      method,
      headers: streamed ? { ...headers, "Content-Length": String(body.length) } : headers,
      signal,
      ...(!strictSSL && { rejectUnauthorized: false }),
    });
    const answered = once(request, "response") as Promise<[http.IncomingMessage]>;
    // Whatever else goes wrong later belongs to the reader of the response, or to nobody.
    request.on("error", () => undefined);
    if (streamed) {
      await Promise.race([answered, write(request, body)]);
    } else {
      request.end(body);
    }
    const [response] = await answered;
    response.on("error", () => undefined);
    return {
      status: response.statusCode ?? 0,
      headers: {
        get: (name) => {
          const value = response.headers[name.toLowerCase()];
          return Array.isArray(value) ? value.join(", ") : (value ?? null);
        },
      },
      body: response as AsyncIterable<Uint8Array>,
    };
  };
}

/** A piece is asked for when the one before has left; it may overwrite that one. */
async function write(request: http.ClientRequest, { pieces }: StreamedBody): Promise<void> {
  for await (const piece of pieces) {
    await new Promise<void>((resolve, reject) => {
      request.write(piece, (error) => (error ? reject(error) : resolve()));
    });
  }
  request.end();
}
