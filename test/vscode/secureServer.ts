import { once } from "node:events";
import { readFileSync } from "node:fs";
import type http from "node:http";
import https from "node:https";
import type net from "node:net";
import path from "node:path";

/** Who has signed what the server shows; `otherName` and `expired` are signed by an authority the system knows. */
export type ServerCertificate = "system" | "extra" | "unknown" | "otherName" | "expired";

export interface SecureServer {
  readonly port: number;
  /** How many connections got as far as a handshake. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

function readPem(name: string): string {
  return readFileSync(path.join(process.env.CASTOR_TEST_CERTIFICATES ?? "", `${name}.pem`), "utf8");
}

/** An HTTPS server on this machine, at a free port unless one is named. */
export async function startSecureServer(
  certificate: ServerCertificate,
  handle: http.RequestListener,
  port = 0,
): Promise<SecureServer> {
  const pems = { cert: readPem(`${certificate}.cert`), key: readPem(`${certificate}.key`) };
  // Connections are kept without a word about how long: that is left to the client.
  const server = https.createServer({ ...pems, keepAliveTimeout: 0 }, handle);
  let connections = 0;
  server.on("secureConnection", () => connections++);
  // A client that does not like the certificate leaves in the middle of the handshake.
  server.on("tlsClientError", () => undefined);
  await once(server.listen(port, "127.0.0.1"), "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
