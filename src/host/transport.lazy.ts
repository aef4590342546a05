import type { NetworkConfiguration, NetworkTransport } from "./network.ts";
import { createNodeTransport } from "./nodeTransport.ts";
import { createUndiciTransport } from "./undiciTransport.ts";
import { withFallback } from "./transportFallback.ts";

/**
 * HTTP under the person's own proxy and certificate settings; follows no redirect, has no time limits. Undici sends, and
 * what finds no way out goes by the client that VS Code has patched, which also knows PAC scripts and Kerberos.
 */
export function createTransport(configuration: NetworkConfiguration): NetworkTransport {
  const node = createNodeTransport(configuration);
  const undici = createUndiciTransport(configuration);
  if (undici === undefined) {
    return { send: node, close: () => Promise.resolve() };
  }
  return { send: withFallback(undici.send, node), close: undici.close };
}
