import type { StreamedBody, Transport, TransportInit } from "../gemini/transport.ts";

/**
 * Sends by `first`; what it cannot bring on its way at all goes by `second`. Where that has helped, every later request to
 * the same origin goes there at once.
 */
export function withFallback(first: Transport, second: Transport): Transport {
  const redirected = new Set<string>();
  return async (url, init) => {
    const { origin } = new URL(url);
    if (redirected.has(origin)) {
      return second(url, init);
    }
    const { tracked, begun } = trackBody(init);
    try {
      return await first(url, tracked);
    } catch (error) {
      if (init.signal.aborted || begun() || !isBeforeConnection(error)) {
        throw error;
      }
      const response = await second(url, init).catch((other: unknown) => {
        // The reason that is nearer to the person's own settings is the first one.
        throw init.signal.aborted ? other : error;
      });
      if (response.status !== PROXY_AUTHENTICATION_REQUIRED) {
        redirected.add(origin);
      }
      return response;
    }
  };
}

const PROXY_AUTHENTICATION_REQUIRED = 407;

/** A body that is made while it is sent exists once: when its making has begun, the request cannot be sent again. */
function trackBody(init: TransportInit): { readonly tracked: TransportInit; readonly begun: () => boolean } {
  const { body } = init;
  if (body === undefined || typeof body === "string") {
    return { tracked: init, begun: () => false };
  }
  let begun = false;
  const pieces: StreamedBody["pieces"] = {
    [Symbol.asyncIterator]: () => {
      begun = true;
      return body.pieces[Symbol.asyncIterator]();
    },
  };
  return { tracked: { ...init, body: { ...body, pieces } }, begun: () => begun };
}

/** Failures of name resolution, of a connection that never came about, of TLS and of the proxy. */
const UNREACHED = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPROTO",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_PRX_TLS",
]);

function isBeforeConnection(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  const isTls = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_(TLS|SSL)_/.test(code);
  const isProxys = /^Proxy response \(\d+\)/.test(error.message);
  const isHandshake = error.message.includes("before secure TLS connection");
  return (
    UNREACHED.has(code) ||
    syscall === "connect" ||
    isTls ||
    isProxys ||
    isHandshake ||
    (error instanceof AggregateError && error.errors.some(isBeforeConnection)) ||
    isBeforeConnection(error.cause)
  );
}
