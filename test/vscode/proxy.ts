import { once } from "node:events";
import http from "node:http";
import net from "node:net";

export interface TestProxy {
  readonly port: number;
  /** What it was asked to connect to, in order. */
  readonly requests: readonly {
    readonly target: string | undefined;
    readonly authorization: string | undefined;
  }[];
  /** Whether it wants other credentials than those it is given. */
  refuse: boolean;
  /** Breaks every connection through it, as a proxy does that dies. */
  cut(): void;
  close(): Promise<void>;
}

/** An HTTP proxy that knows every host name, as this machine at one port. */
export async function startProxy(destination: number): Promise<TestProxy> {
  const requests: { target: string | undefined; authorization: string | undefined }[] = [];
  const sockets = new Set<net.Socket>();
  const server = http.createServer();
  // Requests that ask for no tunnel are nothing it is made for.
  server.on("request", (request, response) => {
    request.resume();
    response.writeHead(proxy.refuse ? 407 : 501).end();
  });
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (request, socket: net.Socket) => {
    requests.push({ target: request.url, authorization: request.headers["proxy-authorization"] });
    if (proxy.refuse) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const tunnel = net.connect(destination, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.pipe(tunnel).pipe(socket);
    });
    sockets.add(tunnel);
    socket.on("error", () => tunnel.destroy()).on("close", () => tunnel.destroy());
    tunnel.on("error", () => socket.destroy()).on("close", () => socket.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const proxy: TestProxy = {
    port: (server.address() as net.AddressInfo).port,
    requests,
    refuse: false,
    cut: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await once(server.close(), "close");
    },
  };
  return proxy;
}
