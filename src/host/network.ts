import * as vscode from "vscode";
import type { Transport } from "../gemini/transport.ts";

/** What VS Code's own settings say about the way out. */
export interface NetworkConfiguration {
  readonly useProxy: boolean;
  /** `http.proxy`; without it the environment's variables count. */
  readonly proxy?: string;
  readonly proxyAuthorization?: string;
  /** Hosts that are reached directly. */
  readonly noProxy: readonly string[];
  readonly strictSSL: boolean;
  readonly systemCertificates: boolean;
}

export interface NetworkTransport {
  readonly send: Transport;
  readonly close: () => Promise<void>;
}

/** How long a connection is taken to be warm; the transport keeps an idle one longer than that. */
const WARM_MS = 2 * 60_000;

/** The way to the network under VS Code's settings: loaded with the first request, made anew when they change. */
export class Network implements vscode.Disposable {
  #transport: Promise<NetworkTransport> | undefined;
  /** Origin → when it was last spoken to. */
  readonly #spoken = new Map<string, number>();
  readonly #warming = new AbortController();
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("http")) {
      this.#close();
    }
  });

  readonly send: Transport = async (url, init) => {
    this.#transport ??= load();
    const transport = await this.#transport;
    this.#spoken.set(new URL(url).origin, performance.now());
    return transport.send(url, init);
  };

  /**
   * Opens a connection before it is needed, with a request that says nothing (undici closes the connection of a HEAD),
   * unless there is one. The way is found in
   * advance as well: whether it leads through undici, and through which proxy. A failure is left for the request to meet.
   */
  async warm(origin: string): Promise<void> {
    if (performance.now() - (this.#spoken.get(origin) ?? -Infinity) < WARM_MS) {
      return;
    }
    this.#spoken.set(origin, performance.now());
    try {
      const { signal } = this.#warming;
      const response = await this.send(`${origin}/`, {
        method: "GET",
        headers: {},
        redirect: "manual",
        signal,
      });
      for await (const _ of response.body ?? []) {
        // Only a body that has been read gives its connection back.
      }
    } catch {
      this.#spoken.delete(origin);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#warming.abort();
    this.#close();
  }

  #close(): void {
    const closing = this.#transport;
    this.#transport = undefined;
    this.#spoken.clear();
    // Nobody waits for the old connections; what failed to load has told its caller.
    closing?.then((transport) => transport.close()).catch(() => undefined);
  }
}

async function load(): Promise<NetworkTransport> {
  const { createTransport } = await import("./transport.lazy.ts");
  return createTransport(readConfiguration());
}

function readConfiguration(): NetworkConfiguration {
  const http = vscode.workspace.getConfiguration("http");
  const proxy = http.get("proxy", "").trim() || environmentProxy();
  const proxyAuthorization = http.get<string | null>("proxyAuthorization", null);
  const configured = http.get<readonly string[]>("noProxy", []);
  const noProxy = configured.length > 0 ? configured : environmentNoProxy();
  return {
    useProxy: http.get<string>("proxySupport", "override") !== "off" && !noProxy.includes("*"),
    noProxy,
    strictSSL: http.get("proxyStrictSSL", true),
    systemCertificates: http.get("systemCertificates", true),
    ...(proxy !== undefined && { proxy }),
    ...(proxyAuthorization !== null && { proxyAuthorization }),
  };
}

/** In the order in which VS Code itself looks for it. */
function environmentProxy(): string | undefined {
  const { https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY } = process.env;
  return [https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY].find((proxy) => proxy);
}

function environmentNoProxy(): readonly string[] {
  const value = process.env.no_proxy ?? process.env.NO_PROXY ?? "";
  return value.split(/[\s,]+/).filter((host) => host !== "");
}
