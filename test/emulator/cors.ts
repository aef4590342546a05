import type { IncomingMessage, ServerResponse } from "node:http";

/** Pages may call the emulator from anywhere, and read every header of its answers. */
export function corsHeaders(request: IncomingMessage): readonly (readonly [string, string])[] {
  return [
    ["access-control-allow-origin", "*"],
    ["access-control-expose-headers", "*"],
    ...(request.method === "OPTIONS"
      ? ([
          ["access-control-allow-methods", "GET, POST, PATCH, DELETE, OPTIONS"],
          ["access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*"],
          ["access-control-allow-private-network", "true"],
          ["access-control-max-age", "3600"],
        ] as const)
      : []),
  ];
}

export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204).end();
}
