import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy auto-configuration: `p8080.pac.example` is reached through the proxy at port 8080 of this machine. */
const script = `function FindProxyForURL(url, host) {
  var found = /^p([0-9]+)[.]pac[.]example$/.exec(host);
  return found ? "PROXY 127.0.0.1:" + found[1] : "DIRECT";
}`;

/** Serves the script where a company would. */
export async function servePac(): Promise<string> {
  const server = http.createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/x-ns-proxy-autoconfig" }).end(script);
  });
  server.unref();
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`;
}
