import type { Readable } from "node:stream";
import tls from "node:tls";
import { emptyDispatcherSlots } from "./dispatcherSlots.ts"; // before undici, which must not find them empty
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import type { StreamedBody, TransportInit } from "../gemini/transport.ts";
import type { NetworkConfiguration, NetworkTransport } from "./network.ts";

emptyDispatcherSlots();

/**
 * How long an idle connection is kept for the next turn. Shorter than the four minutes after which load balancers are
 * known to drop one.
 */
const KEEP_ALIVE_MS = 3 * 60_000;

/** Undefined if undici cannot speak to a proxy of this kind. */
export function createUndiciTransport(configuration: NetworkConfiguration): NetworkTransport | undefined {
  const agent = createAgent(configuration);
  return (
    agent && {
      async send(url, init) {
        const { method, signal } = init;
        const { statusCode, headers, body } = await request(url, {
          dispatcher: agent,
          method,
          ...contentOf(init),
          signal,
        });
        // An error after the last reader is gone must not reach the process.
        body.on("error", () => undefined);
        return {
          status: statusCode,
          headers: {
            get: (name) => {
              const value = headers[name.toLowerCase()];
              return Array.isArray(value) ? value.join(", ") : (value ?? null);
            },
          },
          body,
        };
      },
      async close() {
        await agent.close();
      },
    }
  );
}

/** Undici sends any iterable; its types know streams only. */
function contentOf({ headers, body }: TransportInit): Pick<Dispatcher.RequestOptions, "headers" | "body"> {
  if (body === undefined || typeof body === "string") {
    return { headers, ...(body !== undefined && { body }) };
  }
  return {
    headers: { ...headers, "Content-Length": String(body.length) },
    body: keepable(body) as unknown as Readable,
  };
}

/** What a socket may hold back before it makes undici wait, as far as Node's versions and systems differ. */
const MOST_HELD = 64 * 1024;

/**
 * After a large piece undici waits until it has left. Several small ones may lie in the socket together, so their maker
 * must not overwrite them.
 */
async function* keepable({ pieces }: StreamedBody): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) {
    yield piece.length < MOST_HELD ? new Uint8Array(piece) : piece;
  }
}

function createAgent(configuration: NetworkConfiguration): Dispatcher | undefined {
  const { useProxy, proxy, proxyAuthorization, noProxy } = configuration;
  const connect = {
    ca: certificates(configuration.systemCertificates),
    rejectUnauthorized: configuration.strictSSL,
  };
  const lasting = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS };
  if (!useProxy || proxy === undefined) {
    return new Agent({ ...lasting, connect });
  }
  try {
    return new EnvHttpProxyAgent({
      ...lasting,
      connect,
      requestTls: connect,
      proxyTls: connect,
      noProxy: ["localhost", "127.0.0.1", "[::1]", ...noProxy].join(","),
      httpProxy: proxy,
      httpsProxy: proxy,
      ...(proxyAuthorization !== undefined && { token: proxyAuthorization }),
    });
  } catch {
    return undefined;
  }
}

/** Node's own list, what NODE_EXTRA_CA_CERTS adds, and the operating system's. */
function certificates(system: boolean): string[] {
  const kinds = ["default", "extra", ...(system ? (["system"] as const) : [])] as const;
  return [...new Set(kinds.flatMap((kind) => tls.getCACertificates(kind)))];
}
