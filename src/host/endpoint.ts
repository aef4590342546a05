/** Where requests go, checked before anything is sent there. */
export type Endpoint =
  | { readonly type: "valid"; readonly baseUrl: string; readonly origin: string; readonly host: string }
  | { readonly type: "invalid"; readonly reason: "notAUrl" | "insecure" | "credentials" };

export const GOOGLE_ORIGIN = "https://generativelanguage.googleapis.com";

/** Accepts https, and http on this machine only: a key must not travel in the clear. */
export function parseEndpoint(value: string): Endpoint {
  const url = URL.parse(value.trim());
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { type: "invalid", reason: "notAUrl" };
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return { type: "invalid", reason: "credentials" };
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return { type: "invalid", reason: "insecure" };
  }
  return { type: "valid", baseUrl: url.href.replace(/\/+$/, ""), origin: url.origin, host: url.host };
}

export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
