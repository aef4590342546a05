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
  close(): Promise<void>;
}

/** The way to the network under VS Code's settings: loaded with the first request, made anew when they change. */
export class Network implements vscode.Disposable {
  #transport: Promise<NetworkTransport> | undefined;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("http")) {
      this.#close();
    }
  });

  readonly send: Transport = async (url, init) => {
    this.#transport ??= load();
    const transport = await this.#transport;
    return transport.send(url, init);
  };

  dispose(): void {
    this.#subscription.dispose();
    this.#close();
  }

  #close(): void {
    const closing = this.#transport;
    this.#transport = undefined;
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
  const noProxy = http.get<readonly string[]>("noProxy", []);
  return {
    useProxy: http.get<string>("proxySupport", "override") !== "off",
    noProxy: noProxy.length > 0 ? noProxy : environmentNoProxy(),
    strictSSL: http.get("proxyStrictSSL", true),
    systemCertificates: http.get("systemCertificates", true),
    ...(proxy !== undefined && { proxy }),
    ...(proxyAuthorization !== null && { proxyAuthorization }),
  };
}

function environmentProxy(): string | undefined {
  const { env } = process;
  return env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy;
}

function environmentNoProxy(): readonly string[] {
  const value = process.env.NO_PROXY ?? process.env.no_proxy ?? "";
  return value.split(/[\s,]+/).filter((host) => host !== "");
}
