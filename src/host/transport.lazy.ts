import type { Readable } from "node:stream";
import tls from "node:tls";
import { emptyDispatcherSlots } from "./dispatcherSlots.ts"; // before undici, which must not find them empty
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import type { TransportInit } from "../gemini/transport.ts";
import type { NetworkConfiguration, NetworkTransport } from "./network.ts";

emptyDispatcherSlots();

/** HTTP by undici under the person's own proxy and certificate settings; follows no redirect, has no time limits. */
export function createTransport(configuration: NetworkConfiguration): NetworkTransport {
  const agent = createAgent(configuration);
  return {
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
  };
}

/** Undici sends any iterable, a piece when the one before has left; its types know streams only. */
function contentOf({ headers, body }: TransportInit): Pick<Dispatcher.RequestOptions, "headers" | "body"> {
  if (body === undefined || typeof body === "string") {
    return { headers, ...(body !== undefined && { body }) };
  }
  return {
    headers: { ...headers, "Content-Length": String(body.length) },
    body: body.pieces as unknown as Readable,
  };
}

function createAgent(configuration: NetworkConfiguration): Dispatcher {
  const connect = {
    ca: certificates(configuration.systemCertificates),
    rejectUnauthorized: configuration.strictSSL,
  };
  const limits = { headersTimeout: 0, bodyTimeout: 0 };
  if (!configuration.useProxy) {
    return new Agent({ ...limits, connect });
  }
  const { proxy, proxyAuthorization, noProxy } = configuration;
  return new EnvHttpProxyAgent({
    ...limits,
    connect,
    requestTls: connect,
    proxyTls: connect,
    noProxy: ["localhost", "127.0.0.1", "[::1]", ...noProxy].join(","),
    ...(proxy !== undefined && { httpProxy: proxy, httpsProxy: proxy }),
    ...(proxyAuthorization !== undefined && { token: proxyAuthorization }),
  });
}

/** Node's own list, what NODE_EXTRA_CA_CERTS adds, and the operating system's. */
function certificates(system: boolean): string[] {
  const kinds = ["default", "extra", ...(system ? (["system"] as const) : [])] as const;
  return [...new Set(kinds.flatMap((kind) => tls.getCACertificates(kind)))];
}
